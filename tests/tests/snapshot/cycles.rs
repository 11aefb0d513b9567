//! Circles.

use quickcheck::QuickCheck;

use crate::nodes::{graph, heap};

#[test]
fn circles_come_largest_first() {
    let heap = heap();
    let nodes = graph(
        &heap,
        6,
        &[
            (0, 1),
            (1, 0),
            (2, 3),
            (3, 4),
            (4, 2),
            (1, 2),
            (5, 5),
            (4, 5),
        ],
    );
    let snapshot = heap.snapshot();
    let sizes: Vec<_> = snapshot.cycles().iter().map(|cycle| cycle.len()).collect();
    assert_eq!(sizes, [3, 2, 1]);
    drop(nodes);
}

#[test]
fn a_circle_knows_whether_anything_holds_it() {
    let heap = heap();
    let nodes = graph(&heap, 4, &[(0, 1), (1, 0), (2, 3), (3, 2)]);
    let kept = nodes[0].clone();
    drop(nodes);
    let snapshot = heap.snapshot();
    let cycles = snapshot.cycles();
    let held = |cycle: &gc_core::snapshot::Cycle<'_>| (cycle.external_count(), cycle.is_garbage());
    let mut found: Vec<_> = cycles.iter().map(held).collect();
    found.sort_unstable();
    assert_eq!(found, [(0, true), (1, false)]);
    drop(kept);
}

/// Whether two objects are on one circle exactly if each reaches the other.
fn agrees(count: u8, edges: Vec<(u8, u8)>) -> bool {
    let count = usize::from(count % 10) + 1;
    let within = |number: u8| usize::from(number) % count;
    let edges: Vec<_> = edges
        .into_iter()
        .map(|(from, to)| (within(from), within(to)))
        .collect();
    let mut reaches = vec![vec![false; count]; count];
    for (from, to) in &edges {
        reaches[*from][*to] = true;
    }
    for through in 0..count {
        for from in 0..count {
            for to in 0..count {
                reaches[from][to] |= reaches[from][through] && reaches[through][to];
            }
        }
    }
    let heap = heap();
    let nodes = graph(&heap, count, &edges);
    let snapshot = heap.snapshot();
    let cycles = snapshot.cycles();
    let circle = |number: usize| {
        let object = snapshot.find(&nodes[number]).expect("it is held");
        cycles
            .iter()
            .position(|cycle| cycle.objects().any(|member| member == object))
    };
    (0..count).all(|one| {
        (0..count).all(|other| {
            let same = circle(one).is_some() && circle(one) == circle(other);
            same == (reaches[one][other] && reaches[other][one])
        })
    })
}

#[test]
fn those_are_on_one_circle_that_reach_each_other() {
    let tests = if cfg!(miri) { 3 } else { 500 };
    QuickCheck::new()
        .tests(tests)
        .quickcheck(agrees as fn(u8, Vec<(u8, u8)>) -> bool);
}
