//! Explicit heaps, the current one, and pointers between them.
#![forbid(unsafe_code)]

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use gc_core::collections::Ephemeron;
use gc_core::{Gc, Heap, Policy, Scope, Weak};
use gc_tests::{Log, Node, Probe, in_manual_heap, on_thread, ring, scale};

#[test]
fn a_new_heap_is_empty_and_its_objects_are_its_own() {
    let (a, b) = (Heap::new(), Heap::new());
    assert_eq!(a.stats().objects, 0);
    let in_a = Gc::new_in(1_u32, &a);
    let in_b = Gc::new_in(2_u32, &b);
    assert_eq!((a.stats().objects, b.stats().objects), (1, 1));
    assert!(Gc::heap(&in_a) == a);
    assert!(Gc::heap(&in_b) == b);
    assert!(a != b);
}

#[test]
fn alloc_is_new_in_the_other_way_round() {
    let heap = Heap::new();
    let gc = heap.alloc(String::from("here"));
    assert_eq!(*gc, "here");
    assert!(Gc::heap(&gc) == heap);
}

#[test]
fn values_are_made_in_the_heap_that_was_entered() {
    let heap = Heap::new();
    let outside = Heap::current();
    let (inside, again) = heap.enter(|| {
        assert!(Heap::current() == heap);
        (Gc::new(1_u8), Gc::new_cyclic(|_: &Weak<u8>| 2_u8))
    });
    assert!(Gc::heap(&inside) == heap);
    assert!(Gc::heap(&again) == heap);
    assert!(Heap::current() == outside);
    assert!(Gc::heap(&Gc::new(3_u8)) == outside);
}

#[test]
fn enter_may_be_nested_and_returns_what_the_closure_returns() {
    let (a, b) = (Heap::new(), Heap::new());
    let result = a.enter(|| {
        let inner = b.enter(|| {
            assert!(Heap::current() == b);
            a.enter(|| assert!(Heap::current() == a));
            assert!(Heap::current() == b);
            5
        });
        assert!(Heap::current() == a);
        inner + 1
    });
    assert_eq!(result, 6);
}

#[test]
fn a_collection_concerns_one_heap() {
    let log = Log::new();
    let manual = || Heap::with_policy(Policy::MANUAL);
    let (a, b) = (manual(), manual());
    drop(a.enter(|| ring(1, 2, &log)));
    drop(b.enter(|| ring(3, 2, &log)));
    assert_eq!(a.collect().freed, 2);
    assert_eq!(log.take_sorted(), [1, 2]);
    assert_eq!(b.stats().collections, 0);
    assert_eq!(b.collect().freed, 2);
}

#[test]
fn a_clone_is_the_same_heap() {
    let heap = Heap::new();
    let again = heap.clone();
    let gc = Gc::new_in(1_u8, &heap);
    assert!(again == heap);
    assert_eq!(again.stats().objects, 1);
    drop(heap);
    drop(gc);
    assert_eq!(again.stats().objects, 0);
}

#[test]
fn objects_outlive_the_last_handle_of_their_heap() {
    let log = Log::new();
    let heap = Heap::new();
    let nodes = heap.enter(|| ring(1, 3, &log));
    let alone = heap.enter(|| Node::new(9, &log));
    drop(heap);
    assert!(log.is_empty());
    assert_eq!(nodes[0].links.borrow()[0].id, 2);
    drop(alone);
    assert_eq!(log.take(), [9]);
    let heap = Gc::heap(&nodes[0]);
    assert_eq!(heap.stats().objects, 3);
    drop(nodes);
    assert_eq!(heap.collect().freed, 3);
}

#[test]
fn the_last_handle_of_a_heap_collects_it() {
    let log = Log::new();
    let heap = Heap::with_policy(Policy::MANUAL);
    drop(heap.enter(|| ring(1, 3, &log)));
    let other = heap.clone();
    drop(heap);
    assert!(log.is_empty());
    drop(other);
    assert_eq!(log.take_sorted(), [1, 2, 3]);
}

#[test]
fn a_handle_taken_from_an_object_collects_again_when_it_goes() {
    let log = Log::new();
    let heap = Heap::with_policy(Policy::MANUAL);
    let nodes = heap.enter(|| ring(1, 3, &log));
    drop(heap);
    let heap = Gc::heap(&nodes[0]);
    drop(nodes);
    assert!(log.is_empty());
    drop(heap);
    assert_eq!(log.take_sorted(), [1, 2, 3]);
}

#[test]
fn a_heap_that_was_given_up_can_be_allocated_in_again() {
    let log = Log::new();
    let heap = Heap::new();
    let node = heap.enter(|| Node::new(1, &log));
    drop(heap);
    let heap = Gc::heap(&node);
    drop(heap.enter(|| ring(2, 3, &log)));
    assert_eq!(heap.collect().freed, 3);
    drop(heap);
    assert_eq!(node.id, 1);
    drop(node);
    assert_eq!(log.take_sorted(), [1, 2, 3, 4]);
}

/// Were the library's own look at the heap a last handle each time, all of it would be collected each time: that
/// would take minutes.
#[test]
fn a_heap_that_was_given_up_is_not_collected_by_what_is_made_beside_its_values() {
    let log = Log::new();
    let heap = Heap::with_policy(Policy::MANUAL);
    let nodes = heap.enter(|| ring(1, scale(50_000, 50) as u32, &log));
    let mut shared: Vec<_> = (0..nodes.len()).map(|id| heap.alloc(id)).collect();
    let others = shared.clone();
    drop(heap);
    let pairs: Vec<_> = nodes
        .iter()
        .map(|node| Ephemeron::new(node, node.clone()))
        .collect();
    shared
        .iter_mut()
        .for_each(|number| *Gc::make_mut(number) += 1);
    assert!(
        shared
            .iter()
            .zip(&others)
            .all(|(new, old)| **new == **old + 1)
    );
    drop(nodes);
    assert!(log.is_empty());
    drop(pairs);
    assert_eq!(Gc::heap(&shared[0]).collect().freed, others.len());
    assert_eq!(log.len(), others.len());
}

/// A collection in slices that an allocation began in such a heap would wait for a handle that nobody has, and hold
/// the heap until its thread ends.
#[test]
fn a_heap_that_was_given_up_begins_no_slices_and_goes_with_its_last_value() {
    let slice = Duration::ZERO;
    let heap = Heap::with_policy(Policy {
        pause_target: Some(slice),
        ..Policy::ZEAL
    });
    let scopes = Rc::new(RefCell::new(Vec::new()));
    let seen = Rc::clone(&scopes);
    heap.set_collection_hook(move |it| seen.borrow_mut().push(it.scope));
    let log = Log::new();
    let paused = heap.pause_collection();
    let nodes: Vec<_> = (0..100).map(|id| heap.alloc(Node::new(id, &log))).collect();
    drop(paused);
    let pair = heap.enter(|| Ephemeron::new(&nodes[0], nodes[1].clone()));
    let ended = |scope| scopes.borrow().iter().filter(|it| **it == scope).count();
    assert_eq!(ended(Scope::Full), 0, "with a handle it is done in slices");
    drop(heap);
    let before = ended(Scope::Full);
    let other = Ephemeron::new(&nodes[2], nodes[3].clone());
    assert_eq!(ended(Scope::Full), before + 1);
    drop((pair, other, nodes));
    assert_eq!(log.len(), 100);
    assert_eq!(Rc::strong_count(&scopes), 1, "the hook goes with its heap");
}

#[test]
fn a_pointer_from_another_heap_counts_as_held_from_outside() {
    let log = Log::new();
    let (a, b) = (
        Heap::with_policy(Policy::MANUAL),
        Heap::with_policy(Policy::MANUAL),
    );
    let target = b.enter(|| ring(10, 2, &log)).swap_remove(0);
    let source = a.enter(|| ring(1, 2, &log));
    source[1].link(&target);
    drop(target);
    assert_eq!(b.collect().freed, 0);
    drop(source);
    assert_eq!(
        b.collect().freed,
        0,
        "garbage elsewhere holds it all the same"
    );
    assert_eq!(a.collect().freed, 2);
    assert_eq!(b.collect().freed, 2);
    assert_eq!(log.take_sorted(), [1, 2, 10, 11]);
}

#[test]
fn values_in_another_heap_that_die_of_a_collection_die_at_once() {
    let log = Log::new();
    let (a, b) = (
        Heap::with_policy(Policy::MANUAL),
        Heap::with_policy(Policy::MANUAL),
    );
    let nodes = a.enter(|| ring(1, 2, &log));
    nodes[0].link(&b.enter(|| Node::new(3, &log)));
    drop(nodes);
    assert_eq!(b.stats().objects, 1);
    let _ = a.collect();
    assert_eq!(log.take_sorted(), [1, 2, 3]);
    assert_eq!(b.stats().objects, 0);
}

#[test]
fn a_cycle_through_two_heaps_stays_until_it_is_cut() {
    let log = Log::new();
    let (a, b) = (
        Heap::with_policy(Policy::MANUAL),
        Heap::with_policy(Policy::MANUAL),
    );
    let in_a = a.enter(|| Node::new(1, &log));
    let in_b = b.enter(|| Node::new(2, &log));
    in_a.link(&in_b);
    in_b.link(&in_a);
    let weak = Gc::downgrade(&in_a);
    drop((in_a, in_b));
    assert_eq!(a.collect().freed + b.collect().freed, 0);
    let in_a = weak.upgrade().expect("the other heap holds it");
    let edges = in_a.links.take();
    drop(in_a);
    assert!(log.is_empty());
    drop(edges);
    assert_eq!(log.take_sorted(), [1, 2]);
}

#[test]
fn dropping_a_chain_through_many_heaps_ends_all_of_it() {
    let log = Log::new();
    let heaps: Vec<_> = (0..10).map(|_| Heap::new()).collect();
    let mut head = None;
    for id in 0..100_u32 {
        let node = heaps[id as usize % 10].enter(|| Node::new(id, &log));
        if let Some(next) = head {
            node.link(&next);
        }
        head = Some(node);
    }
    drop(head);
    assert_eq!(log.take_sorted(), (0..100).collect::<Vec<_>>());
    assert!(heaps.iter().all(|it| it.stats().objects == 0));
}

#[test]
fn a_heap_lives_while_only_another_heaps_object_points_into_it() {
    let log = Log::new();
    let a = Heap::new();
    let source = a.enter(|| Node::new(1, &log));
    {
        let b = Heap::new();
        source.link(&b.enter(|| ring(2, 2, &log)).swap_remove(0));
    }
    assert_eq!(source.links.borrow()[0].links.borrow()[0].id, 3);
    assert!(log.is_empty());
    let b = Gc::heap(&source.links.borrow()[0]);
    drop(source);
    assert_eq!(b.collect().freed, 2);
    assert_eq!(log.take_sorted(), [1, 2, 3]);
}

#[test]
fn many_short_lived_heaps_leave_nothing() {
    let log = Log::new();
    let count = scale(200, 20);
    for _ in 0..count {
        in_manual_heap(|_| drop(ring(1, 1, &log)));
    }
    assert_eq!(log.len(), count);
}

#[test]
fn a_leaked_heap_runs_nothing_when_it_ends() {
    // Miri would report the memory: it is meant to stay.
    if cfg!(miri) {
        return;
    }
    let log = Log::new();
    let heap = Heap::new();
    drop(heap.enter(|| ring(1, 3, &log)));
    heap.leak();
    drop(heap);
    assert!(log.is_empty());
}

#[test]
fn the_heap_of_a_thread_is_its_current_one() {
    on_thread(|| {
        let heap = Heap::current();
        assert!(Heap::current() == heap);
        let log = Log::new();
        drop(ring(1, 2, &log));
        assert_eq!(gc_core::stats().objects, 2);
        assert_eq!(heap.stats().objects, 2);
        assert_eq!(gc_core::collect().freed, 2);
        assert_eq!(gc_core::stats().objects, 0);
    });
}

#[test]
fn a_value_with_a_probe_dies_with_the_heap_that_nobody_entered() {
    let log = Log::new();
    let heap = Heap::new();
    let gc = heap.alloc(Probe::new(4, &log));
    drop(heap);
    drop(gc);
    assert_eq!(log.take(), [4]);
}
