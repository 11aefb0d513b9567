//! One object of the guess, and what ordering and judging know of it: a cache line for two or three.

use super::plot::is_alive;
use crate::heap::PagePtr;
use crate::object::{Death, ObjectPtr};

/// A member of the guess. Its number is its place among them.
pub(super) struct Member {
    object: ObjectPtr,
    /// Its piece, counted from 1; 0 before it has one, and [once it is spared](Self::spare).
    piece: u32,
    /// Before it has a piece: when ordering visited it, counted from 1; 0 before that. Then: the edges from what was
    /// condemned before its batch.
    first: u32,
    /// Before it has a piece: the earliest member that is known to be reached from it and not yet in a piece. Then: the
    /// edges from members of its batch, while that is tried; 0 otherwise.
    second: u32,
    /// Where its edges begin in their block.
    pub(super) edges: u32,
}

const _: () = assert!(size_of::<Member>() <= 24);

impl Member {
    pub(super) fn new(object: ObjectPtr) -> Self {
        Self {
            object,
            piece: 0,
            first: 0,
            second: 0,
            edges: 0,
        }
    }

    // ---- while it is ordered ---------------------------------------------------------------

    /// When it was visited, counted from 1; 0 before.
    pub(super) fn visited(&self) -> u32 {
        debug_assert_eq!(self.piece, 0, "who is in a piece is not visited again");
        self.first
    }

    /// Takes note that it is visited.
    pub(super) fn visit(&mut self, visited: u32) {
        (self.first, self.second) = (visited, visited);
    }

    /// The earliest member that is known to be reached from it.
    pub(super) fn low(&self) -> u32 {
        self.second
    }

    /// Takes note that a member visited then is reached from it.
    pub(super) fn reach(&mut self, visited: u32) {
        self.second = self.second.min(visited);
    }

    /// Puts it into a piece, counted from 1.
    pub(super) fn close(&mut self, piece: u32) {
        self.piece = piece;
        (self.first, self.second) = (0, 0);
    }

    // ---- once it is in a piece -------------------------------------------------------------

    /// Its piece; 0 if it has none, as it is not yet ordered, or spared.
    pub(super) fn piece(&self) -> u32 {
        self.piece
    }

    /// Counts an edge from what was condemned before its batch.
    pub(super) fn add_before(&mut self) {
        self.first += 1;
    }

    /// Takes such an edge away: its source lives.
    pub(super) fn remove_before(&mut self) {
        self.first -= 1;
    }

    /// Counts an edge from a member of its batch.
    pub(super) fn add_inside(&mut self) {
        self.second += 1;
    }

    /// All edges counted; from now on, none from its batch.
    pub(super) fn take_owned(&mut self) -> u32 {
        core::mem::take(&mut self.second) + self.first
    }

    // ---- always ----------------------------------------------------------------------------

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
