//! Tests that nothing is left.

use std::panic;

use gc_core::snapshot::{LeakCheck, SnapshotOptions};
use gc_core::{Gc, Heap, assert_no_leaks};

use crate::nodes::{Node, graph, heap};

#[test]
fn a_cycle_is_no_leak() {
    let result = assert_no_leaks!({
        let node = Node::new(7);
        node.link(&node);
        node.name
    });
    assert_eq!(result, 7);
}

#[test]
fn what_was_there_before_is_no_leak() {
    let heap = heap();
    let before = graph(&heap, 3, &[(0, 1)]);
    let check = LeakCheck::of(&heap);
    drop(graph(&heap, 3, &[]));
    assert!(check.finish().is_ok());
    drop(before);
}

#[test]
fn a_survivor_is_told_of_with_the_path_that_keeps_it_alive() {
    let heap = heap();
    let registry = graph(&heap, 1, &[]).remove(0);
    let check = LeakCheck::of(&heap);
    registry.link(&graph(&heap, 1, &[]).remove(0));
    let options = SnapshotOptions::new().label::<Node>();
    let leaks = check.finish_with(options).expect_err("a node is left");
    let text = leaks.to_string();
    assert!(
        text.starts_with("expected nothing to be left, found 1 object ("),
        "{text}"
    );
    assert!(text.contains("1 reference from outside\n  -> #"), "{text}");
}

#[test]
fn a_forgotten_handle_is_told_of_as_such() {
    let heap = heap();
    let check = LeakCheck::of(&heap);
    let node = graph(&heap, 1, &[]).remove(0);
    let leaks = check.finish().expect_err("a node is left");
    let text = leaks.to_string();
    assert!(text.contains("or a handle that was forgotten"), "{text}");
    assert_eq!(leaks.survivors().count(), 1);
    drop(node);
}

#[test]
fn only_the_first_of_many_are_told_of() {
    let heap = heap();
    let check = LeakCheck::of(&heap);
    let nodes = graph(&heap, 5000, &[]);
    let text = check.finish().expect_err("nodes are left").to_string();
    assert!(text.contains("… and 4 995 more"), "{text}");
    assert!(text.lines().count() < 60, "{text}");
    drop(nodes);
}

#[test]
#[should_panic(expected = "expected nothing to be left")]
fn a_check_that_is_dropped_panics() {
    let heap = heap();
    let check = LeakCheck::of(&heap);
    let _node = graph(&heap, 1, &[]);
    drop(check);
}

#[test]
fn a_check_says_nothing_during_another_panic() {
    let caught = panic::catch_unwind(|| {
        let heap = heap();
        let _node = graph(&heap, 1, &[]);
        let _check = LeakCheck::of(&heap);
        let _leak = graph(&heap, 1, &[]);
        panic!("the first one");
    });
    let payload = caught.expect_err("it panicked");
    assert_eq!(payload.downcast_ref(), Some(&"the first one"));
}

#[test]
#[should_panic(expected = "kept alive by")]
fn a_handle_that_leaves_the_block_is_a_leak() {
    let _ = assert_no_leaks!({ Gc::new(1) });
}

#[test]
fn the_block_has_a_heap_of_its_own() {
    let outside = Heap::current();
    assert_no_leaks!({
        assert_ne!(Heap::current(), outside);
    });
}
