//! What is called after each collection.
#![forbid(unsafe_code)]

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gc_core::{Budget, Gc, Heap, Policy, Scope};
use gc_tests::{Log, Node, Probe, caught, in_manual_heap, panic_as_planned, ring};

#[test]
fn a_hook_is_told_of_each_collection_once() {
    in_manual_heap(|heap| {
        let seen = Rc::new(RefCell::new(Vec::new()));
        let list = Rc::clone(&seen);
        heap.set_collection_hook(move |it| list.borrow_mut().push((it.scope, it.freed)));
        let log = Log::new();
        drop(ring(1, 2, &log));
        let _ = heap.collect_young();
        drop(ring(1, 3, &log));
        let _ = heap.collect();
        drop(ring(1, 4, &log));
        while !heap.step(Budget::objects(1)).is_done() {}
        let due = [(Scope::Young, 2), (Scope::Full, 3), (Scope::Sliced, 4)];
        assert_eq!(*seen.borrow(), due);
    });
}

#[test]
fn a_hook_may_collect_and_is_not_called_for_that() {
    in_manual_heap(|heap| {
        let (log, calls) = (Log::new(), Rc::new(Cell::new(0)));
        let (inner, count, home) = (log.clone(), Rc::clone(&calls), heap.clone());
        heap.set_collection_hook(move |_| {
            count.set(count.get() + 1);
            drop(ring(10, 2, &inner));
            let collection = home.collect();
            assert_eq!((collection.freed, collection.skipped), (2, false));
            while !home.step(Budget::objects(1)).is_done() {}
        });
        let _ = heap.collect();
        assert_eq!((calls.get(), log.take_sorted()), (1, vec![10, 11]));
        heap.clear_collection_hook();
    });
}

#[test]
fn a_hook_that_panics_stays_and_the_panic_comes_out() {
    in_manual_heap(|heap| {
        let log = Log::new();
        heap.set_collection_hook(|_| panic_as_planned(5));
        for _ in 0..2 {
            drop(ring(1, 3, &log));
            assert_eq!(caught(|| _ = heap.collect()), Some(5));
            assert_eq!(log.take_sorted(), [1, 2, 3]);
        }
    });
}

#[test]
fn a_hook_may_put_another_one_in_its_place() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let (first, second, home) = (Probe::new(1, &log), log.clone(), heap.clone());
        heap.set_collection_hook(move |_| {
            let _ = &first;
            let entries = second.clone();
            home.set_collection_hook(move |_| entries.push(2));
        });
        let _ = heap.collect();
        assert_eq!(log.take(), [1], "the first one is dropped");
        let _ = heap.collect();
        assert_eq!(log.take(), [2]);
    });
}

#[test]
fn a_hook_may_take_itself_away() {
    in_manual_heap(|heap| {
        let (log, home) = (Log::new(), heap.clone());
        let probe = Probe::new(1, &log);
        heap.set_collection_hook(move |_| {
            let _ = &probe;
            home.clear_collection_hook();
        });
        let _ = heap.collect();
        assert_eq!(log.take(), [1]);
        let _ = heap.collect();
        assert_eq!(heap.stats().collections, 2);
    });
}

#[test]
fn an_object_in_a_hook_keeps_its_heap_until_the_hook_is_cleared() {
    let log = Log::new();
    let heap = Heap::with_policy(Policy::MANUAL);
    let node = heap.enter(|| Node::new(1, &log));
    let home = Gc::downgrade(&node);
    heap.set_collection_hook(move |_| _ = &node);
    drop(heap);
    let node = home.upgrade().expect("the hook keeps it");
    Gc::heap(&node).clear_collection_hook();
    assert!(log.is_empty());
    drop(node);
    assert_eq!(log.take(), [1]);
}

#[test]
fn a_hook_drops_what_it_caught_when_its_heap_goes() {
    let log = Log::new();
    let heap = Heap::with_policy(Policy::MANUAL);
    let probe = Probe::new(1, &log);
    heap.set_collection_hook(move |_| _ = &probe);
    drop(heap);
    assert_eq!(log.take(), [1]);
}
