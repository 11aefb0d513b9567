//! Threads, heaps and their ends.

use std::cell::RefCell;
use std::sync::mpsc::{Sender, channel};

use gc_core::{Gc, Heap, Policy, Trace, Weak};
use gc_tests::{Log, Node, in_manual_heap, on_thread, ring};

#[derive(Trace)]
#[trace(leaf)]
struct Tells(Sender<u32>, u32);

impl Drop for Tells {
    fn drop(&mut self) {
        let _ = self.0.send(self.1);
    }
}

thread_local! {
    static EARLY: RefCell<Option<Gc<Tells>>> = const { RefCell::new(None) };
    static LATE: RefCell<Option<Gc<Tells>>> = const { RefCell::new(None) };
}

#[test]
fn trap_19_handles_in_thread_locals_may_be_dropped_before_and_after_the_heap_ends() {
    let (sender, receiver) = channel();
    on_thread(move || {
        EARLY.with(|_| ());
        let tells = |id| Gc::new(Tells(sender.clone(), id));
        EARLY.set(Some(tells(1)));
        LATE.set(Some(tells(2)));
    });
    let mut told: Vec<_> = receiver.try_iter().collect();
    told.sort_unstable();
    assert_eq!(told, [1, 2]);
}

#[test]
#[cfg_attr(miri, ignore = "leaks by design")]
fn trap_19_a_leaked_reference_stays_valid_for_as_long_as_its_thread_and_longer() {
    let value = on_thread(|| {
        let gc: &'static Gc<u64> = Box::leak(Box::new(Gc::new(41_u64)));
        // The number leaves the thread; the reference cannot, as `Gc` is not `Sync`.
        **gc + 1
    });
    assert_eq!(value, 42);
}

#[test]
fn trap_20_a_heap_may_be_dropped_while_handles_live() {
    let log = Log::new();
    let heap = Heap::with_policy(Policy::MANUAL);
    let nodes = heap.enter(|| ring(1, 3, &log));
    drop(heap);
    assert_eq!(nodes[2].links.borrow()[0].id, 1);
    let last = nodes[1].clone();
    drop(nodes);
    let heap = Gc::heap(&last);
    assert_eq!(heap.stats().objects, 3);
    drop(last);
    assert_eq!(heap.collect().freed, 3);
}

#[test]
fn trap_21_an_edge_to_another_heap_is_never_followed() {
    let log = Log::new();
    let other = Heap::with_policy(Policy::MANUAL);
    in_manual_heap(|heap| {
        let node = Node::new(1, &log);
        node.link(&other.enter(|| ring(10, 3, &log))[0]);
        drop(node.clone());
        let collection = heap.collect();
        assert_eq!((collection.examined, collection.freed), (1, 0));
        drop(node);
        assert_eq!(other.collect().freed, 3);
    });
}

/// Which impl a type picks is ambiguous, and an error, if the type has the auto trait.
macro_rules! assert_not {
    ($type:ty: $auto:ident) => {
        const _: fn() = || {
            trait IsNot<Which> {
                fn it() {}
            }
            impl<T: ?Sized> IsNot<()> for T {}
            struct Has;
            impl<T: ?Sized + $auto> IsNot<Has> for T {}
            let _ = <$type as IsNot<_>>::it;
        };
    };
}
assert_not!(Gc<u8>: Send);
assert_not!(Gc<u8>: Sync);
assert_not!(Weak<u8>: Send);
assert_not!(Weak<u8>: Sync);
assert_not!(Heap: Send);
assert_not!(Heap: Sync);

fn shortened<'a>(gc: Gc<&'static str>, weak: Weak<&'static str>) -> (Gc<&'a str>, Weak<&'a str>) {
    (gc, weak)
}

#[test]
fn trap_28_pointers_are_covariant_and_unwind_safe() {
    fn assert_unwind_safe<T: std::panic::UnwindSafe + std::panic::RefUnwindSafe + Unpin>(_: &T) {}

    let gc = Gc::new("text");
    let (gc, weak) = shortened(gc.clone(), Gc::downgrade(&gc));
    assert_unwind_safe(&gc);
    assert_unwind_safe(&weak);
    assert_eq!(weak.upgrade().map(|it| *it), Some("text"));
}
