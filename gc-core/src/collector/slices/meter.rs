//! Keeps a slice within its budget.

use core::time::Duration;

use crate::budget::Budget;
use crate::clock::Clock;

/// What is left of a budget.
pub(crate) struct Meter {
    objects: usize,
    time: Option<(Clock, Duration)>,
    /// Units that may be spent before the clock is looked at again.
    unchecked: usize,
    over: bool,
}

/// Looking at the clock takes as long as one or two objects do.
const BETWEEN_LOOKS: usize = 64;

impl Meter {
    pub(crate) fn new(budget: Budget) -> Self {
        Self {
            objects: budget.object_limit(),
            time: budget.time_limit().map(|limit| (Clock::start(), limit)),
            unchecked: BETWEEN_LOOKS,
            // Each slice does something, whatever its budget: else it would never end.
            over: false,
        }
    }

    pub(crate) fn without_limit() -> Self {
        Self::new(Budget::objects(usize::MAX))
    }

    /// Whether anything is left.
    pub(crate) fn goes_on(&self) -> bool {
        !self.over
    }

    /// Units that may still be spent, as far as the clock agrees.
    pub(crate) fn left(&self) -> usize {
        self.objects
    }

    /// Takes note of work on some objects (or of something that takes as long).
    #[inline]
    pub(crate) fn spend(&mut self, units: usize) {
        self.objects = self.objects.saturating_sub(units);
        self.over |= self.objects == 0;
        self.unchecked = self.unchecked.saturating_sub(units);
        if self.unchecked == 0 {
            self.unchecked = BETWEEN_LOOKS;
            self.over |= self
                .time
                .is_some_and(|(clock, limit)| clock.elapsed() >= limit);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Budget, Duration, Meter};

    #[test]
    fn objects_are_counted_down() {
        let mut meter = Meter::new(Budget::objects(10));
        meter.spend(9);
        assert!(meter.goes_on());
        meter.spend(1);
        assert!(!meter.goes_on());
    }

    #[test]
    fn time_that_is_up_ends_the_slice_at_the_next_look() {
        let mut meter = Meter::new(Budget::time(Duration::ZERO));
        assert!(meter.goes_on());
        meter.spend(super::BETWEEN_LOOKS);
        assert!(!meter.goes_on());
    }
}
