//! User code that a collection or a drop runs, and that comes back to the heap.
#![forbid(unsafe_code)]

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gc_core::{Finalize, Gc, Heap, Policy, Trace};
use gc_tests::{Log, Node, in_manual_heap, on_thread, ring};

type Job = Box<dyn Fn()>;

/// Runs a job when it is dropped.
#[derive(Trace)]
#[trace(leaf)]
struct Busy(Job);

impl Drop for Busy {
    fn drop(&mut self) {
        (self.0)();
    }
}

/// Runs a job when it is finalized, and points to itself where `ring` says so.
#[derive(Trace)]
#[trace(finalize)]
struct Late {
    ring: RefCell<Option<Gc<Late>>>,
    #[trace(skip)]
    job: Job,
}

impl Finalize for Late {
    fn finalize(&self) {
        (self.job)();
    }
}

fn late(job: impl Fn() + 'static) -> Gc<Late> {
    Gc::new(Late {
        ring: RefCell::default(),
        job: Box::new(job),
    })
}

fn garbage_late(job: impl Fn() + 'static) {
    let late = late(job);
    *late.ring.borrow_mut() = Some(late.clone());
}

/// A dead ring of one whose destructor runs a job.
#[derive(Trace)]
struct Loop {
    me: RefCell<Option<Gc<Loop>>>,
    _busy: Busy,
}

fn garbage_busy(job: impl Fn() + 'static) {
    let object = Gc::new(Loop {
        me: RefCell::default(),
        _busy: Busy(Box::new(job)),
    });
    *object.me.borrow_mut() = Some(object.clone());
}

/// A job that collects the current heap and notes whether that was skipped.
fn collect_into(skipped: &Rc<Cell<Option<bool>>>) -> impl Fn() + 'static {
    let skipped = Rc::clone(skipped);
    move || skipped.set(Some(gc_core::collect().skipped))
}

#[test]
fn collecting_from_a_finalizer_in_a_collection_is_skipped() {
    in_manual_heap(|heap| {
        let skipped = Rc::default();
        garbage_late(collect_into(&skipped));
        assert_eq!(heap.collect().freed, 1);
        assert_eq!(skipped.get(), Some(true));
        assert_eq!(heap.stats().collections, 1);
    });
}

#[test]
fn collecting_from_a_destructor_in_a_collection_is_skipped() {
    in_manual_heap(|heap| {
        let skipped = Rc::default();
        garbage_busy(collect_into(&skipped));
        assert_eq!(heap.collect().freed, 1);
        assert_eq!(skipped.get(), Some(true));
    });
}

#[test]
fn collecting_from_a_finalizer_that_a_drop_runs_is_skipped() {
    in_manual_heap(|_| {
        let skipped = Rc::default();
        drop(late(collect_into(&skipped)));
        assert_eq!(skipped.get(), Some(true));
    });
}

#[test]
fn collecting_from_a_destructor_that_a_drop_runs_is_skipped() {
    in_manual_heap(|_| {
        let skipped = Rc::default();
        drop(Gc::new(Busy(Box::new(collect_into(&skipped)))));
        assert_eq!(skipped.get(), Some(true));
    });
}

#[test]
fn a_heap_says_while_it_is_collecting() {
    in_manual_heap(|heap| {
        let seen = Log::new();
        for log in [seen.clone(), seen.clone()] {
            garbage_late(move || log.push(u32::from(Heap::current().is_collecting())));
        }
        let log = seen.clone();
        garbage_busy(move || log.push(u32::from(Heap::current().is_collecting())));
        assert!(!heap.is_collecting());
        assert_eq!(heap.collect().freed, 3);
        assert_eq!(seen.take(), [1, 1, 1]);
        assert!(!heap.is_collecting());
    });
}

#[test]
fn a_skipped_collection_does_not_count_and_says_nothing_else() {
    in_manual_heap(|heap| {
        let report = Rc::new(RefCell::new(None));
        let told = Rc::clone(&report);
        garbage_late(move || *told.borrow_mut() = Some(gc_core::collect()));
        let _ = heap.collect();
        let report = report.take().expect("the finalizer ran");
        assert!(report.skipped);
        assert_eq!((report.examined, report.freed, report.finalized), (0, 0, 0));
    });
}

#[test]
fn finalizers_and_destructors_may_allocate_and_drop_much() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let job = {
            let log = log.clone();
            move || {
                drop(ring(0, 10, &log));
                let kept: Vec<_> = (0..300).map(|id| Node::new(id, &log)).collect();
                assert_eq!(kept[299].id, 299);
            }
        };
        garbage_late(job.clone());
        garbage_busy(job.clone());
        drop(late(job.clone()));
        drop(Gc::new(Busy(Box::new(job))));
        let _ = heap.collect();
        let _ = heap.collect();
        assert_eq!(log.len(), 4 * 310);
        assert_eq!(heap.stats().objects, 0);
    });
}

#[test]
fn what_a_finalizer_allocates_and_keeps_is_whole_afterwards() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let kept: Rc<RefCell<Vec<Gc<Node>>>> = Rc::default();
        for id in 0..50 {
            let (kept, log) = (Rc::clone(&kept), log.clone());
            garbage_late(move || {
                let new = Node::new(id, &log);
                if let Some(last) = kept.borrow().last() {
                    new.link(last);
                }
                kept.borrow_mut().push(new);
            });
        }
        assert_eq!(heap.collect().freed, 50);
        assert_eq!(heap.stats().objects, 50);
        let mut ids: Vec<_> = kept.borrow().iter().map(|it| it.id).collect();
        ids.sort_unstable();
        assert_eq!(ids, (0..50).collect::<Vec<_>>());
        assert_eq!(heap.collect().freed, 0);
        kept.take();
        assert_eq!(heap.stats().objects, 0);
    });
}

#[test]
fn new_garbage_that_a_finalizer_makes_is_gone_after_the_next_collection() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let inner = log.clone();
        garbage_late(move || drop(ring(0, 5, &inner)));
        let _ = heap.collect();
        let _ = heap.collect();
        assert_eq!(log.len(), 5);
        assert_eq!(heap.stats().objects, 0);
    });
}

/// Its destructor makes another one, up to so many.
fn garbage_without_end(made: &Rc<Cell<u32>>) {
    let next = Rc::clone(made);
    garbage_busy(move || {
        next.set(next.get() + 1);
        if next.get() < 1_000 {
            garbage_without_end(&next);
        }
    });
}

#[test]
fn a_collection_whose_destructors_make_garbage_again_and_again_ends() {
    in_manual_heap(|heap| {
        let made = Rc::default();
        garbage_without_end(&made);
        let _ = heap.collect();
        assert!(made.get() > 1, "garbage that is found at once goes");
        assert!(made.get() < 100, "{}", made.get());
        while heap.collect().freed > 0 {}
        assert_eq!(made.get(), 1_000);
    });
}

#[test]
fn a_destructor_may_drop_the_last_handle_to_another_cycle() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let handle = RefCell::new(Some(ring(0, 5, &log).swap_remove(0)));
        garbage_busy(move || drop(handle.take()));
        let _ = heap.collect();
        let _ = heap.collect();
        assert_eq!(log.len(), 5);
        assert_eq!(heap.stats().objects, 0);
    });
}

#[test]
fn a_destructor_may_drop_a_chain_that_was_dying_anyway() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let node = Node::new(1, &log);
        let handle = RefCell::new(Some(node.clone()));
        let order = log.clone();
        drop(node);
        drop(Gc::new(Busy(Box::new(move || {
            drop(handle.take());
            order.push(100);
        }))));
        assert_eq!(log.take_sorted(), [1, 100]);
        assert_eq!(heap.stats().objects, 0);
    });
}

#[test]
fn a_destructor_may_upgrade_and_clone_what_lives() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let alive = Node::new(3, &log);
        let weak = Gc::downgrade(&alive);
        let found: Rc<RefCell<Vec<Gc<Node>>>> = Rc::default();
        let into = Rc::clone(&found);
        garbage_busy(move || into.borrow_mut().extend(weak.upgrade()));
        assert_eq!(heap.collect().freed, 1);
        assert_eq!(Gc::strong_count(&alive), 2);
        assert!(Gc::ptr_eq(&found.borrow()[0], &alive));
        found.take();
    });
}

#[test]
fn another_heap_may_be_collected_from_a_finalizer() {
    let other = Heap::with_policy(Policy::MANUAL);
    in_manual_heap(|heap| {
        let log = Log::new();
        drop(other.enter(|| ring(0, 4, &log)));
        let freed = Rc::new(Cell::new(0));
        let (told, inner) = (Rc::clone(&freed), other.clone());
        garbage_late(move || {
            let collection = inner.collect();
            assert!(!collection.skipped);
            told.set(collection.freed);
        });
        assert_eq!(heap.collect().freed, 1);
        assert_eq!(freed.get(), 4);
        assert_eq!(other.stats().objects, 0);
    });
}

#[test]
fn a_zealous_heap_does_not_collect_inside_a_collection() {
    let heap = Heap::with_policy(Policy::ZEAL);
    heap.enter(|| {
        let log = Log::new();
        let inner = log.clone();
        garbage_late(move || {
            for id in 0..20 {
                drop(Node::new(id, &inner));
            }
        });
        let before = heap.stats().collections;
        let _ = heap.collect();
        assert_eq!(heap.stats().collections, before + 1);
        assert_eq!(log.len(), 20);
    });
}

#[test]
fn another_heap_may_be_entered_from_a_finalizer() {
    let other = Heap::with_policy(Policy::MANUAL);
    in_manual_heap(|heap| {
        let log = Log::new();
        let inner = other.clone();
        let log_inside = log.clone();
        garbage_late(move || {
            inner.enter(|| drop(ring(0, 3, &log_inside)));
            drop(ring(3, 3, &log_inside));
        });
        let _ = heap.collect();
        assert_eq!(other.stats().objects, 3);
        let _ = heap.collect();
        assert_eq!(heap.stats().objects, 0);
        assert_eq!(other.collect().freed, 3);
        assert_eq!(log.len(), 6);
    });
}

#[test]
fn a_destructor_may_drop_the_last_handle_of_its_own_heap() {
    let log = Log::new();
    let (heap, inner) = (Heap::with_policy(Policy::MANUAL), log.clone());
    let owner = heap.enter(|| {
        let handle = RefCell::new(Some(heap.clone()));
        drop(ring(2, 3, &inner));
        Gc::new(Busy(Box::new(move || {
            drop(handle.take());
            inner.push(1);
        })))
    });
    drop(heap);
    assert!(log.is_empty(), "the value itself owns a handle");
    drop(owner);
    assert_eq!(log.take_sorted(), [1, 2, 3, 4]);
}

#[test]
fn a_heap_whose_last_handle_lies_in_its_own_garbage_ends_with_its_thread() {
    let (sender, receiver) = std::sync::mpsc::channel();
    on_thread(move || {
        let heap = Heap::with_policy(Policy::MANUAL);
        heap.enter(|| {
            let handle = RefCell::new(Some(heap.clone()));
            garbage_late(move || {
                drop(handle.take());
                sender.send(()).expect("the test waits for it");
            });
        });
    });
    assert!(receiver.try_recv().is_ok());
}

#[test]
fn a_borrow_of_the_programs_own_state_during_an_allocation_meets_finalizers() {
    // What the docs of `Gc::new` warn of: the pause guard is the remedy.
    let heap = Heap::with_policy(Policy::ZEAL);
    heap.enter(|| {
        let state = Rc::new(RefCell::new(0));
        let conflicts = Log::new();
        let (inner, log) = (Rc::clone(&state), conflicts.clone());
        let paused = heap.pause_collection();
        garbage_late(move || log.push(u32::from(inner.try_borrow_mut().is_err())));
        let borrow = state.borrow_mut();
        drop(Gc::new(1_u8));
        assert!(conflicts.is_empty(), "a paused heap runs no finalizer");
        drop(borrow);
        drop(paused);
        drop(Gc::new(1_u8));
        assert_eq!(conflicts.take(), [0]);
    });
}
