//! What a list is made of.

use std::cell::{Cell, RefCell};
use std::fmt;

use gc_core::Trace;

use crate::family::Family;

/// A value and its neighbours.
///
/// # Invariants
///
/// 1. While it is `linked`, the `previous` of the element at `next` leads here, and the other way round;
/// 2. while it is not, it has no neighbours.
#[derive(Trace)]
pub struct Element<F: Family, T: 'static> {
    value: T,
    linked: Cell<bool>,
    next: RefCell<Option<F::Strong<Element<F, T>>>>,
    previous: RefCell<Option<F::Back<Element<F, T>>>>,
}

impl<F: Family, T: Trace> Element<F, T> {
    /// A value on its own.
    pub(super) fn new(value: T) -> Self {
        Self {
            value,
            linked: Cell::new(false),
            next: RefCell::new(None),
            previous: RefCell::new(None),
        }
    }

    /// Its value.
    #[must_use]
    pub fn value(&self) -> &T {
        &self.value
    }

    /// Whether it is part of a list.
    #[must_use]
    pub fn is_linked(&self) -> bool {
        self.linked.get()
    }

    /// The element behind it; `None` for the last one, and for one that is in no list.
    #[must_use]
    pub fn next(&self) -> Option<F::Strong<Self>> {
        self.next.borrow().clone()
    }

    /// The element before it; `None` for the first one, and for one that is in no list.
    #[must_use]
    pub fn previous(&self) -> Option<F::Strong<Self>> {
        self.previous.borrow().as_ref().and_then(F::follow)
    }

    pub(super) fn set_linked(&self, linked: bool) {
        self.linked.set(linked);
    }

    // What was there is dropped when the cell is no longer borrowed: its destructor may look here.

    pub(super) fn set_next(&self, next: Option<&F::Strong<Self>>) {
        drop(self.next.replace(next.cloned()));
    }

    pub(super) fn set_previous(&self, previous: Option<&F::Strong<Self>>) {
        drop(self.previous.replace(previous.map(F::back)));
    }
}

impl<F: Family, T: fmt::Debug> fmt::Debug for Element<F, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Element").field(&self.value).finish()
    }
}
