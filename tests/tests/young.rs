//! Young collections: of the pages allocated from since the collection before.
#![forbid(unsafe_code)]

use gc_core::{Gc, Scope};
use gc_tests::{Log, chain, in_manual_heap, ring};

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

#[test]
fn a_young_collection_takes_no_mark_that_a_full_one_needs() {
    in_manual_heap(|heap| {
        let log = Log::new();
        // Two pages: the ring leads through an old object and a young one.
        let old = ring(1, 1, &log).remove(0);
        let _ = heap.collect();
        let young = ring(2, 1, &log).remove(0);
        old.link(&young);
        young.link(&old);
        drop((old, young));
        let _ = heap.collect_young();
        let _ = heap.collect();
        assert_eq!(log.take_sorted(), [1, 2]);
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
