//! Collections in slices where user code panics, or asks for more.
//!
//! A `trace` that panics can only be written by hand, which takes `unsafe`.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gc_core::{Budget, Finalize, Gc, Heap, Trace, Tracer, Weak};
use gc_tests::{Log, Probe, caught, in_manual_heap, panic_as_planned, scale};

/// Says what is to happen, and when.
#[derive(Clone, Default, Trace)]
#[trace(leaf)]
struct Plan {
    /// The call of `trace` that panics.
    fuse: Rc<Cell<u32>>,
    /// Whether a finalizer sets the fuse to the next call.
    finalizer_lights: Rc<Cell<bool>>,
    destructors_panic: Rc<Cell<bool>>,
    finalizers_panic: Rc<Cell<bool>>,
    log: Log,
}

/// A member of a ring, with a plan.
struct Member {
    next: RefCell<Option<Gc<Member>>>,
    /// An edge that the finalizer drops.
    legacy: RefCell<Option<Gc<Member>>>,
    plan: Plan,
    _bomb: Bomb,
}

// SAFETY:
// 1. both edges are reported once;
// 2. they are reported each time, or the call panics;
// 3. nothing else of the user's runs, and no handle is made;
// 4. there is no `Drop` on the type itself;
// 5. 6. the defaults stand, but for the finalizer, which is as `Finalize` has it.
unsafe impl Trace for Member {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        let left = self.plan.fuse.get();
        self.plan.fuse.set(left.saturating_sub(1));
        if left == 1 {
            panic_as_planned(77);
        }
        self.next.trace(tracer);
        self.legacy.trace(tracer);
    }

    fn finalizer() -> Option<fn(&Self)> {
        Some(Self::finalize)
    }
}

impl Finalize for Member {
    fn finalize(&self) {
        drop(self.legacy.take());
        if self.plan.finalizer_lights.get() {
            self.plan.fuse.set(1);
        }
        if self.plan.finalizers_panic.get() {
            panic_as_planned(88);
        }
    }
}

#[derive(Trace)]
#[trace(leaf)]
struct Bomb {
    plan: Plan,
    _probe: Probe,
}

impl Drop for Bomb {
    fn drop(&mut self) {
        if self.plan.destructors_panic.get() && !std::thread::panicking() {
            panic_as_planned(99);
        }
    }
}

fn member(id: u32, plan: &Plan) -> Gc<Member> {
    Gc::new(Member {
        next: RefCell::default(),
        legacy: RefCell::default(),
        plan: plan.clone(),
        _bomb: Bomb {
            plan: plan.clone(),
            _probe: Probe::new(id, &plan.log),
        },
    })
}

fn ring(first: u32, len: u32, plan: &Plan) -> Vec<Gc<Member>> {
    let members: Vec<_> = (first..first + len).map(|id| member(id, plan)).collect();
    for (from, to) in members.iter().zip(members.iter().cycle().skip(1)) {
        *from.next.borrow_mut() = Some(to.clone());
    }
    members
}

/// Slices until a collection is complete; how many panicked.
fn step_through_panics(heap: &Heap, budget: Budget) -> usize {
    let mut panics = 0;
    let before = heap.stats().collections;
    while heap.stats().collections == before {
        panics += usize::from(caught(|| _ = heap.step(budget)).is_some());
    }
    panics
}

#[test]
fn a_trace_that_panics_in_any_slice_condemns_nothing_that_lives() {
    for at in (1..60).step_by(scale(1, 9)) {
        in_manual_heap(|heap| {
            let plan = Plan::default();
            let kept = ring(100, 3, &plan);
            drop(ring(1, 5, &plan));
            plan.fuse.set(at);
            step_through_panics(heap, Budget::objects(1));
            assert!(kept.iter().all(|it| it.next.borrow().is_some()));
            plan.fuse.set(0);
            let _ = heap.collect();
            assert_eq!(plan.log.take_sorted(), [1, 2, 3, 4, 5]);
            assert_eq!(heap.stats().objects, 3);
        });
    }
}

/// What a finalizer has left without an owner dies, though nobody knows of the others whether they live.
#[test]
fn a_trace_that_panics_after_finalizers_leaves_nothing_condemned_for_ever() {
    in_manual_heap(|heap| {
        let plan = Plan::default();
        let members = ring(1, 2, &plan);
        let heir = member(3, &plan);
        *heir.legacy.borrow_mut() = Some(members[0].clone());
        *members[0].legacy.borrow_mut() = Some(heir.clone());
        let watch = Gc::downgrade(&heir);
        drop((members, heir));
        plan.finalizer_lights.set(true);
        assert_eq!(step_through_panics(heap, Budget::objects(1000)), 1);
        assert!(watch.upgrade().is_none());
        assert_eq!(plan.log.take(), [3]);
        plan.finalizer_lights.set(false);
        plan.fuse.set(0);
        let _ = heap.collect();
        assert_eq!(plan.log.take_sorted(), [1, 2]);
        assert_eq!(heap.stats().objects, 0);
    });
}

#[test]
fn destructors_that_panic_in_slices_stop_no_other_one() {
    in_manual_heap(|heap| {
        let plan = Plan::default();
        drop(ring(1, 10, &plan));
        plan.destructors_panic.set(true);
        assert!(step_through_panics(heap, Budget::objects(1)) > 0);
        assert_eq!(plan.log.take_sorted(), (1..=10).collect::<Vec<_>>());
        assert_eq!(heap.stats().objects, 0);
    });
}

#[test]
fn finalizers_that_panic_in_slices_stop_no_other_one() {
    in_manual_heap(|heap| {
        let plan = Plan::default();
        drop(ring(1, 10, &plan));
        plan.finalizers_panic.set(true);
        assert!(step_through_panics(heap, Budget::objects(1)) > 0);
        assert_eq!(heap.stats().finalized, 10);
        assert_eq!(plan.log.take_sorted(), (1..=10).collect::<Vec<_>>());
    });
}

/// Asks for every kind of collection when it is finalized and when it is dropped.
#[derive(Trace)]
#[trace(finalize)]
struct Pushy {
    me: RefCell<Option<Gc<Pushy>>>,
    insists: Insists,
}

#[derive(Trace)]
#[trace(leaf)]
struct Insists(Heap, Rc<Cell<u32>>);

impl Insists {
    fn ask(&self) {
        let slice = self.0.step(Budget::objects(1));
        let refused = slice.skipped && self.0.collect_young().skipped && self.0.collect().skipped;
        self.1.set(self.1.get() + u32::from(refused));
    }
}

impl Finalize for Pushy {
    fn finalize(&self) {
        self.insists.ask();
    }
}

impl Drop for Insists {
    fn drop(&mut self) {
        self.ask();
    }
}

#[test]
fn finalizers_and_destructors_get_no_slice() {
    in_manual_heap(|heap| {
        let refused = Rc::new(Cell::new(0));
        let pushy = Gc::new(Pushy {
            me: RefCell::default(),
            insists: Insists(heap.clone(), Rc::clone(&refused)),
        });
        *pushy.me.borrow_mut() = Some(pushy.clone());
        drop(pushy);
        while !heap.step(Budget::objects(1)).is_done() {}
        assert_eq!(refused.get(), 2);
    });
}

/// Leaves what it points to where the test finds it.
#[derive(Trace)]
#[trace(finalize)]
struct Savior {
    me: RefCell<Option<Gc<Savior>>>,
    other: RefCell<Option<Gc<Savior>>>,
    saved: Saved,
    probe: Probe,
}

type SavedCell = Rc<RefCell<Vec<Gc<Savior>>>>;

#[derive(Clone, Default, Trace)]
#[trace(leaf)]
struct Saved(SavedCell);

impl Finalize for Savior {
    fn finalize(&self) {
        self.saved
            .0
            .borrow_mut()
            .extend(self.other.borrow().clone());
    }
}

/// Each budget makes other batches: the one that is saved is tried with its savior, or after it.
#[test]
fn a_finalizer_saves_what_comes_in_a_later_batch() {
    for budget in (1..200).step_by(scale(3, 40)) {
        in_manual_heap(|heap| {
            let (log, saved) = (Log::new(), Saved::default());
            let savior = |id| {
                let made = Gc::new(Savior {
                    me: RefCell::default(),
                    other: RefCell::default(),
                    saved: saved.clone(),
                    probe: Probe::new(id, &log),
                });
                *made.me.borrow_mut() = Some(made.clone());
                made
            };
            let (first, second, third) = (savior(1), savior(2), savior(3));
            *first.other.borrow_mut() = Some(second.clone());
            *second.me.borrow_mut() = Some(third.clone());
            let watch: Vec<Weak<Savior>> = [&second, &third].map(Gc::downgrade).into();
            drop((first, second, third));
            while !heap.step(Budget::objects(budget)).is_done() {}
            assert_eq!(log.take(), [1], "what the others lead to is saved");
            assert!(watch.iter().all(|weak| weak.upgrade().is_some()));
            drop(saved.0.take());
            let _ = heap.collect();
            drop(saved.0.take());
            let _ = heap.collect();
            assert_eq!(log.take_sorted(), [2, 3]);
        });
    }
}
