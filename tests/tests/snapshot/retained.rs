//! Dominators and retained sizes, against a plain model.

use quickcheck::{QuickCheck, TestResult};

use crate::nodes::{graph, heap};

/// What `roots` reach without `left_out`.
fn reached(count: usize, edges: &[(usize, usize)], roots: &[usize], left_out: usize) -> Vec<bool> {
    let mut seen = vec![false; count];
    let mut pending: Vec<_> = roots
        .iter()
        .copied()
        .filter(|root| *root != left_out)
        .collect();
    while let Some(at) = pending.pop() {
        if !std::mem::replace(&mut seen[at], true) {
            let targets = edges.iter().filter(|edge| edge.0 == at).map(|edge| edge.1);
            pending.extend(targets.filter(|target| *target != left_out));
        }
    }
    seen
}

/// Whether an object retains exactly what nothing would lead to without it.
fn agrees(count: u8, edges: Vec<(u8, u8)>, roots: Vec<u8>) -> TestResult {
    let count = usize::from(count % 12) + 1;
    let within = |number: u8| usize::from(number) % count;
    let edges: Vec<_> = edges
        .into_iter()
        .map(|(from, to)| (within(from), within(to)))
        .collect();
    let roots: Vec<_> = roots.into_iter().map(within).collect();
    let heap = heap();
    let nodes = graph(&heap, count, &edges);
    let weak: Vec<_> = nodes.iter().map(gc_core::Gc::downgrade).collect();
    let held: Vec<_> = roots.iter().map(|root| nodes[*root].clone()).collect();
    drop(nodes);
    let snapshot = heap.snapshot();
    let alive = reached(count, &edges, &roots, usize::MAX);
    for (number, weak) in weak.iter().enumerate() {
        // What counting freed already is not there.
        let Some(node) = weak.upgrade() else { continue };
        let object = snapshot.find(&node).expect("it was alive");
        if object.is_garbage() == alive[number] {
            return TestResult::error(format!("{number}: alive is {}", alive[number]));
        }
        let without = reached(count, &edges, &roots, number);
        let gone = (0..count).filter(|other| alive[*other] && !without[*other]);
        let expected = if alive[number] {
            gone.count() as u64
        } else {
            1
        };
        if object.retained_bytes() != expected * object.bytes() {
            return TestResult::error(format!(
                "{number}: {} not {expected}",
                object.retained_bytes()
            ));
        }
    }
    drop(held);
    TestResult::passed()
}

#[test]
fn an_object_retains_what_nothing_leads_to_without_it() {
    let tests = if cfg!(miri) { 5 } else { 2000 };
    QuickCheck::new()
        .tests(tests)
        .quickcheck(agrees as fn(u8, Vec<(u8, u8)>, Vec<u8>) -> TestResult);
}

#[test]
fn a_diamond_belongs_to_its_top() {
    let heap = heap();
    let nodes = graph(&heap, 4, &[(0, 1), (0, 2), (1, 3), (2, 3)]);
    let [top, bottom] = [&nodes[0], &nodes[3]].map(gc_core::Gc::downgrade);
    let root = nodes[0].clone();
    drop(nodes);
    let snapshot = heap.snapshot();
    let [top, bottom] = [top, bottom].map(|weak| snapshot.find(&weak.upgrade().unwrap()).unwrap());
    assert_eq!(bottom.dominator(), Some(top));
    assert_eq!(top.retained_bytes(), 4 * top.bytes());
    assert_eq!(top.dominator(), None);
    drop(root);
}

#[test]
fn a_type_retains_nothing_twice() {
    let heap = heap();
    let nodes = graph(&heap, 3, &[(0, 1), (1, 2)]);
    let root = nodes[0].clone();
    drop(nodes);
    let snapshot = heap.snapshot();
    let row = snapshot.by_type()[0];
    assert_eq!((row.objects, row.retained), (3, row.bytes));
    drop(root);
}
