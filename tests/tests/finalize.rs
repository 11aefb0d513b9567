//! When finalizers run, what they see, and what they may do.
#![forbid(unsafe_code)]

use std::cell::RefCell;
use std::rc::Rc;

use gc_core::{Finalize, Gc, Trace, Weak};
use gc_tests::{Collect, Log, Probe, WAYS, in_manual_heap};

/// Added to a number in the log for a destructor; finalizers log the number itself.
const DROPPED: u32 = 1_000;

type Last = Box<dyn Fn(&Ending)>;

/// Does what it is told to when it is finalized.
#[derive(Trace)]
#[trace(finalize)]
struct Ending {
    id: u32,
    links: RefCell<Vec<Gc<Ending>>>,
    #[trace(skip)]
    last: RefCell<Option<Last>>,
    log: Log,
    _probe: Probe,
}

impl Finalize for Ending {
    fn finalize(&self) {
        self.log.push(self.id);
        if let Some(last) = self.last.take() {
            last(self);
        }
    }
}

fn ending(id: u32, log: &Log) -> Gc<Ending> {
    Gc::new(Ending {
        id,
        links: RefCell::default(),
        last: RefCell::default(),
        log: log.clone(),
        _probe: Probe::new(DROPPED + id, log),
    })
}

fn ending_that(id: u32, log: &Log, last: impl Fn(&Ending) + 'static) -> Gc<Ending> {
    let ending = ending(id, log);
    *ending.last.borrow_mut() = Some(Box::new(last));
    ending
}

fn link(from: &Gc<Ending>, to: &Gc<Ending>) {
    from.links.borrow_mut().push(to.clone());
}

/// Endings `first..first + len`, each pointing to the next one, the last one to the first.
fn ring(first: u32, len: u32, log: &Log) -> Vec<Gc<Ending>> {
    let ring: Vec<_> = (first..first + len).map(|id| ending(id, log)).collect();
    for (from, to) in ring.iter().zip(ring.iter().cycle().skip(1)) {
        link(from, to);
    }
    ring
}

#[test]
fn a_value_is_finalized_before_it_is_dropped_when_its_count_reaches_zero() {
    in_manual_heap(|_| {
        let log = Log::new();
        let first = ending(1, &log);
        let second = first.clone();
        drop(first);
        assert!(log.is_empty());
        drop(second);
        assert_eq!(log.take(), [1, DROPPED + 1]);
    });
}

#[test]
fn a_collection_finalizes_all_before_it_drops_any() {
    in_manual_heap(|heap| {
        let log = Log::new();
        drop(ring(1, 4, &log));
        let collection = heap.collect();
        assert_eq!((collection.finalized, collection.freed), (4, 4));
        let mut entries = log.take();
        entries[..4].sort_unstable();
        entries[4..].sort_unstable();
        assert_eq!(entries[..4], [1, 2, 3, 4]);
        assert_eq!(entries[4..], [1_001, 1_002, 1_003, 1_004]);
    });
}

#[test]
fn a_finalizer_sees_its_neighbours_whole() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let seen = Log::new();
        let nodes = ring(1, 3, &log);
        for node in &nodes {
            let seen = seen.clone();
            *node.last.borrow_mut() = Some(Box::new(move |it| {
                let next = it.links.borrow()[0].clone();
                let after = next.links.borrow()[0].clone();
                seen.push(next.id * 10 + after.id);
            }));
        }
        drop(nodes);
        assert_eq!(heap.collect().freed, 3);
        assert_eq!(seen.take_sorted(), [12, 23, 31]);
    });
}

#[test]
fn children_are_whole_when_their_parent_is_finalized_by_counting() {
    in_manual_heap(|_| {
        let log = Log::new();
        let seen = Log::new();
        let inner = seen.clone();
        let parent = ending_that(1, &log, move |it| inner.push(it.links.borrow()[0].id));
        link(&parent, &ending(2, &log));
        drop(parent);
        assert_eq!(seen.take(), [2]);
        assert_eq!(log.take(), [1, DROPPED + 1, 2, DROPPED + 2]);
    });
}

#[test]
fn a_value_inside_another_one_is_not_finalized() {
    #[derive(Trace)]
    struct Wrapper(Ending);

    in_manual_heap(|_| {
        let log = Log::new();
        let inner = Gc::try_unwrap(ending(1, &log)).unwrap_or_else(|_| unreachable!("unique"));
        drop(Gc::new(Wrapper(inner)));
        assert_eq!(log.take(), [DROPPED + 1]);
    });
}

#[test]
fn a_value_that_is_moved_out_is_not_finalized() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let value = Gc::try_unwrap(ending(1, &log)).unwrap_or_else(|_| unreachable!("unique"));
        assert!(log.is_empty());
        drop(value);
        assert_eq!(log.take(), [DROPPED + 1]);
        drop(Gc::into_inner(ending(2, &log)));
        assert_eq!(log.take(), [DROPPED + 2]);
        assert_eq!(heap.stats().objects, 0);
    });
}

#[test]
fn what_a_finalizer_saves_lives_on_with_all_it_leads_to() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let saved = Rc::new(RefCell::new(None));
        let nodes = ring(1, 3, &log);
        let other = ring(4, 2, &log);
        let save = Rc::clone(&saved);
        *nodes[0].last.borrow_mut() = Some(Box::new(move |it| {
            *save.borrow_mut() = Some(it.links.borrow()[0].clone());
        }));
        drop((nodes, other));
        let collection = heap.collect();
        assert_eq!((collection.finalized, collection.freed), (5, 2));
        assert_eq!(heap.stats().objects, 3);
        let saved = saved.take().expect("the finalizer saved it");
        assert_eq!(saved.id, 2);
        assert_eq!(saved.links.borrow()[0].links.borrow()[0].id, 1);
        assert_eq!(heap.collect().freed, 0);
        drop(saved);
        let _ = log.take_sorted();
        let collection = heap.collect();
        assert_eq!((collection.finalized, collection.freed), (0, 3));
        assert_eq!(log.take_sorted(), [1_001, 1_002, 1_003], "never twice");
    });
}

#[test]
fn a_finalizer_run_by_counting_can_save_a_child() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let saved = Rc::new(RefCell::new(Vec::new()));
        let save = Rc::clone(&saved);
        let parent = ending_that(1, &log, move |it| {
            save.borrow_mut().append(&mut it.links.borrow_mut());
        });
        link(&parent, &ending(2, &log));
        drop(parent);
        assert_eq!(log.take(), [1, DROPPED + 1]);
        assert_eq!(saved.borrow()[0].id, 2);
        assert_eq!(heap.stats().objects, 1);
        saved.take();
        assert_eq!(log.take(), [2, DROPPED + 2]);
    });
}

#[test]
fn a_finalizer_may_take_the_ring_apart() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let nodes = ring(1, 5, &log);
        for node in &nodes {
            *node.last.borrow_mut() = Some(Box::new(|it| it.links.borrow_mut().clear()));
        }
        drop(nodes);
        let collection = heap.collect();
        assert_eq!((collection.finalized, collection.freed), (5, 5));
        assert_eq!(log.len(), 10);
        assert_eq!(heap.stats().objects, 0);
    });
}

#[test]
fn a_finalizer_may_add_edges_between_the_dying() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let nodes = ring(1, 3, &log);
        for node in &nodes {
            *node.last.borrow_mut() = Some(Box::new(|it| {
                let next = it.links.borrow()[0].clone();
                let after = next.links.borrow()[0].clone();
                it.links.borrow_mut().extend([next, after]);
            }));
        }
        drop(nodes);
        assert_eq!(heap.collect().freed, 3);
        assert_eq!(heap.stats().objects, 0);
    });
}

#[test]
fn a_finalizer_may_allocate() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let inner_log = log.clone();
        let node = ending_that(1, &log, move |it| {
            let child = ending(2, &inner_log);
            it.links.borrow_mut().push(child);
        });
        link(&node, &node);
        drop(node);
        let _ = heap.collect();
        assert_eq!(heap.stats().objects, 0);
        assert_eq!(log.take_sorted(), [1, 2, 1_001, 1_002]);
    });
}

#[test]
fn a_condemned_value_cannot_be_moved_out_or_borrowed_mutably() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let refused = Log::new();
        let node = ending(1, &log);
        let told = refused.clone();
        *node.last.borrow_mut() = Some(Box::new(move |it| {
            // The only handle there is.
            let mut me = it.links.borrow_mut().pop().expect("it points to itself");
            assert_eq!(Gc::strong_count(&me), 1);
            told.push(u32::from(Gc::get_mut(&mut me).is_none()));
            match Gc::try_unwrap(me) {
                Ok(_) => told.push(0),
                Err(me) => {
                    told.push(1);
                    it.links.borrow_mut().push(me);
                }
            }
        }));
        link(&node, &node);
        drop(node);
        assert_eq!(heap.collect().freed, 1);
        assert_eq!(refused.take(), [1, 1]);
        assert_eq!(log.take(), [1, DROPPED + 1]);
    });
}

#[test]
fn a_condemned_value_whose_last_handle_a_finalizer_drops_is_dropped_once() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let node = ending_that(1, &log, |it| {
            let me = it.links.borrow_mut().pop();
            assert!(me.is_some_and(|me| Gc::strong_count(&me) == 1));
            assert_eq!(it.id, 1, "the value is still there");
        });
        link(&node, &node);
        drop(node);
        assert_eq!(heap.collect().freed, 1);
        assert_eq!(log.take(), [1, DROPPED + 1]);
    });
}

#[test]
fn a_weak_pointer_made_by_a_finalizer_is_dead_afterwards() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let kept: Rc<RefCell<Weak<Ending>>> = Rc::default();
        let keep = Rc::clone(&kept);
        let node = ending_that(1, &log, move |it| {
            let weak = Gc::downgrade(&it.links.borrow()[0]);
            assert!(weak.upgrade().is_none());
            assert_eq!(weak.strong_count(), 0);
            *keep.borrow_mut() = weak;
        });
        link(&node, &node);
        drop(node);
        assert_eq!(heap.collect().freed, 1);
        assert!(kept.borrow().upgrade().is_none());
    });
}

#[test]
fn values_that_garbage_holds_but_does_not_contain_are_finalized_when_they_die_of_it() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let nodes = ring(1, 2, &log);
        let tail = ending(3, &log);
        link(&tail, &ending(4, &log));
        link(&nodes[0], &tail);
        drop((nodes, tail));
        assert_eq!(heap.collect().freed, 4);
        assert_eq!(log.take_sorted(), [1, 2, 3, 4, 1_001, 1_002, 1_003, 1_004]);
    });
}

/// Saves some of many that die.
#[track_caller]
fn assert_what_is_saved_lives(collect: Collect) {
    in_manual_heap(|heap| {
        let log = Log::new();
        let saved = Rc::<RefCell<Vec<_>>>::default();
        for id in 0..200 {
            let ending = ending(id, &log);
            link(&ending, &ending);
            if id % 67 == 66 {
                let saved = Rc::clone(&saved);
                *ending.last.borrow_mut() = Some(Box::new(move |it| {
                    saved.borrow_mut().push(it.links.borrow()[0].clone());
                }));
            }
        }
        let collection = collect(heap);
        assert_eq!((collection.finalized, collection.freed), (200, 198));
        let mut saved = saved.take();
        saved.sort_unstable_by_key(|ending| ending.id);
        for (ending, id) in saved.iter().zip([66, 133]) {
            assert_eq!(ending.id, id);
            let weak = Gc::downgrade(ending);
            assert!(weak.upgrade().is_some_and(|it| Gc::ptr_eq(&it, ending)));
        }
        drop(saved);
        let collection = collect(heap);
        assert_eq!((collection.finalized, collection.freed), (0, 2));
    });
}

#[test]
fn what_is_saved_lives_wherever_on_its_page_it_lies() {
    WAYS.into_iter().for_each(assert_what_is_saved_lives);
}

/// Of the pages that a collection is about, some may go before it is done with the others.
#[test]
#[cfg_attr(miri, ignore = "too large")]
fn a_finalizer_may_let_go_what_has_a_page_of_its_own() {
    in_manual_heap(|heap| {
        let log = Log::new();
        // So large that its memory goes back to the system.
        let large: Gc<[Option<Gc<Ending>>]> = (0..5_000_000).map(|_| None).collect();
        let reserved = heap.stats().reserved_bytes;
        let ending = ending_that(1, &log, move |_| assert_eq!(large.len(), 5_000_000));
        link(&ending, &ending);
        drop(ending);
        // The slice went by its count, and not as garbage.
        let collection = heap.collect();
        assert_eq!((collection.finalized, collection.freed), (1, 2));
        assert!(heap.stats().reserved_bytes < reserved - 40_000_000);
        assert_eq!(log.take(), [1, DROPPED + 1]);
    });
}
