//! Why something is alive.

use gc_core::Gc;

use crate::nodes::{graph, heap};

#[test]
fn the_path_is_the_shortest_one() {
    let heap = heap();
    let nodes = graph(&heap, 5, &[(0, 1), (1, 2), (2, 4), (0, 3), (3, 4)]);
    let (root, last) = (nodes[0].clone(), Gc::downgrade(&nodes[4]));
    drop(nodes);
    let snapshot = heap.snapshot();
    let why = snapshot.why_alive(&last.upgrade().unwrap()).unwrap();
    assert_eq!(why.holders(), 1);
    assert_eq!(why.paths()[0].objects().len(), 3);
    assert_eq!(why.paths()[0].holder(), snapshot.find(&root).unwrap());
}

#[test]
fn the_nearest_holder_comes_first_and_says_how_often_it_is_held() {
    let heap = heap();
    let nodes = graph(&heap, 4, &[(0, 1), (1, 2), (2, 3)]);
    let held = [nodes[0].clone(), nodes[2].clone(), nodes[2].clone()];
    let last = Gc::downgrade(&nodes[3]);
    drop(nodes);
    let snapshot = heap.snapshot();
    let why = snapshot.why_alive(&last.upgrade().unwrap()).unwrap();
    assert_eq!(why.holders(), 2);
    assert_eq!(why.paths()[0].holder().external_count(), 2);
    assert_eq!(why.paths()[1].objects().len(), 4);
    drop(held);
}

#[test]
fn what_is_held_itself_has_a_path_of_one() {
    let heap = heap();
    let nodes = graph(&heap, 1, &[(0, 0)]);
    let snapshot = heap.snapshot();
    let why = snapshot.why_alive(&nodes[0]).unwrap();
    assert_eq!(why.paths()[0].objects(), [why.target()]);
}

#[test]
fn nothing_keeps_garbage_alive() {
    let heap = heap();
    let nodes = graph(&heap, 2, &[(0, 1), (1, 0)]);
    drop(nodes);
    let snapshot = heap.snapshot();
    let garbage = snapshot.objects().next().unwrap();
    let why = snapshot.why_alive_with(garbage.id(), 8);
    assert_eq!((why.holders(), why.paths().len()), (0, 0));
    assert!(why.to_string().contains("is garbage"), "{why}");
}

#[test]
fn what_was_made_since_is_not_known() {
    let heap = heap();
    let snapshot = heap.snapshot();
    let later = graph(&heap, 1, &[]);
    assert!(snapshot.why_alive(&later[0]).is_none());
}

#[test]
fn there_are_no_more_paths_than_asked_for() {
    let heap = heap();
    let edges: Vec<_> = (1..20).map(|number| (number, 0)).collect();
    let nodes = graph(&heap, 20, &edges);
    let snapshot = heap.snapshot();
    let target = snapshot.find(&nodes[0]).unwrap().id();
    let why = snapshot.why_alive_with(target, 3);
    assert_eq!((why.holders(), why.paths().len()), (20, 3));
}

#[test]
fn the_middle_of_a_long_path_is_not_printed() {
    let heap = heap();
    let edges: Vec<_> = (0..99).map(|number| (number, number + 1)).collect();
    let nodes = graph(&heap, 100, &edges);
    let (root, last) = (nodes[0].clone(), Gc::downgrade(&nodes[99]));
    drop(nodes);
    let snapshot = heap.snapshot();
    let text = snapshot
        .why_alive(&last.upgrade().unwrap())
        .unwrap()
        .to_string();
    assert!(text.contains("… 87 more"), "{text}");
    assert_eq!(text.lines().count(), 1 + 1 + 12 + 1);
    drop(root);
}
