//! User code that panics: everything is finished first, and everything works afterwards.
//!
//! A `trace` that panics can only be written by hand, which takes `unsafe`.

use std::cell::{Cell, RefCell};
use std::panic::resume_unwind;
use std::rc::Rc;

use gc_core::{Finalize, Gc, Heap, Policy, Trace, Tracer};
use gc_tests::{Log, Node, Probe, caught, in_manual_heap, panic_as_planned, ring, scale};

/// A member of a ring whose destructor panics with its number.
#[derive(Trace)]
struct Brittle {
    next: RefCell<Option<Gc<Brittle>>>,
    _probe: Probe,
    _bomb: Bomb,
}

#[derive(Trace)]
#[trace(leaf)]
struct Bomb {
    id: u32,
    armed: bool,
}

impl Drop for Bomb {
    fn drop(&mut self) {
        if self.armed && !std::thread::panicking() {
            panic_as_planned(self.id);
        }
    }
}

fn brittle(id: u32, armed: bool, log: &Log) -> Gc<Brittle> {
    Gc::new(Brittle {
        next: RefCell::default(),
        _probe: Probe::new(id, log),
        _bomb: Bomb { id, armed },
    })
}

fn brittle_ring(len: u32, armed: impl Fn(u32) -> bool, log: &Log) -> Vec<Gc<Brittle>> {
    let members: Vec<_> = (0..len).map(|id| brittle(id, armed(id), log)).collect();
    for (from, to) in members.iter().zip(members.iter().cycle().skip(1)) {
        *from.next.borrow_mut() = Some(to.clone());
    }
    members
}

/// That a heap still allocates, collects and counts.
#[track_caller]
fn assert_the_collector_works(heap: &Heap) {
    let before = heap.stats().objects;
    let log = Log::new();
    let nodes = heap.enter(|| ring(1, 3, &log));
    assert!(!heap.is_collecting());
    assert_eq!(heap.collect().freed, 0);
    drop(nodes);
    let collection = heap.collect();
    assert!(!collection.skipped);
    assert_eq!(collection.freed, 3);
    assert_eq!(log.take_sorted(), [1, 2, 3]);
    assert_eq!(heap.stats().objects, before);
}

#[test]
fn a_destructor_that_panics_in_a_collection_stops_no_other_one() {
    for culprit in (0..6).step_by(scale(1, 5)) {
        in_manual_heap(|heap| {
            let log = Log::new();
            drop(brittle_ring(6, |id| id == culprit, &log));
            let panicked = caught(|| _ = heap.collect());
            assert_eq!(panicked, Some(culprit));
            assert_eq!(log.take_sorted(), [0, 1, 2, 3, 4, 5]);
            assert_eq!(heap.stats().objects, 0);
            assert_the_collector_works(heap);
        });
    }
}

#[test]
fn the_first_of_many_panics_comes_out() {
    in_manual_heap(|heap| {
        let log = Log::new();
        drop(brittle_ring(6, |_| true, &log));
        let panicked = caught(|| _ = heap.collect());
        let order = log.take();
        assert_eq!(
            panicked,
            Some(order[0]),
            "the first one dropped panicked first"
        );
        assert_eq!(order.len(), 6);
        assert_eq!(heap.stats().objects, 0);
        assert_the_collector_works(heap);
    });
}

#[test]
fn a_destructor_that_panics_when_its_count_reaches_zero_still_frees_the_slot() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let object = brittle(1, true, &log);
        let weak = Gc::downgrade(&object);
        assert_eq!(caught(|| drop(object)), Some(1));
        assert_eq!(log.take(), [1]);
        assert_eq!(heap.stats().objects, 0);
        assert!(weak.upgrade().is_none());
        assert_the_collector_works(heap);
    });
}

#[test]
fn a_destructor_that_panics_does_not_keep_what_is_below_it() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let members = brittle_ring(5, |_| true, &log);
        members[4].next.take();
        let first = members[0].clone();
        drop(members);
        assert_eq!(caught(|| drop(first)), Some(0));
        assert_eq!(log.take(), [0, 1, 2, 3, 4]);
        assert_eq!(heap.stats().objects, 0);
        assert_the_collector_works(heap);
    });
}

#[test]
fn a_handle_dropped_while_a_panic_unwinds_drops_its_value() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let node = Node::new(1, &log);
        let doomed = brittle(2, true, &log);
        let panicked = caught(move || {
            let _handles = (node, doomed);
            panic_as_planned(9);
        });
        assert_eq!(panicked, Some(9));
        assert_eq!(log.take_sorted(), [1, 2]);
        assert_eq!(heap.stats().objects, 0);
        assert_the_collector_works(heap);
    });
}

/// Panics when it is finalized.
#[derive(Trace)]
#[trace(finalize)]
struct Protester {
    id: u32,
    next: RefCell<Option<Gc<Protester>>>,
    log: Log,
    _probe: Probe,
}

impl Finalize for Protester {
    fn finalize(&self) {
        self.log.push(self.id);
        panic_as_planned(self.id);
    }
}

fn protester(id: u32, log: &Log) -> Gc<Protester> {
    Gc::new(Protester {
        id,
        next: RefCell::default(),
        log: log.clone(),
        _probe: Probe::new(100 + id, log),
    })
}

#[test]
fn finalizers_that_panic_stop_neither_each_other_nor_the_collection() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let (a, b) = (protester(1, &log), protester(2, &log));
        *a.next.borrow_mut() = Some(b.clone());
        *b.next.borrow_mut() = Some(a.clone());
        drop((a, b));
        let panicked = caught(|| _ = heap.collect());
        let mut order = log.take();
        assert_eq!(panicked, Some(order[0]));
        order.sort_unstable();
        assert_eq!(order, [1, 2, 101, 102]);
        assert_eq!(heap.stats().objects, 0);
        assert_the_collector_works(heap);
    });
}

#[test]
fn a_finalizer_that_panics_when_the_count_reaches_zero_does_not_keep_the_value() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let (parent, child) = (protester(1, &log), protester(2, &log));
        *parent.next.borrow_mut() = Some(child);
        assert_eq!(caught(|| drop(parent)), Some(1));
        assert_eq!(log.take(), [1, 101, 2, 102]);
        assert_eq!(heap.stats().objects, 0);
        assert_the_collector_works(heap);
    });
}

/// Finalizer, destructor, and both again in a second type, all in one collection.
#[test]
fn panics_of_every_kind_at_once_leave_nothing_undone() {
    #[derive(Trace)]
    #[trace(finalize)]
    struct Doubly {
        id: u32,
        next: RefCell<Option<Gc<Doubly>>>,
        other: RefCell<Option<Gc<Brittle>>>,
        log: Log,
        _bomb: Bomb,
    }

    impl Finalize for Doubly {
        fn finalize(&self) {
            self.log.push(self.id);
            panic_as_planned(self.id);
        }
    }

    in_manual_heap(|heap| {
        let log = Log::new();
        let brittle = brittle_ring(4, |_| true, &log).swap_remove(0);
        for id in [10, 20, 30] {
            let doubly = Gc::new(Doubly {
                id,
                next: RefCell::default(),
                other: RefCell::new(Some(brittle.clone())),
                log: log.clone(),
                _bomb: Bomb { id, armed: true },
            });
            *doubly.next.borrow_mut() = Some(doubly.clone());
        }
        drop(brittle);
        let panicked = caught(|| _ = heap.collect());
        let order = log.take();
        assert_eq!(panicked, Some(order[0]));
        assert_eq!(order.len(), 7);
        assert_eq!(heap.stats().objects, 0);
        assert_the_collector_works(heap);
    });
}

/// Has a `trace` that panics in the calls that `fuse` counts down to.
struct Unwilling {
    next: RefCell<Option<Gc<Unwilling>>>,
    fuse: Rc<Cell<u32>>,
    _probe: Probe,
}

// SAFETY:
// 1. the one edge is reported once;
// 2. it is reported each time, or the call panics;
// 3. nothing else of the user's runs, and no handle is made;
// 4. there is no `Drop` on the type itself;
// 5. 6. the defaults stand.
unsafe impl Trace for Unwilling {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        let left = self.fuse.get();
        self.fuse.set(left.saturating_sub(1));
        if left == 1 {
            panic_as_planned(77);
        }
        self.next.trace(tracer);
    }
}

fn unwilling_ring(fuse: &Rc<Cell<u32>>, log: &Log) -> Vec<Gc<Unwilling>> {
    let members: Vec<_> = (0..4)
        .map(|id| {
            Gc::new(Unwilling {
                next: RefCell::default(),
                fuse: Rc::clone(fuse),
                _probe: Probe::new(id, log),
            })
        })
        .collect();
    for (from, to) in members.iter().zip(members.iter().cycle().skip(1)) {
        *from.next.borrow_mut() = Some(to.clone());
    }
    members
}

/// The fuse is set to burn down in each `trace` call of a collection in turn.
#[test]
fn a_trace_that_panics_condemns_nothing_that_lives() {
    for at in (1..20).step_by(scale(1, 5)) {
        in_manual_heap(|heap| {
            let log = Log::new();
            let fuse = Rc::new(Cell::new(0));
            let kept = unwilling_ring(&fuse, &log);
            let other = ring(10, 3, &log);
            let weak = Gc::downgrade(&other[0]);
            drop(other);
            fuse.set(at);
            let panicked = caught(|| _ = heap.collect());
            assert!(panicked.is_none_or(|it| it == 77));
            assert!(kept.iter().all(|it| it.next.borrow().is_some()));
            let entries = log.take_sorted();
            let all_or_nothing = entries.is_empty() || entries == [10, 11, 12];
            assert!(all_or_nothing, "{entries:?}");
            assert_eq!(weak.upgrade().is_some(), entries.is_empty());
            fuse.set(0);
            drop(kept);
            let _ = heap.collect();
            assert_eq!(heap.stats().objects, 0);
            assert_the_collector_works(heap);
        });
    }
}

#[test]
fn a_trace_that_panics_leaves_its_garbage_to_the_next_collection() {
    for at in (1..20).step_by(scale(1, 5)) {
        in_manual_heap(|heap| {
            let log = Log::new();
            let fuse = Rc::new(Cell::new(0));
            drop(unwilling_ring(&fuse, &log));
            fuse.set(at);
            let _ = caught(|| _ = heap.collect());
            fuse.set(0);
            let _ = heap.collect();
            assert_eq!(log.take_sorted(), [0, 1, 2, 3]);
            assert_eq!(heap.stats().objects, 0);
            assert_the_collector_works(heap);
        });
    }
}

/// A finalizer ran, so the condemned are tried again; there `trace` panics.
#[test]
fn a_trace_that_panics_after_finalizers_ran_drops_nothing_twice() {
    #[derive(Trace)]
    #[trace(finalize)]
    struct Last {
        next: RefCell<Option<Gc<Last>>>,
        unwilling: Gc<Unwilling>,
        log: Log,
    }

    impl Finalize for Last {
        fn finalize(&self) {
            self.log.push(50);
        }
    }

    for at in (1..30).step_by(scale(1, 7)) {
        in_manual_heap(|heap| {
            let log = Log::new();
            let fuse = Rc::new(Cell::new(0));
            let last = Gc::new(Last {
                next: RefCell::default(),
                unwilling: unwilling_ring(&fuse, &log).swap_remove(0),
                log: log.clone(),
            });
            *last.next.borrow_mut() = Some(last.clone());
            assert!(last.unwilling.next.borrow().is_some());
            drop(last);
            fuse.set(at);
            let _ = caught(|| _ = heap.collect());
            fuse.set(0);
            let _ = heap.collect();
            let _ = heap.collect();
            assert_eq!(log.take_sorted(), [0, 1, 2, 3, 50]);
            assert_eq!(heap.stats().objects, 0);
            assert_the_collector_works(heap);
        });
    }
}

#[test]
fn a_panic_comes_out_of_the_allocation_that_collected() {
    let heap = Heap::with_policy(Policy::MANUAL);
    heap.enter(|| {
        let log = Log::new();
        drop(brittle_ring(3, |id| id == 1, &log));
        heap.set_policy(Policy::ZEAL);
        let panicked = caught(|| drop(Node::new(7, &log)));
        heap.set_policy(Policy::MANUAL);
        assert_eq!(panicked, Some(1));
        assert_eq!(
            log.take_sorted(),
            [0, 1, 2, 7],
            "the value on its way is dropped too"
        );
        assert_eq!(heap.stats().objects, 0);
        assert_the_collector_works(&heap);
    });
}

#[test]
fn a_closure_that_panics_inside_enter_restores_the_former_heap() {
    let outer = Heap::new();
    let inner = Heap::new();
    outer.enter(|| {
        let panicked = caught(|| inner.enter(|| panic_as_planned(3)));
        assert_eq!(panicked, Some(3));
        assert!(Heap::current() == outer);
    });
}

#[test]
fn a_panic_inside_new_cyclic_leaves_what_the_closure_allocated_collectable() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let panicked = caught(|| {
            drop(Gc::new_cyclic(|_| {
                let value = Node::value(1, &log);
                value.link(&ring(2, 2, &log)[0]);
                if heap.stats().objects > 0 {
                    panic_as_planned(5);
                }
                value
            }));
        });
        assert_eq!(panicked, Some(5));
        assert_eq!(log.take(), [1]);
        assert_eq!(heap.collect().freed, 2);
        assert_eq!(log.take_sorted(), [2, 3]);
        assert_the_collector_works(heap);
    });
}

/// What a panic carries, which panics when it is dropped. That panic carries nothing that takes memory, as what carries on
/// so is leaked in the end.
struct Spiteful;

impl Drop for Spiteful {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            resume_unwind(Box::new(()));
        }
    }
}

/// Owns itself, and panics when it is finalized: first with its number, from then on with a [`Spiteful`].
#[derive(Trace)]
#[trace(finalize)]
struct Spoiler {
    me: RefCell<Option<Gc<Spoiler>>>,
    others: Rc<Cell<u32>>,
}

impl Finalize for Spoiler {
    fn finalize(&self) {
        let others = self.others.get();
        self.others.set(others + 1);
        if others == 0 {
            panic_as_planned(1);
        }
        resume_unwind(Box::new(Spiteful));
    }
}

fn spoilers(count: usize, others: u32) {
    let others = Rc::new(Cell::new(others));
    for _ in 0..count {
        let spoiler = Gc::new(Spoiler {
            me: RefCell::default(),
            others: Rc::clone(&others),
        });
        *spoiler.me.borrow_mut() = Some(spoiler.clone());
    }
}

#[test]
fn what_later_panics_carry_may_panic_in_turn_and_the_first_one_comes_out() {
    in_manual_heap(|heap| {
        spoilers(4, 0);
        assert_eq!(caught(|| _ = heap.collect()), Some(1));
        assert_eq!(heap.stats().objects, 0);
        assert_the_collector_works(heap);
    });
}

#[test]
fn a_heap_that_goes_lets_no_panic_out_whatever_it_carries() {
    let heap = Heap::with_policy(Policy::MANUAL);
    heap.enter(|| spoilers(3, 1));
    assert_eq!(caught(move || drop(heap)), None);
}
