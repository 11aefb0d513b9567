//! When to collect: a pure function of a few numbers, asked only when a page has run full.

use core::time::Duration;

/// When a heap collects on its own, and how.
///
/// Only types whose values can be part of a cycle count, and only their growth does: a program that
/// makes and drops such values at a steady level, or whose types cannot form cycles, is never
/// stopped.
///
/// The rules: each time a page of such a type has run full, let `used` be the bytes of the slots in use on
/// all their pages and of what [`ExternalBytes`](crate::ExternalBytes) report, and `kept` what `used` was after the last
/// collection of all the heap. (After one in slices, what was made meanwhile is growth.) All of the heap is collected when
///
/// ```text
/// used >= max(floor_bytes, kept * growth_factor)
/// ```
///
/// at one go, or, where there is a `pause_target`, in slices of that length: the first one then, and
/// another one each time a page has run full, until it is done. Where a collection that the policy began frees less than an eighth of
/// what was in use, the heap may grow twice as much before the next one, and four times as much before all that
/// follow, until one frees more: a heap that only grows is not looked through again and again.
///
/// Otherwise the pages that were allocated from since the last collection are collected (a young collection) when
///
/// ```text
/// reserved - last >= nursery_bytes
/// ```
///
/// where `reserved` are the bytes of all their pages but one of each type, and of what is reported, and `last` what
/// that was after the last collection.
///
/// Where a young collection frees less than a quarter of these bytes, the next one is left out, then the
/// next two, four, and so on up to 16; one that frees as much ends that.
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
    /// All of the heap is not collected below this many bytes. `usize::MAX`: never.
    pub floor_bytes: usize,
    /// How much the heap may grow, as a factor, before all of it is collected again; at least 1.
    pub growth_factor: f64,
    /// Bytes of new pages that call for a young collection. `usize::MAX`: none.
    pub nursery_bytes: usize,
    /// How long a stop of the program may take; `None`: as long as the collection does. With a target,
    /// collections of all the heap come in slices of that length, and cost more in all.
    pub pause_target: Option<Duration>,
    /// Collect at every allocation: slow, for tests of client code.
    pub zeal: bool,
}

impl Policy {
    /// Collect the nursery of 1 MiB, and all when the heap has grown by half, from 4 MiB on.
    pub const DEFAULT: Self = Self {
        floor_bytes: 4 << 20,
        growth_factor: 1.5,
        nursery_bytes: 1 << 20,
        pause_target: None,
        zeal: false,
    };

    /// Never collect but when told to: by [`Heap::collect`](crate::Heap::collect) and its kin, when the last
    /// handle of the heap goes, or at thread exit.
    pub const MANUAL: Self = Self {
        floor_bytes: usize::MAX,
        nursery_bytes: usize::MAX,
        ..Self::DEFAULT
    };

    /// Stop the program for a millisecond at a time: for games, editors, and what answers people. The heap may
    /// double before it is collected, as that takes more work than at one go.
    pub const LOW_PAUSE: Self = Self {
        growth_factor: 2.0,
        pause_target: Some(Duration::from_millis(1)),
        ..Self::DEFAULT
    };

    /// Collect early: less memory for more time.
    pub const LOW_MEMORY: Self = Self {
        floor_bytes: 1 << 20,
        growth_factor: 1.2,
        nursery_bytes: 512 << 10,
        ..Self::DEFAULT
    };

    /// Collect at every allocation, wherever that is allowed, to find code that does not expect it.
    pub const ZEAL: Self = Self {
        floor_bytes: 0,
        growth_factor: 1.0,
        zeal: true,
        ..Self::DEFAULT
    };

    /// Whether to collect all of the heap now, with so many bytes in use: see the rules above. If not, how many
    /// more there have to be.
    pub(crate) fn is_full_due(&self, pace: &Pace, used: usize) -> Result<(), usize> {
        let more = self.threshold(pace).saturating_sub(used);
        if self.floor_bytes == usize::MAX {
            Err(usize::MAX)
        } else if more > 0 {
            Err(more)
        } else {
            Ok(())
        }
    }

    /// Whether to collect what is young now, with so many bytes reserved.
    pub(crate) fn is_young_due(&self, pace: &Pace, reserved: usize) -> bool {
        reserved.saturating_sub(pace.last) >= self.nursery_bytes
    }

    /// Whether to collect at every allocation. In builds with `--cfg gc_zeal` all heaps do, unless they are
    /// never to collect on their own.
    pub(crate) fn is_zealous(&self) -> bool {
        let is_manual = self.floor_bytes == usize::MAX && self.nursery_bytes == usize::MAX;
        self.zeal || (cfg!(gc_zeal) && !is_manual)
    }

    fn threshold(&self, pace: &Pace) -> usize {
        // A float this large saturates; one below 1, or no number at all, would collect at every
        // page.
        let growth = (self.growth_factor.max(1.0) - 1.0) * f64::from(1_u32 << pace.fruitless);
        let grown = pace.kept as f64 * (1.0 + growth);
        self.floor_bytes.max(grown as usize)
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// What the policy remembers of the collections so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pace {
    /// Bytes of slots in use after the last collection of all the heap.
    kept: usize,
    /// How many of these in a row freed little, up to [`MAX_FRUITLESS`].
    fruitless: u32,
    /// Bytes reserved after the last collection, or when a young one was left out.
    last: usize,
    /// Young collections to be left out after the next one that frees little.
    patience: u32,
    /// Young collections to be left out now.
    left_out: u32,
}

/// The most young collections in a row that are left out.
const MAX_PATIENCE: u32 = 16;
/// A young collection that frees less than this part of its bytes freed little.
const LITTLE: usize = 4;
/// So did one of all the heap that frees less than this part of it.
const LITTLE_OF_ALL: usize = 8;
/// How often the growth is doubled at most.
const MAX_FRUITLESS: u32 = 2;

impl Pace {
    /// Whether the young collection that is due is to be left out, as the ones before it freed little.
    pub(crate) fn leave_out(&mut self, reserved: usize) -> bool {
        if self.left_out == 0 {
            return false;
        }
        self.left_out -= 1;
        self.last = reserved;
        true
    }

    /// Takes note that nothing can have been garbage when a collection was due, with what is in use now if
    /// that was one of all the heap.
    pub(crate) fn note_nothing(&mut self, used: Option<usize>, reserved: usize) {
        if let Some(used) = used {
            self.note_full(Some(0), used, reserved);
        }
        self.last = reserved;
    }

    /// Takes note of a young collection that began at `before` bytes reserved, and ended at `reserved`.
    pub(crate) fn note_young(&mut self, freed_bytes: usize, before: usize, reserved: usize) {
        let grown = before.saturating_sub(self.last);
        if freed_bytes < grown / LITTLE {
            self.patience = (2 * self.patience).clamp(1, MAX_PATIENCE);
            self.left_out = self.patience;
        } else {
            self.patience = 0;
        }
        self.last = reserved;
    }

    /// Takes note of a collection of all the heap, after which `used` bytes were in use and `reserved` reserved. What it
    /// freed says something of the policy where that has begun it.
    pub(crate) fn note_full(&mut self, freed_bytes: Option<usize>, used: usize, reserved: usize) {
        if let Some(freed_bytes) = freed_bytes {
            self.fruitless = if freed_bytes < (used + freed_bytes) / LITTLE_OF_ALL {
                MAX_FRUITLESS.min(self.fruitless + 1)
            } else {
                0
            };
        }
        self.kept = used;
        self.last = reserved;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pace(kept: usize, last: usize) -> Pace {
        Pace {
            kept,
            last,
            ..Pace::default()
        }
    }

    const MIB: usize = 1 << 20;

    #[test]
    fn a_small_heap_is_left_alone_and_one_that_has_grown_by_half_is_not() {
        let policy = Policy::default();
        assert_eq!(policy.is_full_due(&pace(0, 0), 4 * MIB - 1), Err(1));
        assert_eq!(policy.is_full_due(&pace(0, 0), 4 * MIB), Ok(()));
        assert_eq!(policy.is_full_due(&pace(10 * MIB, 0), 14 * MIB), Err(MIB));
        assert_eq!(policy.is_full_due(&pace(10 * MIB, 0), 15 * MIB), Ok(()));
    }

    #[test]
    fn a_heap_that_only_grows_is_collected_less_and_less_often() {
        let policy = Policy::default();
        let mut pace = Pace::default();
        let mut may_grow_to = || {
            pace.note_full(Some(0), 16 * MIB, 16 * MIB);
            policy.is_full_due(&pace, 0)
        };
        assert_eq!(may_grow_to(), Err(32 * MIB));
        assert_eq!(may_grow_to(), Err(48 * MIB));
        assert_eq!(may_grow_to(), Err(48 * MIB));
        pace.note_full(Some(4 * MIB), 16 * MIB, 16 * MIB);
        assert_eq!(policy.is_full_due(&pace, 0), Err(24 * MIB));
    }

    #[test]
    fn a_full_nursery_calls_for_a_young_collection() {
        let policy = Policy::default();
        let pace = pace(10 * MIB, 11 * MIB);
        assert!(!policy.is_young_due(&pace, 12 * MIB - 1));
        assert!(policy.is_young_due(&pace, 12 * MIB));
    }

    #[test]
    fn a_manual_heap_is_never_due() {
        let all = usize::MAX - 1;
        assert_eq!(
            Policy::MANUAL.is_full_due(&pace(0, 0), all),
            Err(usize::MAX)
        );
        assert!(!Policy::MANUAL.is_young_due(&pace(0, 0), all));
    }

    #[test]
    fn a_factor_that_is_no_number_means_no_growth() {
        let policy = Policy {
            growth_factor: f64::NAN,
            ..Policy::default()
        };
        let kept = pace(8 * MIB, 0);
        assert_eq!(policy.is_full_due(&kept, 8 * MIB), Ok(()));
        assert_eq!(policy.is_full_due(&kept, 8 * MIB - 1), Err(1));
    }

    #[test]
    fn young_collections_that_free_little_are_left_out_more_and_more_often() {
        let mut pace = Pace::default();
        let mut made = 0;
        for reserved in (1..=40).map(|filled| filled * MIB) {
            if !pace.leave_out(reserved) {
                pace.note_young(0, reserved, reserved);
                made += 1;
            }
        }
        // After 1, 2, 4, 8 and 16 left out.
        assert_eq!(made, 6);
        pace.left_out = 0;
        pace.note_young(MIB, 41 * MIB, 40 * MIB);
        assert!(!pace.leave_out(42 * MIB));
    }
}
