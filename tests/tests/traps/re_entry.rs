//! Collections inside collections, and drops inside drops.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gc_core::{Gc, Heap, Policy, Trace};
use gc_tests::{Log, Node, caught, in_manual_heap, panic_as_planned, ring};

#[derive(Trace)]
struct Busy {
    me: RefCell<Option<Gc<Busy>>>,
    _job: Job,
}

#[derive(Trace)]
#[trace(leaf)]
struct Job(Box<dyn Fn()>);

impl Drop for Job {
    fn drop(&mut self) {
        (self.0)();
    }
}

fn garbage(job: impl Fn() + 'static) {
    let busy = Gc::new(Busy {
        me: RefCell::default(),
        _job: Job(Box::new(job)),
    });
    *busy.me.borrow_mut() = Some(busy.clone());
}

#[test]
fn trap_11_a_destructor_that_collects_is_told_that_it_was_skipped() {
    in_manual_heap(|heap| {
        let skipped = Rc::new(Cell::new(0));
        for _ in 0..5 {
            let count = Rc::clone(&skipped);
            garbage(move || count.set(count.get() + u32::from(gc_core::collect().skipped)));
        }
        assert_eq!(heap.collect().freed, 5);
        assert_eq!(skipped.get(), 5);
    });
}

#[test]
fn trap_11_a_destructor_whose_allocations_would_collect_does_not() {
    let heap = Heap::with_policy(Policy::MANUAL);
    heap.enter(|| {
        let log = Log::new();
        for _ in 0..5 {
            let log = log.clone();
            garbage(move || drop(ring(0, 2, &log)));
        }
        heap.set_policy(Policy::ZEAL);
        drop(Gc::new(1_u8));
        heap.set_policy(Policy::MANUAL);
        assert_eq!(heap.stats().collections, 1);
        let _ = heap.collect();
        assert_eq!(log.len(), 10);
        assert_eq!(heap.stats().objects, 0);
    });
}

#[test]
fn trap_12_a_drop_that_panics_leaves_the_queue_in_order() {
    in_manual_heap(|heap| {
        let log = Log::new();
        for _ in 0..3 {
            let panicking = Gc::new(Job(Box::new(|| panic_as_planned(4))));
            assert_eq!(caught(|| drop(panicking)), Some(4));
            // A queue that still thought it was being emptied would keep these.
            drop(gc_tests::chain(0, 10, &log));
            assert_eq!(log.take(), (0..10).collect::<Vec<_>>());
        }
        assert_eq!(heap.stats().objects, 0);
    });
}

/// A closure that is called while the library works on its own state could see it half-changed.
#[test]
fn trap_15_user_code_that_re_enters_from_every_side_finds_all_in_order() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let kept: Rc<RefCell<Vec<Gc<Node>>>> = Rc::default();
        for id in 0..10 {
            let (log, kept) = (log.clone(), Rc::clone(&kept));
            garbage(move || {
                let node = Gc::new_cyclic(|weak| {
                    assert!(weak.upgrade().is_none());
                    drop(ring(100, 2, &log));
                    Node::value(id, &log)
                });
                let weak = Gc::downgrade(&node);
                let mut copy = weak.upgrade().expect("it lives");
                assert!(Gc::get_mut(&mut copy).is_none());
                kept.borrow_mut().push(copy);
            });
        }
        assert_eq!(heap.collect().freed, 10 + 20);
        let mut ids: Vec<_> = kept.take().iter().map(|it| it.id).collect();
        ids.sort_unstable();
        assert_eq!(ids, (0..10).collect::<Vec<_>>());
        let _ = heap.collect();
        assert_eq!(heap.stats().objects, 0);
    });
}

#[test]
fn trap_14_a_collection_after_one_that_a_panic_cut_short_is_a_whole_one() {
    // A `trace` that panics takes `unsafe` to write: see `panic`. Here the finalizer does.
    #[derive(Trace)]
    #[trace(finalize)]
    struct Loud(RefCell<Option<Gc<Loud>>>);

    impl gc_core::Finalize for Loud {
        fn finalize(&self) {
            panic_as_planned(8);
        }
    }

    in_manual_heap(|heap| {
        let log = Log::new();
        let loud = Gc::new(Loud(RefCell::default()));
        *loud.0.borrow_mut() = Some(loud.clone());
        drop(loud);
        drop(ring(0, 3, &log));
        assert_eq!(caught(|| _ = heap.collect()), Some(8));
        assert_eq!(log.take_sorted(), [0, 1, 2]);
        drop(ring(3, 3, &log));
        assert_eq!(heap.collect().freed, 3);
        assert_eq!(heap.stats().objects, 0);
    });
}
