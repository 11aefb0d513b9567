//! Who was born and when it died, told by the values themselves.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use gc_core::Trace;

use super::document::Step;

/// What is known of one node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it is called.
    pub name: &'static str,
    /// During which step it died, if it did.
    pub died: Option<Step>,
}

/// Where births and deaths are written down. Outlives the thread that the program runs on.
#[derive(Debug)]
pub struct Ledger(Mutex<State>);

#[derive(Debug)]
struct State {
    step: Step,
    entries: Vec<Entry>,
}

impl Ledger {
    /// Nobody was born yet.
    #[must_use]
    pub fn new() -> Arc<Self> {
        let step = Step::Build;
        let entries = Vec::new();
        Arc::new(Self(Mutex::new(State { step, entries })))
    }

    /// Says which step of the program begins.
    pub fn begin(&self, step: Step) {
        self.state().step = step;
    }

    /// All nodes, in the order of their births.
    #[must_use]
    pub fn entries(&self) -> Vec<Entry> {
        self.state().entries.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // No state is left half written by a panic.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A field that announces the birth and the death of the value it is part of.
///
/// A type that derives `Trace` has no `Drop` of its own, as that could look at neighbours which are
/// dead. This one is a leaf and has none, so its `Drop` is welcome.
#[derive(Trace)]
#[trace(leaf)]
pub struct Announcement {
    /// None for a node that is timed: it announces nothing.
    ledger: Option<Arc<Ledger>>,
    index: usize,
}

impl Announcement {
    /// Announces a birth.
    #[must_use]
    pub fn of(name: &'static str, ledger: &Arc<Ledger>) -> Self {
        let entries = &mut ledger.state().entries;
        entries.push(Entry { name, died: None });
        Self {
            index: entries.len() - 1,
            ledger: Some(ledger.clone()),
        }
    }

    /// Announces nothing.
    #[must_use]
    pub const fn silent() -> Self {
        Self {
            ledger: None,
            index: 0,
        }
    }

    /// What the node is called.
    #[must_use]
    pub fn name(&self) -> &'static str {
        let ledger = self.ledger.as_ref();
        ledger.map_or("", |ledger| ledger.state().entries[self.index].name)
    }
}

impl Drop for Announcement {
    fn drop(&mut self) {
        if let Some(ledger) = &self.ledger {
            let mut state = ledger.state();
            let step = state.step;
            state.entries[self.index].died = Some(step);
        }
    }
}

impl fmt::Debug for Announcement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
