//! The hook of a panic in a `trace` is user code in the middle of a trial. A file of its own, as
//! the hook is the whole process's.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::rc::Rc;
use std::sync::Once;

use gc_core::{Gc, Heap, Policy, Trace, Tracer};

thread_local! {
    static IN_HOOK: RefCell<Option<Box<dyn FnOnce()>>> = const { RefCell::new(None) };
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

/// An object that owns itself.
fn knot(panics: bool) -> Gc<Big> {
    let knot = big(panics);
    *knot.link.borrow_mut() = Some(knot.clone());
    knot
}

/// What the hook of the next panic on this thread does.
fn in_next_hook(run: impl FnOnce() + 'static) {
    static INSTALL: Once = Once::new();
    INSTALL.call_once(|| {
        let default = take_hook();
        set_hook(Box::new(move |info| match IN_HOOK.take() {
            Some(run) => run(),
            None => default(info),
        }));
    });
    IN_HOOK.set(Some(Box::new(run)));
}

/// Collects a heap while the `trace` of some object in it is to panic.
fn collect_armed(heap: &Heap) {
    ARMED.set(true);
    let collected = catch_unwind(AssertUnwindSafe(|| heap.collect()));
    assert!(collected.is_err());
}

#[test]
#[cfg_attr(
    gc_zeal,
    ignore = "its one panic comes while the heap is checked, where it goes no further"
)]
fn pages_may_go_in_the_hook_of_a_trace_that_panics() {
    let heap = Heap::with_policy(Policy::MANUAL);
    heap.enter(|| {
        let held: Vec<_> = (0..6).map(|_| big(false)).collect();
        in_next_hook(move || drop(held));
        drop(knot(true));
        collect_armed(&heap);
        assert_eq!(heap.collect().freed, 1);
        assert_eq!(heap.stats().objects, 0);
    });
}

#[test]
#[cfg_attr(
    gc_zeal,
    ignore = "its one panic comes while the heap is checked, where it goes no further"
)]
fn no_heap_collects_in_the_hook_of_a_trace_that_panics() {
    let (heap, other) = (
        Heap::with_policy(Policy::MANUAL),
        Heap::with_policy(Policy::MANUAL),
    );
    other.enter(|| drop(knot(false)));
    heap.enter(|| drop(knot(true)));
    let skipped = Rc::new(Cell::new(None));
    let (seen, in_hook) = (Rc::clone(&skipped), other.clone());
    in_next_hook(move || seen.set(Some(in_hook.collect().skipped)));
    collect_armed(&heap);
    assert_eq!(skipped.get(), Some(true));
    assert_eq!(other.collect().freed, 1);
    assert_eq!(heap.collect().freed, 1);
}
