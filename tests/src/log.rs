//! Who died, and in which order.

use std::cell::RefCell;
use std::rc::Rc;

use gc_core::Trace;

/// A list of numbers that test values write to when something happens to them.
///
/// Cloning it gives another handle to the same list.
#[derive(Clone, Debug, Default, Trace)]
#[trace(leaf)]
pub struct Log {
    entries: Rc<RefCell<Vec<u32>>>,
}

impl Log {
    /// An empty list.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends an entry.
    pub fn push(&self, entry: u32) {
        self.entries.borrow_mut().push(entry);
    }

    /// All entries so far, oldest first; the list is empty afterwards.
    #[must_use]
    pub fn take(&self) -> Vec<u32> {
        self.entries.take()
    }

    /// As [`take`](Self::take), in ascending order: for what has no promised order.
    #[must_use]
    pub fn take_sorted(&self) -> Vec<u32> {
        let mut entries = self.take();
        entries.sort_unstable();
        entries
    }

    /// The number of entries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.borrow().len()
    }

    /// Whether nothing was written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.borrow().is_empty()
    }
}

/// Writes its number to a [`Log`] when it is dropped.
#[derive(Debug, Trace)]
#[trace(leaf)]
pub struct Probe {
    id: u32,
    log: Log,
}

impl Probe {
    /// A probe that will write `id` to `log`.
    #[must_use]
    pub fn new(id: u32, log: &Log) -> Self {
        Self {
            id,
            log: log.clone(),
        }
    }
}

impl Drop for Probe {
    fn drop(&mut self) {
        self.log.push(self.id);
    }
}
