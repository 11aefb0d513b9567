//! A trial: of the members of a set, which are neither held from outside nor reachable from one
//! that is.
//!
//! Any set is safe: what points in from outside of it just looks held.

use core::cell::Cell;

use super::count::{Members, count};
use super::mark::unreached;
use super::set::PageSet;

/// What a trial found.
pub(super) struct Verdict {
    /// How many objects it was about.
    pub(super) examined: usize,
    /// Members that are garbage, a bit a slot.
    pub(super) garbage: Vec<Cell<u64>>,
    /// Members that live, a bit a slot.
    pub(super) living: Vec<Cell<u64>>,
}

/// Holds a trial. A panic of a `trace` comes out of it, with nothing changed.
pub(super) fn hold(set: &PageSet, members: &Members<'_>) -> Verdict {
    let counted = count(set, members);
    let garbage = unreached(set, &counted);
    let living = counted.members;
    for (living, garbage) in living.iter().zip(&garbage) {
        debug_assert_eq!(
            garbage.get() & !living.get(),
            0,
            "only members can be found to be garbage"
        );
        living.set(living.get() & !garbage.get());
    }
    Verdict {
        examined: counted.examined,
        garbage,
        living,
    }
}
