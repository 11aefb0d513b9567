//! The hook of a panic in a `trace` is user code in the middle of a trial. A file of its own, as
//! the hook is the whole process's.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};

use gc_core::{Gc, Heap, Policy, Trace, Tracer};

thread_local! {
    static HELD: RefCell<Vec<Gc<Big>>> = const { RefCell::new(Vec::new()) };
    static ARMED: Cell<bool> = const { Cell::new(false) };
}

/// So large that each has a page of its own.
struct Big {
    link: RefCell<Option<Gc<Big>>>,
    panics: bool,
    _bytes: [u8; 40_000],
}

// SAFETY: the one edge is reported once, or `trace` panics; there is no `Drop`.
unsafe impl Trace for Big {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        assert!(!(self.panics && ARMED.replace(false)), "armed");
        self.link.trace(tracer);
    }
}

fn big(panics: bool) -> Gc<Big> {
    Gc::new(Big {
        link: RefCell::default(),
        panics,
        _bytes: [0; 40_000],
    })
}

#[test]
#[cfg_attr(
    gc_zeal,
    ignore = "its one panic comes while the heap is checked, where it goes no further"
)]
fn pages_may_go_in_the_hook_of_a_trace_that_panics() {
    set_hook(Box::new(|_| drop(HELD.take())));
    let heap = Heap::with_policy(Policy::MANUAL);
    heap.enter(|| {
        HELD.set((0..6).map(|_| big(false)).collect());
        let knot = big(true);
        *knot.link.borrow_mut() = Some(knot.clone());
        drop(knot);
        ARMED.set(true);
        let collected = catch_unwind(AssertUnwindSafe(|| heap.collect()));
        drop(take_hook());
        assert!(collected.is_err());
        assert_eq!(heap.collect().freed, 1);
        assert_eq!(heap.stats().objects, 0);
    });
}
