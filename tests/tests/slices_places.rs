//! Collections in slices, and what happens to heaps, pages and guards between these.
#![forbid(unsafe_code)]

use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use gc_core::{Budget, Gc, Heap, Policy, Trace};
use gc_tests::{Log, Node, Probe, in_manual_heap, on_thread, ring, scale, scale_small};

fn finish(heap: &Heap) {
    while !heap.step(Budget::objects(7)).is_done() {}
}

fn slices(heap: &Heap, count: usize) {
    for _ in 0..count {
        let _ = heap.step(Budget::objects(1));
    }
}

/// Numbers of slices after which a collection of some dozen objects is in another stage each.
fn stages() -> impl Iterator<Item = usize> {
    (0..250).step_by(scale(2, 70))
}

#[test]
fn a_heap_that_goes_between_slices_leaves_nothing() {
    for count in stages() {
        let log = Log::new();
        let heap = Heap::with_policy(Policy::MANUAL);
        heap.enter(|| drop(ring(1, 10, &log)));
        slices(&heap, count);
        drop(heap);
        assert_eq!(log.take_sorted(), (1..=10).collect::<Vec<_>>());
    }
}

/// Counts its drops where another thread can see it.
#[derive(Trace)]
#[trace(leaf)]
struct Tally(Arc<AtomicUsize>);

impl Drop for Tally {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

#[derive(Trace)]
struct Tallied {
    me: RefCell<Option<Gc<Tallied>>>,
    _tally: Tally,
}

#[test]
fn a_thread_that_ends_between_slices_leaves_nothing() {
    for count in stages().step_by(scale(5, 2)) {
        let dead = Arc::new(AtomicUsize::new(0));
        let tally = Arc::clone(&dead);
        on_thread(move || {
            let heap = Heap::current();
            heap.set_policy(Policy::MANUAL);
            for _ in 0..10 {
                let (me, _tally) = (RefCell::default(), Tally(Arc::clone(&tally)));
                let made = Gc::new(Tallied { me, _tally });
                *made.me.borrow_mut() = Some(made.clone());
            }
            slices(&heap, count);
        });
        assert_eq!(dead.load(Ordering::Relaxed), 10);
    }
}

#[test]
fn pages_that_empty_between_slices_are_used_again() {
    for count in stages() {
        in_manual_heap(|heap| {
            let log = Log::new();
            let nodes = ring(1, 10, &log);
            slices(heap, count);
            nodes.iter().for_each(|node| drop(node.links.take()));
            drop(nodes);
            assert_eq!(log.take_sorted().len(), 10);
            let pages = heap.stats().pages;
            let fresh = ring(20, 10, &log);
            assert_eq!(heap.stats().pages, pages.max(1));
            finish(heap);
            drop(fresh);
            finish(heap);
            assert_eq!((log.len(), heap.stats().pages), (10, 0));
        });
    }
}

#[test]
fn a_page_that_a_collection_empties_between_slices_is_forgotten() {
    for count in stages() {
        in_manual_heap(|heap| {
            let log = Log::new();
            drop(ring(1, 10, &log));
            slices(heap, count);
            // Fresh ones in the same page, of which a young collection frees all at once.
            drop(ring(20, 10, &log));
            let _ = heap.collect_young();
            drop(ring(30, 3, &log));
            finish(heap);
            finish(heap);
            assert_eq!((log.len(), heap.stats().objects), (23, 0));
        });
    }
}

#[test]
fn a_page_whose_marked_objects_a_young_collection_frees_is_forgotten() {
    for count in stages() {
        in_manual_heap(|heap| {
            let log = Log::new();
            let held = ring(1, 10, &log);
            slices(heap, count);
            drop(held);
            let _ = heap.collect_young();
            finish(heap);
            finish(heap);
            assert_eq!((log.len(), heap.stats().objects), (10, 0));
        });
    }
}

#[derive(Trace)]
#[repr(align(4096))]
struct Aligned {
    me: RefCell<Option<Gc<Aligned>>>,
    probe: Probe,
}

/// Words for which a page of the usual size has no room.
const BULK: usize = scale_small(40_000, 600);

#[derive(Trace)]
struct Large {
    bulk: [u64; BULK],
    me: RefCell<Option<Gc<Large>>>,
    probe: Probe,
}

#[test]
fn over_aligned_objects_take_part_in_slices() {
    for count in stages().step_by(scale(5, 2)) {
        in_manual_heap(|heap| {
            let log = Log::new();
            for id in 0..3 {
                let made = Gc::new(Aligned {
                    me: RefCell::default(),
                    probe: Probe::new(id, &log),
                });
                *made.me.borrow_mut() = Some(made.clone());
            }
            slices(heap, count);
            finish(heap);
            assert_eq!(log.take_sorted(), [0, 1, 2]);
        });
    }
}

#[test]
fn objects_with_a_page_of_their_own_take_part_in_slices() {
    for count in stages().step_by(scale(5, 2)) {
        in_manual_heap(|heap| {
            let log = Log::new();
            let large = |id| {
                let bulk = [u64::from(id); BULK];
                let (me, probe) = (RefCell::default(), Probe::new(id, &log));
                Gc::new(Large { bulk, me, probe })
            };
            let (garbage, dropped, kept) = (large(1), large(2), large(3));
            *garbage.me.borrow_mut() = Some(garbage.clone());
            drop(garbage);
            slices(heap, count);
            drop(dropped);
            finish(heap);
            assert_eq!(log.take_sorted(), [1, 2]);
            assert_eq!((kept.bulk[BULK - 1], heap.stats().pages), (3, 1));
        });
    }
}

#[test]
fn two_heaps_in_the_middle_of_slices_do_not_disturb_each_other() {
    for count in stages() {
        let log = Log::new();
        let heaps = [(); 2].map(|()| Heap::with_policy(Policy::MANUAL));
        let [left, right] = [0, 100].map(|first| {
            let heap = &heaps[usize::from(first > 0)];
            heap.enter(|| ring(first, 5, &log))
        });
        left[0].link(&right[0]);
        drop((left, right));
        slices(&heaps[1], count);
        slices(&heaps[0], count / 2);
        finish(&heaps[1]);
        finish(&heaps[0]);
        finish(&heaps[1]);
        let order = log.take();
        let place = |id| order.iter().position(|it| *it == id);
        assert!(place(0) < place(100), "{order:?}");
        assert_eq!(order.len(), 10);
    }
}

#[test]
fn a_type_that_is_new_between_slices_holds_what_it_points_to() {
    #[derive(Trace)]
    struct New(RefCell<Option<Gc<Node>>>);

    for count in stages() {
        in_manual_heap(|heap| {
            let log = Log::new();
            let nodes = ring(1, 3, &log);
            slices(heap, count);
            let new = Gc::new(New(RefCell::default()));
            *new.0.borrow_mut() = Some(nodes[0].clone());
            drop(nodes);
            finish(heap);
            assert!(log.is_empty());
            drop(new);
            finish(heap);
            assert_eq!(log.take_sorted(), [1, 2, 3]);
        });
    }
}

#[test]
fn what_a_mutable_guard_borrows_may_change_between_slices() {
    for count in stages() {
        in_manual_heap(|heap| {
            let log = Log::new();
            let mut owner = Node::new(1, &log);
            owner.link(&ring(10, 3, &log)[0]);
            let mut guard = Gc::get_mut(&mut owner).expect("there is one handle");
            slices(heap, count);
            let moved = guard.links.get_mut().pop().expect("an edge");
            slices(heap, 10);
            guard.links.get_mut().push(moved);
            finish(heap);
            drop(guard);
            assert!(log.is_empty());
            drop(owner);
            finish(heap);
            assert_eq!(log.take_sorted(), [1, 10, 11, 12]);
        });
    }
}

#[test]
#[cfg_attr(miri, ignore = "what is forgotten is never freed")]
fn a_forgotten_borrow_keeps_what_is_behind_it() {
    for count in stages() {
        in_manual_heap(|heap| {
            let log = Log::new();
            let nodes = ring(1, 3, &log);
            slices(heap, count);
            std::mem::forget(nodes[0].links.borrow_mut());
            finish(heap);
            drop(nodes);
            finish(heap);
            assert_eq!(
                log.len(),
                0,
                "the edge of 1 cannot be seen, so all are held"
            );
        });
    }
}

#[test]
fn a_value_being_built_meets_slices() {
    for count in stages() {
        in_manual_heap(|heap| {
            let log = Log::new();
            drop(ring(1, 3, &log));
            slices(heap, count);
            let made = Gc::new_cyclic(|weak| {
                finish(heap);
                assert!(weak.upgrade().is_none());
                Node::value(9, &log)
            });
            finish(heap);
            assert_eq!((log.take_sorted(), made.id), (vec![1, 2, 3], 9));
        });
    }
}

#[test]
fn an_upgrade_between_slices_saves_what_is_not_condemned() {
    for count in stages() {
        in_manual_heap(|heap| {
            let log = Log::new();
            let nodes = ring(1, 5, &log);
            let weak = Gc::downgrade(&nodes[2]);
            drop(nodes);
            slices(heap, count);
            let saved = weak.upgrade();
            finish(heap);
            assert_eq!(saved.is_some(), log.is_empty());
            drop(saved);
            finish(heap);
            assert_eq!(log.len(), 5);
        });
    }
}
