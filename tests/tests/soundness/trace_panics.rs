//! A `trace` that panics, and what its panic carries.
//!
//! Such a `trace` can only be written by hand, which takes `unsafe`.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use gc_core::{Gc, Heap, Policy, Trace, Tracer, Weak};

thread_local! {
    /// The call of `trace` that panics, counted down.
    static FUSE: Cell<u32> = const { Cell::new(u32::MAX) };
    /// What a payload collects when it is dropped.
    static OTHER: RefCell<Option<Heap>> = const { RefCell::new(None) };
}

struct Payload;

impl Drop for Payload {
    fn drop(&mut self) {
        OTHER.with_borrow(|other| other.iter().for_each(|heap| _ = heap.collect()));
    }
}

/// How many calls of `trace` a collection of a [`pair`] may make.
const CALLS: u32 = 12;

#[derive(Default)]
struct Unwilling {
    me: RefCell<Option<Gc<Unwilling>>>,
    mate: RefCell<Option<Gc<Unwilling>>>,
    lets_mate_go: bool,
}

// SAFETY:
// 1. each edge is reported once;
// 2. all are reported each time, or the call panics;
// 3. no other user code runs;
// 4. there is no `Drop`.
unsafe impl Trace for Unwilling {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        let left = FUSE.get();
        FUSE.set(left.wrapping_sub(1));
        if left == 0 {
            resume_unwind(Box::new(Payload));
        }
        self.me.trace(tracer);
        self.mate.trace(tracer);
    }

    fn drop_is_edges() -> bool {
        true
    }

    fn finalizer() -> Option<fn(&Self)> {
        Some(|this| {
            if this.lets_mate_go {
                this.mate.take();
            }
        })
    }
}

/// Two that own each other, until the finalizer of the first one lets the second one go.
fn pair() -> Weak<Unwilling> {
    let first = Gc::new(Unwilling {
        lets_mate_go: true,
        ..Unwilling::default()
    });
    let second = Gc::new(Unwilling::default());
    *first.mate.borrow_mut() = Some(second.clone());
    *second.mate.borrow_mut() = Some(first.clone());
    *first.me.borrow_mut() = Some(first.clone());
    Gc::downgrade(&second)
}

/// Collects; the call number `at` of `trace` panics.
fn collect_until(heap: &Heap, at: u32) {
    FUSE.set(at);
    drop(catch_unwind(AssertUnwindSafe(|| heap.collect())));
    FUSE.set(u32::MAX);
}

#[test]
fn what_nobody_owns_is_not_taken_back_where_a_trace_panics() {
    for at in 0..CALLS {
        let heap = Heap::with_policy(Policy::MANUAL);
        let second = heap.enter(pair);
        collect_until(&heap, at);
        assert!(!heap.is_collecting());
        let _ = heap.collect();
        assert!(second.upgrade().is_none());
        assert_eq!(heap.stats().objects, 0, "panic in call {at}");
    }
}

#[test]
fn what_a_panic_carries_may_collect_another_heap() {
    for at in 0..CALLS {
        let [heap, other] = [(); 2].map(|()| Heap::with_policy(Policy::MANUAL));
        let live = heap.enter(|| {
            drop(pair());
            Gc::new(Unwilling::default())
        });
        let knot = other.alloc(Unwilling {
            mate: RefCell::new(Some(live.clone())),
            ..Unwilling::default()
        });
        *knot.me.borrow_mut() = Some(knot.clone());
        drop(knot);
        OTHER.set(Some(other.clone()));
        collect_until(&heap, at);
        OTHER.set(None);
        let _ = other.collect();
        assert_eq!(other.stats().objects, 0, "panic in call {at}");
        assert_eq!(Gc::strong_count(&live), 1);
        let _ = heap.collect();
        assert_eq!(heap.stats().objects, 1);
    }
}
