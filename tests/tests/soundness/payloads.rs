//! What panics carry is the user's, too.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use gc_core::{Gc, Heap, Trace};

thread_local!(static HELD: RefCell<Option<Gc<String>>> = const { RefCell::new(None) });

/// Lets go what `HELD` holds.
struct Payload;

impl Drop for Payload {
    fn drop(&mut self) {
        HELD.take();
    }
}

#[derive(Trace)]
#[trace(leaf)]
struct Bomb {
    _next: Option<Gc<Bomb>>,
}

impl Drop for Bomb {
    fn drop(&mut self) {
        resume_unwind(Box::new(Payload));
    }
}

#[test]
fn what_a_second_payload_lets_go_is_dropped_in_the_same_drop() {
    let heap = Heap::new();
    heap.enter(|| {
        let last = Gc::new(Bomb { _next: None });
        let first = Gc::new(Bomb { _next: Some(last) });
        HELD.set(Some(Gc::new(String::from("held"))));
        let dropped = catch_unwind(AssertUnwindSafe(|| drop(first)));
        assert_eq!(heap.stats().objects, 0);
        assert!(dropped.is_err());
    });
}
