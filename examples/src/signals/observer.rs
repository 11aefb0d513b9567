//! Who sees values change.

use std::cell::RefCell;
use std::fmt;

use gc_core::Trace;

use super::signal::Signal;
use crate::family::Family;

/// Writes down each new value of a signal.
#[derive(Trace)]
pub struct Observer<F: Family> {
    subject: F::Strong<Signal<F>>,
    seen: RefCell<Vec<f64>>,
}

impl<F: Family> Observer<F> {
    /// Observes a signal from now on. Where the signal holds its observers, nobody else needs to.
    pub fn attach(subject: &F::Strong<Signal<F>>) -> F::Strong<Self> {
        let observer = F::alloc(Self {
            subject: subject.clone(),
            seen: RefCell::default(),
        });
        subject.add_observer(&observer);
        observer
    }

    /// Observes no longer.
    pub fn detach(&self) {
        self.subject.remove_observer(self);
    }

    /// What is observed.
    #[must_use]
    pub fn subject(&self) -> &F::Strong<Signal<F>> {
        &self.subject
    }

    /// The values seen, in order.
    #[must_use]
    pub fn seen(&self) -> Vec<f64> {
        self.seen.borrow().clone()
    }

    pub(super) fn see(&self, value: f64) {
        self.seen.borrow_mut().push(value);
    }
}

impl<F: Family> fmt::Debug for Observer<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Observer")
            .field("subject", &self.subject.name())
            .field("seen", &self.seen)
            .finish()
    }
}
