//! Young collections: of the pages allocated from since the collection before.
#![forbid(unsafe_code)]

use std::cell::RefCell;

use gc_core::{Gc, Scope, Trace};
use gc_tests::{Log, Node, Probe, chain, in_manual_heap, ring};

#[test]
fn a_young_collection_finds_fresh_rings() {
    in_manual_heap(|heap| {
        let log = Log::new();
        drop(ring(1, 5, &log));
        let collection = heap.collect_young();
        assert_eq!((collection.freed, collection.scope), (5, Scope::Young));
        assert_eq!(log.take_sorted(), [1, 2, 3, 4, 5]);
    });
}

#[test]
fn what_old_objects_hold_survives_a_young_collection() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let old = chain(1, 2, &log);
        let _ = heap.collect();
        old[1].link(&ring(10, 3, &log)[0]);
        assert_eq!(heap.collect_young().freed, 0);
        drop(old);
        assert_eq!(log.take_sorted(), [1, 2]);
        assert_eq!(heap.collect().freed, 3);
    });
}

/// One half of a circle that leads through two types, and so through two pages.
#[derive(Trace)]
struct Old {
    young: RefCell<Option<Gc<Young>>>,
    probe: Probe,
}

/// The other half.
#[derive(Trace)]
struct Young {
    old: RefCell<Option<Gc<Old>>>,
    probe: Probe,
}

impl Young {
    fn new(id: u32, log: &Log) -> Gc<Self> {
        Gc::new(Self {
            old: RefCell::default(),
            probe: Probe::new(id, log),
        })
    }
}

#[test]
fn a_young_collection_takes_no_mark_that_a_full_one_needs() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let young = Young::new(1, &log);
        let old = Gc::new(Old {
            young: RefCell::new(Some(young.clone())),
            probe: Probe::new(2, &log),
        });
        *young.old.borrow_mut() = Some(old);
        let _ = heap.collect();
        // Its page is allocated from once more, the other one is not.
        let other = Young::new(3, &log);
        drop(young);
        let collection = heap.collect_young();
        assert_eq!((collection.examined, collection.freed), (2, 0));
        let _ = heap.collect();
        assert_eq!(log.take_sorted(), [1, 2]);
        drop(other);
    });
}

#[test]
fn what_a_young_collection_left_is_old() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let nodes = ring(1, 3, &log);
        assert_eq!(heap.collect_young().freed, 0);
        drop(nodes);
        let young = heap.collect_young();
        assert_eq!((young.examined, young.freed), (0, 0));
        assert_eq!(heap.collect().freed, 3);
    });
}

#[test]
fn a_young_collection_looks_at_nothing_where_nothing_was_cloned_or_dropped() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let node = Node::new(1, &log);
        assert_eq!(heap.collect_young().examined, 0);
        drop(node);
    });
}

#[test]
fn a_weak_pointer_to_young_garbage_fails() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let nodes = ring(1, 3, &log);
        let weak = Gc::downgrade(&nodes[0]);
        drop(nodes);
        assert!(weak.upgrade().is_some());
        let _ = heap.collect_young();
        assert!(weak.upgrade().is_none());
        assert_eq!(log.take_sorted(), [1, 2, 3]);
    });
}
