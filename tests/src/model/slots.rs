//! Where values keep their edges.

use std::cell::{Cell, RefCell};
use std::mem::forget;

use gc_core::Trace;

use super::pointer::{Edge, Seen, Strong};

/// Some edges behind one cell.
pub(super) trait Slots {
    /// How many.
    fn len(&self) -> usize;
    /// Puts an edge in and returns the one that was there.
    fn swap(&self, slot: usize, edge: Option<Strong>) -> Option<Strong>;
    /// As `swap`, without asking the cell.
    fn swap_mut(&mut self, slot: usize, edge: Option<Strong>) -> Option<Strong>;
    /// A new handle to the target.
    fn handle(&self, slot: usize) -> Option<Strong>;
    /// Shows the target without touching any count, or says that there is none.
    fn look(&self, slot: usize, see: &mut dyn FnMut(Option<Seen<'_>>));
    /// Runs `f` while the cell is borrowed, mutably or not, where it can be.
    fn while_borrowed(&self, mutably: bool, f: &mut dyn FnMut());
    /// Borrows the cell mutably for ever, where it can be borrowed.
    fn stick(&self);
}

/// Edges in a `RefCell`.
#[derive(Trace)]
pub(super) struct Shelf<E, const N: usize>(RefCell<[Option<E>; N]>);

/// An edge in a `Cell`: it moves without leaving a borrow for a `trace` to notice.
#[derive(Trace)]
pub(super) struct Pocket<E>(Cell<Option<E>>);

impl<E, const N: usize> Shelf<E, N> {
    /// Empty but for `edge` in the first slot.
    pub(super) fn holding(edge: Option<Strong>) -> Self
    where
        E: Edge,
    {
        let mut edge = edge.map(E::from_strong);
        Self(RefCell::new(core::array::from_fn(|_| edge.take())))
    }

    /// Whether nobody left it borrowed for ever.
    pub(super) fn is_readable(&self) -> bool {
        self.0.try_borrow().is_ok()
    }
}

impl<E> Pocket<E> {
    pub(super) const fn new() -> Self {
        Self(Cell::new(None))
    }
}

impl<E: Edge, const N: usize> Slots for Shelf<E, N> {
    fn len(&self) -> usize {
        N
    }

    fn swap(&self, slot: usize, edge: Option<Strong>) -> Option<Strong> {
        let edge = edge.map(E::from_strong);
        let old = std::mem::replace(&mut self.0.borrow_mut()[slot], edge);
        old.map(E::into_strong)
    }

    fn swap_mut(&mut self, slot: usize, edge: Option<Strong>) -> Option<Strong> {
        let edge = edge.map(E::from_strong);
        let old = std::mem::replace(&mut self.0.get_mut()[slot], edge);
        old.map(E::into_strong)
    }

    fn handle(&self, slot: usize) -> Option<Strong> {
        self.0.borrow()[slot].as_ref().map(E::to_strong)
    }

    fn look(&self, slot: usize, see: &mut dyn FnMut(Option<Seen<'_>>)) {
        see(self.0.borrow()[slot].as_ref().map(E::seen));
    }

    fn while_borrowed(&self, mutably: bool, f: &mut dyn FnMut()) {
        if mutably {
            let _borrow = self.0.try_borrow_mut();
            f();
        } else {
            let _borrow = self.0.try_borrow();
            f();
        }
    }

    fn stick(&self) {
        forget(self.0.try_borrow_mut());
    }
}

impl<E: Edge> Slots for Pocket<E> {
    fn len(&self) -> usize {
        1
    }

    fn swap(&self, _slot: usize, edge: Option<Strong>) -> Option<Strong> {
        let old = self.0.replace(edge.map(E::from_strong));
        old.map(E::into_strong)
    }

    fn swap_mut(&mut self, slot: usize, edge: Option<Strong>) -> Option<Strong> {
        self.swap(slot, edge)
    }

    fn handle(&self, _slot: usize) -> Option<Strong> {
        let edge = self.0.take();
        let handle = edge.as_ref().map(E::to_strong);
        self.0.set(edge);
        handle
    }

    fn look(&self, _slot: usize, see: &mut dyn FnMut(Option<Seen<'_>>)) {
        let edge = self.0.take();
        see(edge.as_ref().map(E::seen));
        self.0.set(edge);
    }

    fn while_borrowed(&self, _mutably: bool, f: &mut dyn FnMut()) {
        f();
    }

    fn stick(&self) {}
}
