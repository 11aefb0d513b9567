//! When to collect: a pure function of a few numbers, asked only when a page has run full.

/// When a heap collects on its own.
///
/// Only types whose values can be part of a cycle count, and only their growth does: a program that
/// makes and drops such values at a steady level, or whose types cannot form cycles, is never
/// stopped.
///
/// The rule: before a pool of such a type gets a new page, let `used` be the bytes of all their pages
/// and `kept` what `used` was after the last collection. The heap is collected when
///
/// ```text
/// used >= max(floor_bytes, kept * growth_factor)
/// ```
///
/// A page has 256 KiB (64 KiB where pointers have 32 bits), and each such type has one at least.
///
/// ```
/// use gc_core::{Heap, Policy};
///
/// let patient = Policy { growth_factor: 4.0, ..Policy::default() };
/// let heap = Heap::with_policy(patient);
/// assert_eq!(heap.policy().growth_factor, 4.0);
/// heap.set_policy(Policy::MANUAL);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Policy {
    /// No collection below this many bytes of pages. `usize::MAX`: never.
    pub floor_bytes: usize,
    /// How much the heap may grow, as a factor, before it is collected again; at least 1.
    pub growth_factor: f64,
    /// Collect at every allocation: slow, for tests of client code.
    pub zeal: bool,
}

impl Policy {
    /// Collect when the heap has doubled, from 4 MiB on.
    pub const DEFAULT: Self = Self {
        floor_bytes: 4 << 20,
        growth_factor: 2.0,
        zeal: false,
    };

    /// Never collect but when told to: by [`Heap::collect`](crate::Heap::collect), when the last
    /// handle of the heap goes, or at thread exit.
    pub const MANUAL: Self = Self {
        floor_bytes: usize::MAX,
        ..Self::DEFAULT
    };

    /// Collect early: less memory for more time.
    pub const LOW_MEMORY: Self = Self {
        floor_bytes: 1 << 20,
        growth_factor: 1.3,
        zeal: false,
    };

    /// Collect at every allocation, wherever that is allowed, to find code that does not expect it.
    pub const ZEAL: Self = Self {
        floor_bytes: 0,
        growth_factor: 1.0,
        zeal: true,
    };

    /// Whether to collect now: see the rule above.
    pub(crate) fn is_due(&self, used: usize, kept: usize) -> bool {
        self.zeal || (self.floor_bytes != usize::MAX && used >= self.threshold(kept))
    }

    fn threshold(&self, kept: usize) -> usize {
        // A float this large saturates; one below 1, or no number at all, would collect at every
        // page.
        let grown = kept as f64 * self.growth_factor.max(1.0);
        self.floor_bytes.max(grown as usize)
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self::DEFAULT
    }
}

#[cfg(test)]
mod tests {
    use super::Policy;

    #[test]
    fn a_small_heap_is_left_alone_and_a_doubled_one_is_not() {
        let policy = Policy::default();
        assert!(!policy.is_due(policy.floor_bytes - 1, 0));
        assert!(policy.is_due(policy.floor_bytes, 0));
        assert!(!policy.is_due(19 << 20, 10 << 20));
        assert!(policy.is_due(20 << 20, 10 << 20));
    }

    #[test]
    fn a_manual_heap_is_never_due() {
        assert!(!Policy::MANUAL.is_due(usize::MAX, 0));
    }

    #[test]
    fn a_factor_that_is_no_number_means_no_growth() {
        let policy = Policy {
            growth_factor: f64::NAN,
            ..Policy::default()
        };
        assert!(policy.is_due(8 << 20, 8 << 20));
        assert!(!policy.is_due(7 << 20, 8 << 20));
    }
}
