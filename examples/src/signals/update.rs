//! From one change to all that follow.

use std::collections::VecDeque;

use super::signal::Signal;
use crate::family::Family;

/// Values that go on changing for ever, as they follow from each other.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{name}` does not settle: after {rounds} values it still changes, as it follows from itself; break the cycle or \
     choose rules that come to rest"
)]
pub struct Unsettled {
    /// One of those that change.
    pub name: String,
    /// How many values it has had.
    pub rounds: u32,
}

/// How often one signal may change in one update before it is taken for restless.
const PATIENCE: u32 = 1000;

/// Computes signals and all that depends on them, in the order in which changes spread.
pub(super) fn settle<F: Family>(first: Vec<F::Strong<Signal<F>>>) -> Result<(), Unsettled> {
    let mut update = Update::<F>::default();
    update.enqueue(first);
    // A round ends where all that waited at its start has been computed.
    for _ in 0..PATIENCE {
        for _ in 0..update.waiting.len() {
            update.compute_next();
        }
        if update.waiting.is_empty() {
            return Ok(());
        }
    }
    Err(Unsettled {
        name: update.waiting[0].name().to_owned(),
        rounds: PATIENCE,
    })
}

/// The signals that wait, each once.
struct Update<F: Family> {
    waiting: VecDeque<F::Strong<Signal<F>>>,
}

impl<F: Family> Update<F> {
    fn enqueue(&mut self, signals: Vec<F::Strong<Signal<F>>>) {
        let new = signals.into_iter().filter(|signal| !signal.set_waits(true));
        self.waiting.extend(new);
    }

    fn compute_next(&mut self) {
        if let Some(signal) = self.waiting.pop_front() {
            signal.set_waits(false);
            if signal.compute() {
                self.enqueue(signal.living_dependents());
            }
        }
    }
}

impl<F: Family> Default for Update<F> {
    fn default() -> Self {
        Self {
            waiting: VecDeque::new(),
        }
    }
}

/// However the update ends, nothing is left marked as waiting.
impl<F: Family> Drop for Update<F> {
    fn drop(&mut self) {
        for signal in &self.waiting {
            signal.set_waits(false);
        }
    }
}
