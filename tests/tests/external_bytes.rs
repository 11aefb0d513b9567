//! Bytes that objects own outside of their heap.
#![forbid(unsafe_code)]

use std::cell::RefCell;

use gc_core::{ExternalBytes, Gc, Heap, Policy, Trace};
use gc_tests::{in_manual_heap, scale};

#[derive(Trace)]
struct Picture {
    me: RefCell<Option<Gc<Picture>>>,
    memory: ExternalBytes,
}

/// A cycle that says it owns as much.
fn garbage(heap: &Heap, bytes: usize) {
    let picture = Gc::new(Picture {
        me: RefCell::default(),
        memory: heap.external_bytes(bytes),
    });
    *picture.me.borrow_mut() = Some(picture.clone());
    assert_eq!(picture.memory.get(), bytes);
}

#[test]
fn reports_add_up_and_go_with_their_objects() {
    in_manual_heap(|heap| {
        garbage(heap, 100);
        let more = heap.external_bytes(20);
        more.set(30);
        assert_eq!(heap.stats().external_bytes, 130);
        let _ = heap.collect();
        assert_eq!(heap.stats().external_bytes, 30);
        drop(more);
        assert_eq!(heap.stats().external_bytes, 0);
    });
}

#[test]
fn a_report_may_outlive_its_heap() {
    let heap = Heap::with_policy(Policy::ZEAL);
    let report = heap.external_bytes(1 << 20);
    drop(heap);
    report.set(usize::MAX);
    assert_eq!(report.get(), usize::MAX);
}

#[test]
fn sums_saturate() {
    in_manual_heap(|heap| {
        let reports = [heap.external_bytes(usize::MAX), heap.external_bytes(7)];
        assert_eq!(heap.stats().external_bytes, usize::MAX);
        drop(reports);
        assert_eq!(heap.stats().external_bytes, 0);
    });
}

#[test]
fn a_few_objects_that_own_much_make_the_heap_collect() {
    let heap = Heap::new();
    heap.enter(|| {
        for _ in 0..scale(200, 12) {
            garbage(&heap, 1 << 20);
        }
        let stats = heap.stats();
        assert!(stats.collections > 0);
        assert!(stats.external_bytes < 64 << 20, "{stats:?}");
    });
}

#[test]
fn a_report_that_is_changed_is_noticed_too() {
    let heap = Heap::new();
    heap.enter(|| {
        for _ in 0..50 {
            let report = heap.external_bytes(0);
            let picture = Gc::new(Picture {
                me: RefCell::default(),
                memory: report,
            });
            *picture.me.borrow_mut() = Some(picture.clone());
            picture.memory.set(1 << 20);
        }
        assert!(heap.stats().collections > 0);
    });
}

#[test]
fn a_manual_heap_does_not_care() {
    in_manual_heap(|heap| {
        for _ in 0..50 {
            garbage(heap, 1 << 30);
        }
        assert_eq!(heap.stats().collections, 0);
        assert_eq!(heap.collect().freed, 50);
    });
}
