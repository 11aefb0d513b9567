//! Collections in slices: what they find while the program goes on, and what they leave alone.
#![forbid(unsafe_code)]

use std::cell::RefCell;
use std::rc::Rc;

use gc_core::collections::WeakMap;
use gc_core::{Budget, Collection, Finalize, Gc, Heap, Scope, Trace, Weak};
use gc_tests::{Log, Node, in_manual_heap, ring, scale};

/// Goes on until the collection is complete, with `between` after each slice that was not the last.
fn step_to_the_end(heap: &Heap, budget: Budget, mut between: impl FnMut()) -> Collection {
    loop {
        let progress = heap.step(budget);
        if let Some(collection) = progress.collection {
            return collection;
        }
        assert!(!progress.skipped);
        between();
    }
}

#[test]
fn slices_find_what_a_collection_at_one_go_finds() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let kept = ring(1, 5, &log);
        drop(ring(10, 5, &log));
        let collection = step_to_the_end(heap, Budget::objects(1), || {});
        assert_eq!(collection.freed, 5);
        assert_eq!(collection.scope, Scope::Sliced);
        assert!(collection.slices > 5);
        assert_eq!(log.take_sorted(), [10, 11, 12, 13, 14]);
        drop(kept);
    });
}

/// The counterexample to accepting what slices found: `b` is moved from a place not yet visited to one
/// that was, and no count has changed.
#[test]
fn an_object_that_is_moved_between_slices_lives() {
    #[derive(Trace)]
    struct Cell(u32, RefCell<Option<Gc<Cell>>>);
    for budget in 1..scale(200, 6) {
        in_manual_heap(|heap| {
            let cell = |number| Gc::new(Cell(number, RefCell::default()));
            let (left, right) = (cell(1), cell(2));
            let moved = cell(3);
            *left.1.borrow_mut() = Some(moved.clone());
            let watch = Gc::downgrade(&moved);
            drop(moved);
            let mut at_left = true;
            for _ in 0..3 {
                step_to_the_end(heap, Budget::objects(budget), || {
                    let (from, to) = if at_left {
                        (&left, &right)
                    } else {
                        (&right, &left)
                    };
                    let taken = from.1.borrow_mut().take();
                    *to.1.borrow_mut() = taken;
                    at_left = !at_left;
                });
            }
            let place = if at_left { &left } else { &right };
            let found = place.1.borrow().as_ref().map(|cell| cell.0);
            assert_eq!(found, Some(3));
            assert_eq!(watch.upgrade().map(|cell| cell.0), Some(3));
        });
    }
}

#[test]
fn a_collection_at_one_go_ends_one_in_slices_wherever_it_is() {
    for slices in 0..scale(400, 10) {
        in_manual_heap(|heap| {
            let log = Log::new();
            let kept = ring(1, 3, &log);
            drop(ring(10, 20, &log));
            for _ in 0..slices {
                let _ = heap.step(Budget::objects(1));
            }
            let _ = heap.collect();
            assert_eq!(log.take_sorted().len(), 20);
            assert_eq!(heap.stats().objects, 3);
            drop(kept);
        });
    }
}

/// Counts its end.
#[derive(Trace)]
#[trace(finalize)]
struct Ending {
    me: RefCell<Option<Gc<Ending>>>,
}

impl Finalize for Ending {
    fn finalize(&self) {
        assert!(self.me.borrow().is_some());
    }
}

/// An object with a finalizer that owns itself.
fn ending() -> Gc<Ending> {
    let ending = Gc::new(Ending {
        me: RefCell::default(),
    });
    *ending.me.borrow_mut() = Some(ending.clone());
    ending
}

#[test]
fn a_collection_in_slices_says_what_it_did() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let kept = ring(1, 5, &log);
        drop((ring(10, 5, &log), ending(), ending()));
        let before = heap.stats();
        let collection = step_to_the_end(heap, Budget::objects(1), || {});
        let after = heap.stats();
        assert_eq!((collection.examined, collection.freed), (12, 7));
        assert_eq!(collection.freed_bytes, before.bytes - after.bytes);
        assert_eq!((collection.finalized, after.finalized), (2, 2));
        drop(kept);
    });
}

#[test]
fn the_values_of_dead_keys_are_finalized_by_a_collection_in_slices() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let mut map = WeakMap::new();
        let key = Node::new(1, &log);
        let value = Ending {
            me: RefCell::new(Some(ending())),
        };
        map.insert(&key, value);
        drop(key);
        let collection = step_to_the_end(heap, Budget::objects(1), || {});
        assert_eq!(collection.finalized, 1);
        assert!(map.is_empty());
    });
}

#[test]
fn finalizers_are_counted_wherever_a_collection_in_slices_is_ended() {
    for slices in 0..scale(150, 8) {
        in_manual_heap(|heap| {
            drop((ending(), ending(), ending()));
            for _ in 0..slices {
                let _ = heap.step(Budget::objects(1));
            }
            let _ = heap.collect();
            assert_eq!(heap.stats().finalized, 3, "after {slices} slices");
        });
    }
}

/// More garbage than is destroyed without a look at the budget.
#[test]
fn what_slices_have_destroyed_a_collection_at_one_go_does_not_destroy_again() {
    let mut was_ended = false;
    for slices in (0..).step_by(scale(1, 20)) {
        in_manual_heap(|heap| {
            let log = Log::new();
            drop(ring(1, 200, &log));
            for _ in 0..slices {
                was_ended |= heap.step(Budget::objects(16)).collection.is_some();
            }
            let _ = heap.collect();
            assert_eq!(log.take_sorted(), (1..=200).collect::<Vec<_>>());
            assert_eq!(heap.stats().objects, 0);
        });
        if was_ended {
            return;
        }
    }
}

#[test]
fn weak_pointers_fail_from_the_slice_that_condemns() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let nodes = ring(1, 100, &log);
        let watch: Vec<Weak<Node>> = nodes.iter().map(Gc::downgrade).collect();
        drop(nodes);
        let mut failed_while_whole = false;
        step_to_the_end(heap, Budget::objects(8), || {
            let alive = watch.iter().filter(|weak| weak.strong_count() > 0).count();
            assert!(
                alive == 0 || alive == 100,
                "a piece is condemned as a whole"
            );
            failed_while_whole |= alive == 0 && heap.stats().objects == 100;
        });
        assert!(failed_while_whole);
        assert_eq!(log.take_sorted().len(), 100);
    });
}

#[test]
fn a_young_collection_between_slices_leaves_what_these_have_condemned() {
    for before in 0..scale(300, 8) {
        in_manual_heap(|heap| {
            let log = Log::new();
            drop(ring(1, 20, &log));
            for _ in 0..before {
                let _ = heap.step(Budget::objects(1));
            }
            let _ = heap.collect_young();
            step_to_the_end(heap, Budget::objects(1), || {});
            assert_eq!(log.take_sorted(), (1..=20).collect::<Vec<_>>());
        });
    }
}

/// It is spared in a trial that has already counted its edges as those of the dying. (What lies behind it may be held
/// in another way too, so that one edge too few or too many would make the sum right.)
#[test]
fn an_upgrade_between_slices_saves_what_lies_behind_the_object_too() {
    for (slices, more) in (0..scale(200, 8)).flat_map(|slices| [(slices, 0), (slices, 1)]) {
        in_manual_heap(|heap| {
            let log = Log::new();
            let (before, behind) = (ring(1, 2, &log), ring(10, 2, &log));
            before[0].link(&behind[0]);
            let weak = [&before[1], &behind[0]].map(Gc::downgrade);
            drop((before, behind));
            for _ in 0..slices {
                let _ = heap.step(Budget::objects(1));
            }
            let saved: Vec<_> = weak.iter().take(1 + more).map(Weak::upgrade).collect();
            step_to_the_end(heap, Budget::objects(1), || {});
            let dead = match saved[0] {
                Some(_) => 0,
                None => 4,
            };
            assert!(log.len() <= dead, "after {slices} slices");
            drop(saved);
            let _ = heap.collect();
            assert_eq!(log.take_sorted(), [1, 2, 10, 11]);
        });
    }
}

#[test]
fn what_dies_by_its_count_between_slices_is_not_looked_at_again() {
    for slices in 0..scale(200, 8) {
        in_manual_heap(|heap| {
            let log = Log::new();
            let nodes = ring(1, 5, &log);
            let weak = Gc::downgrade(&nodes[0]);
            drop(nodes);
            for _ in 0..slices {
                let _ = heap.step(Budget::objects(1));
            }
            if let Some(node) = weak.upgrade() {
                let next = node.links.take();
                drop((next, node));
            }
            step_to_the_end(heap, Budget::objects(1), || {});
            assert_eq!(log.take_sorted(), [1, 2, 3, 4, 5]);
            assert_eq!(heap.stats().objects, 0);
        });
    }
}

/// Owns itself, and may give away what else it owns when it is finalized.
#[derive(Trace)]
#[trace(finalize)]
struct Giver {
    me: RefCell<Option<Gc<Giver>>>,
    owned: RefCell<Option<Gc<Node>>>,
    /// Where that goes.
    to: Option<Rc<RefCell<Option<Gc<Node>>>>>,
}

impl Finalize for Giver {
    fn finalize(&self) {
        if let Some(to) = &self.to {
            *to.borrow_mut() = self.owned.take();
        }
    }
}

fn giver(owned: Gc<Node>, to: Option<Rc<RefCell<Option<Gc<Node>>>>>) {
    let giver = Gc::new(Giver {
        me: RefCell::default(),
        owned: RefCell::new(Some(owned)),
        to,
    });
    *giver.me.borrow_mut() = Some(giver.clone());
}

#[test]
fn what_a_finalizer_between_slices_takes_out_of_its_object_lives() {
    in_manual_heap(|heap| {
        let (log, taken) = (Log::new(), Rc::default());
        giver(ring(1, 3, &log).remove(0), Some(Rc::clone(&taken)));
        let collection = step_to_the_end(heap, Budget::objects(1), || {});
        assert_eq!((collection.freed, collection.finalized), (1, 1));
        assert!(log.is_empty());
        assert!(taken.take().is_some_and(|node| node.id == 1));
    });
}

#[test]
fn what_an_object_with_a_finalizer_leads_to_goes_in_the_same_slices() {
    in_manual_heap(|heap| {
        let log = Log::new();
        giver(ring(1, 3, &log).remove(0), None);
        let collection = step_to_the_end(heap, Budget::objects(1), || {});
        assert_eq!((collection.freed, collection.finalized), (4, 1));
        assert_eq!(log.take_sorted(), [1, 2, 3]);
    });
}
