//! Destructors that let go what finalizers of the same collection saved.

use std::cell::RefCell;

use gc_core::{Finalize, Gc, Heap, Policy, Trace};

/// Enough for a page of its own, which goes with its value.
const LARGE: usize = 40_000;

thread_local! {
    static SAVED: RefCell<Vec<Gc<Saved>>> = const { RefCell::new(Vec::new()) };
}

#[derive(Trace)]
#[trace(finalize)]
struct Saved {
    me: RefCell<Option<Gc<Saved>>>,
    _large: [u8; LARGE],
}

impl Finalize for Saved {
    fn finalize(&self) {
        SAVED.with_borrow_mut(|saved| saved.extend(self.me.take()));
    }
}

#[derive(Trace)]
#[trace(leaf)]
struct LetsGo;

impl Drop for LetsGo {
    fn drop(&mut self) {
        SAVED.take();
    }
}

#[derive(Trace)]
struct Knot {
    me: RefCell<Option<Gc<Knot>>>,
    _lets_go: LetsGo,
    _large: [u8; LARGE],
}

fn saved() {
    let saved = Gc::new(Saved {
        me: RefCell::default(),
        _large: [0; LARGE],
    });
    *saved.me.borrow_mut() = Some(saved.clone());
}

fn knot() {
    let knot = Gc::new(Knot {
        me: RefCell::default(),
        _lets_go: LetsGo,
        _large: [0; LARGE],
    });
    *knot.me.borrow_mut() = Some(knot.clone());
}

#[test]
fn a_destructor_may_let_go_what_a_finalizer_saved() {
    let heap = Heap::with_policy(Policy::MANUAL);
    heap.enter(|| {
        for _ in 0..3 {
            knot();
            saved();
        }
        knot();
    });
    let collection = heap.collect();
    assert_eq!(collection.finalized, 3);
    assert_eq!(collection.freed, 7);
    assert_eq!(heap.stats().objects, 0);
}
