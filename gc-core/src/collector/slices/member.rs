//! One object of the guess, and what ordering and judging know of it: a cache line for two.

use super::plot::is_alive;
use crate::heap::PagePtr;
use crate::object::{Death, ObjectPtr};

/// A member of the guess. Its number is its place among them.
pub(super) struct Member {
    object: ObjectPtr,
    /// When ordering visited it, counted from 1; 0 before.
    pub(super) visited: u32,
    /// The earliest member that is known to be reached from it and not yet in a piece.
    pub(super) low: u32,
    /// Its piece, counted from 1; 0 before it has one, and [once it is spared](Self::spare).
    pub(super) piece: u32,
    /// The edges from what was condemned before its batch.
    pub(super) before: u32,
    /// The edges from members of its batch, while that is tried; 0 otherwise.
    pub(super) inside: u32,
}

impl Member {
    pub(super) fn new(object: ObjectPtr) -> Self {
        Self {
            object,
            visited: 0,
            low: 0,
            piece: 0,
            before: 0,
            inside: 0,
        }
    }

    /// The object, or another one in its slot, or none any more.
    pub(super) fn object(&self) -> ObjectPtr {
        self.object
    }

    /// Whether there is an object, which nobody condemned.
    pub(super) fn is_alive(&self) -> bool {
        is_alive(self.object)
    }

    /// Whether the living object has a finalizer that has not run.
    pub(super) fn has_last_words(&self) -> bool {
        PagePtr::of(self.object).death() == Death::Finalized && !self.object.header().is_finalized()
    }

    /// It lives, and is not to be looked at again.
    pub(super) fn spare(&mut self) {
        self.piece = 0;
    }

    pub(super) fn is_spared(&self) -> bool {
        self.piece == 0
    }
}
