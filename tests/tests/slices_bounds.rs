//! How much one slice does, and what it costs where there is much.
//!
//! A `trace` that counts its calls can only be written by hand, which takes `unsafe`.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gc_core::{Budget, Gc, Heap, Trace, Tracer, TypeGraph, Weak};
use gc_tests::{in_manual_heap, on_small_stack, scale};

/// Counts how often it is traced.
struct Counted {
    links: RefCell<Vec<Gc<Counted>>>,
    calls: Rc<Cell<usize>>,
}

// SAFETY:
// 1. each edge is reported once, by the field's own `trace`;
// 2. the same ones each time;
// 3. nothing else of the user's runs, and no handle is made;
// 4. there is no `Drop`;
// 5. 6. the defaults stand.
unsafe impl Trace for Counted {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.calls.set(self.calls.get() + 1);
        self.links.trace(tracer);
    }

    fn describe(types: &mut TypeGraph<'_>) {
        types.edge::<Self>();
    }
}

fn counted(calls: &Rc<Cell<usize>>) -> Gc<Counted> {
    Gc::new(Counted {
        links: RefCell::default(),
        calls: Rc::clone(calls),
    })
}

/// A ring, and all its members.
fn counted_ring(len: usize, calls: &Rc<Cell<usize>>) -> Vec<Gc<Counted>> {
    let all: Vec<_> = (0..len).map(|_| counted(calls)).collect();
    for (from, to) in all.iter().zip(all.iter().cycle().skip(1)) {
        from.links.borrow_mut().push(to.clone());
    }
    all
}

/// A tree of pairs, each object the owner of up to two later ones: no piece has more than one object.
fn garbage_tree(len: usize, calls: &Rc<Cell<usize>>) -> Vec<Weak<Counted>> {
    let all: Vec<_> = (0..len).map(|_| counted(calls)).collect();
    for (index, object) in all.iter().enumerate() {
        let owned = all.iter().skip(2 * index + 1).take(2).cloned();
        object.links.borrow_mut().extend(owned);
    }
    // The root owns itself: counting alone does not free the tree.
    all[0].links.borrow_mut().push(all[0].clone());
    all.iter().map(Gc::downgrade).collect()
}

/// Steps to the end; the most calls of `trace` in one slice, and how many slices there were.
fn most_calls(heap: &Heap, budget: Budget, calls: &Cell<usize>) -> (usize, usize) {
    let (mut most, mut slices) = (0, 0);
    loop {
        calls.set(0);
        let done = heap.step(budget).is_done();
        most = most.max(calls.get());
        slices += 1;
        if done {
            return (most, slices);
        }
    }
}

#[test]
#[cfg_attr(gc_zeal, ignore = "checks of the heap trace, too")]
fn a_slice_traces_no_more_than_its_budget_and_a_few_dozen() {
    for budget in [1, 10, 100, 1000] {
        in_manual_heap(|heap| {
            let calls = Rc::default();
            let len = scale(5_000, 150);
            garbage_tree(len, &calls);
            let kept = counted(&calls);
            let (most, slices) = most_calls(heap, Budget::objects(budget), &calls);
            // Twice: once counted, and once more if it is held.
            assert!(most <= 2 * budget + 128, "{most} with {budget}");
            assert!(slices > len / budget);
            assert_eq!(heap.stats().objects, 1);
            drop(kept);
        });
    }
}

#[test]
#[cfg_attr(miri, ignore = "needs many objects")]
fn much_garbage_that_is_not_one_piece_is_freed_in_bounded_slices() {
    in_manual_heap(|heap| {
        let calls = Rc::default();
        garbage_tree(120_000, &calls);
        let (most, _) = most_calls(heap, Budget::objects(5_000), &calls);
        assert!(most <= 2 * 5_000 + 128, "{most}");
        assert_eq!(heap.stats().objects, 0);
    });
}

#[test]
#[cfg_attr(gc_zeal, ignore = "checks of the heap trace, too")]
fn what_lives_is_traced_in_bounded_slices() {
    in_manual_heap(|heap| {
        let calls = Rc::default();
        let all: Vec<_> = (0..scale(5_000, 300)).map(|_| counted(&calls)).collect();
        let (most, _) = most_calls(heap, Budget::objects(50), &calls);
        assert!(most <= 2 * 50 + 128, "{most}");
        drop(all);
    });
}

/// Nothing of it is taken for garbage, to be tried at one instant: without the one that is held, it would be one piece.
#[test]
#[cfg_attr(gc_zeal, ignore = "checks of the heap trace, too")]
fn what_is_reached_from_one_that_lives_is_traced_in_bounded_slices() {
    in_manual_heap(|heap| {
        let calls = Rc::default();
        let mut all = counted_ring(scale(5_000, 300), &calls);
        for (from, to) in all.iter().skip(1).zip(&all) {
            from.links.borrow_mut().push(to.clone());
        }
        let kept = all.swap_remove(0);
        drop(all);
        let (most, _) = most_calls(heap, Budget::objects(50), &calls);
        assert!(most <= 2 * 50 + 128, "{most}");
        drop(kept);
    });
}

/// Each one that is tried is looked at twice.
#[test]
#[cfg_attr(gc_zeal, ignore = "checks of the heap trace, too")]
fn a_slice_condemns_no_more_than_half_of_its_budget() {
    for budget in (40..1_200).step_by(scale(20, 400)) {
        in_manual_heap(|heap| {
            let watch = garbage_tree(scale(200, 60), &Rc::default());
            let mut alive = watch.len();
            loop {
                let done = heap.step(Budget::objects(budget)).is_done();
                let before = alive;
                alive = watch.iter().filter(|it| it.strong_count() > 0).count();
                let condemned = before - alive;
                assert!(condemned <= budget / 2 + 1, "{condemned} with {budget}");
                if done {
                    break;
                }
            }
            assert_eq!(alive, 0);
        });
    }
}

/// To put it in order first would take another look at each.
#[test]
#[cfg_attr(gc_zeal, ignore = "checks of the heap trace, too")]
fn a_little_garbage_is_tried_as_soon_as_it_is_found() {
    in_manual_heap(|heap| {
        let calls = Rc::default();
        garbage_tree(100, &calls);
        assert!(heap.step(Budget::objects(100_000)).is_done());
        // Two rounds of counting, and the trial.
        assert_eq!(calls.get(), 3 * 100);
    });
}

/// One piece is judged at once, however small the budget; all else is not.
#[test]
fn a_piece_larger_than_a_batch_dies_as_one() {
    in_manual_heap(|heap| {
        let calls = Rc::default();
        // More than 512, the size of a batch.
        let len = scale(3_000, 530);
        let all = counted_ring(len, &calls);
        let watch: Vec<_> = all.iter().map(Gc::downgrade).collect();
        drop(all);
        while !heap.step(Budget::objects(scale(20, 100))).is_done() {
            let alive = watch.iter().filter(|it| it.strong_count() > 0).count();
            assert!(alive == 0 || alive == len, "{alive} of {len}");
        }
        assert_eq!(heap.stats().objects, 0);
    });
}

#[test]
fn a_deep_chain_of_garbage_overflows_no_stack() {
    on_small_stack(|| {
        in_manual_heap(|heap| {
            let calls = Rc::default();
            let len = scale(1_000_000, 500);
            let tail = counted(&calls);
            tail.links.borrow_mut().push(tail.clone());
            let mut head = counted(&calls);
            head.links.borrow_mut().push(head.clone());
            for _ in 2..len {
                let next = counted(&calls);
                head.links.borrow_mut().push(next.clone());
                // Two owners: no drop of one frees the rest.
                next.links.borrow_mut().push(next.clone());
                head = next;
            }
            head.links.borrow_mut().push(tail);
            drop(head);
            let (most, _) = most_calls(heap, Budget::objects(10_000), &calls);
            assert!(most <= 2 * 10_000 + 128, "{most}");
            assert_eq!(heap.stats().objects, 0);
        });
    });
}
