//! How a value dies: one after the other, never one inside the other.
//!
//! An object whose count reaches 0 goes to its heap's queue unless nothing is being dropped; then
//! it is destroyed at once, and after it what the queue has got meanwhile, until the queue is
//! empty. However deep a structure is, the stack is not.
//!
//! The order is that of a tree of `Rc`s as far as destructors can tell: a value first, then its
//! first child and all below it, then its second child. (Each value's own fields are let go before any
//! child is destroyed, where nested `Rc`s alternate.)

mod destroy;

use core::cell::{Cell, UnsafeCell};
use core::fmt;

pub(crate) use destroy::{Panics, destroy_one, release_slot};

use crate::object::ObjectPtr;

/// Objects that wait for their destruction. Each is condemned, with a count of 0.
pub(crate) struct DropQueue {
    /// Last in, first out. No borrow outlives a method.
    pending: UnsafeCell<Vec<ObjectPtr>>,
    /// Somebody is emptying the queue.
    draining: Cell<bool>,
}

impl DropQueue {
    pub(crate) const fn new() -> Self {
        Self {
            pending: UnsafeCell::new(Vec::new()),
            draining: Cell::new(false),
        }
    }

    #[inline]
    pub(crate) fn is_draining(&self) -> bool {
        self.draining.get()
    }

    #[inline]
    pub(crate) fn set_draining(&self, draining: bool) {
        self.draining.set(draining);
    }

    #[expect(
        clippy::mut_from_ref,
        reason = "the callers' borrows end before the next one begins"
    )]
    #[inline]
    fn pending(&self) -> &mut Vec<ObjectPtr> {
        // SAFETY:
        // 1. the cell is private to this file, and no method keeps the borrow over a call that
        //    makes another one;
        // 2. `DropQueue` is not `Sync`.
        unsafe { &mut *self.pending.get() }
    }

    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.pending().len()
    }

    #[inline]
    pub(crate) fn push(&self, object: ObjectPtr) {
        let pending = self.pending();
        if pending.len() == pending.capacity() {
            return self.push_slow(object);
        }
        pending.push(object);
    }

    /// A call of its own, and the last one, so that a push otherwise saves no registers.
    #[cold]
    #[inline(never)]
    fn push_slow(&self, object: ObjectPtr) {
        self.pending().push(object);
    }

    /// Takes out what goes next after an object whose end left the queue longer than `from`, or not: the first of its
    /// children, which are the objects pushed since then, or else what has waited for the shortest time. The other children
    /// are turned round, so that they come in the order in which they are to go.
    #[inline]
    pub(crate) fn next_after(&self, from: usize) -> Option<ObjectPtr> {
        let pending = self.pending();
        if pending.len() <= from + 1 {
            pending.pop()
        } else if pending.len() == from + 2 {
            // Most objects have two children at most.
            Some(pending.swap_remove(from))
        } else {
            self.first_of_many(from)
        }
    }

    #[inline(never)]
    fn first_of_many(&self, from: usize) -> Option<ObjectPtr> {
        self.turn_round_from(from);
        self.pending().pop()
    }

    /// Turns round what was pushed since the queue had length `from`.
    pub(crate) fn turn_round_from(&self, from: usize) {
        self.pending()[from..].reverse();
    }

    /// Gives the memory back that a wide structure made the queue take.
    #[inline]
    pub(crate) fn shrink(&self) {
        const KEPT: usize = 1024;
        if self.pending().capacity() > KEPT && self.pending().is_empty() {
            self.pending().shrink_to(KEPT);
        }
    }
}

impl fmt::Debug for DropQueue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DropQueue")
            .field("pending", &self.len())
            .field("draining", &self.draining.get())
            .finish()
    }
}
