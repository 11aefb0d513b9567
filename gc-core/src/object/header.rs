//! The eight bytes before each payload.
//!
//! ```text
//! strong: u32   31                30 .. 0
//!               TOUCHED           count of `Gc`s
//! weak:   u32   31           30         29 28    27 .. 0
//!               UNTRACEABLE  FINALIZED  state    count of `Weak`s (link, where the slot is free)
//! ```
//!
//! Laws:
//!
//! | bits | set | read by |
//! |---|---|---|
//! | strong count | +1 by each new `Gc`, -1 by each dropped one; never by the collector, except that an object it destroys ends at 0 | everyone |
//! | `TOUCHED` | by the first drop that leaves the count above 0, and at birth for types that lie on no circle; cleared by a trial that examined the object | the drop's cold path, the collector |
//! | weak count | +1, -1 by each `Weak` | whoever frees the slot |
//! | state | see [`SlotState`] | `Weak::upgrade`, both cold drops, the collector |
//! | `FINALIZED` | before the finalizer runs, never cleared while the value lives | the collector, the drop queue |
//! | `UNTRACEABLE` | while a `GcMut` of the object lives (for good if it is forgotten) | the collector: the object's edges are not read |

use core::cell::Cell;

/// Counts and flags of one object.
#[repr(C, align(8))]
pub(crate) struct Header {
    strong: Cell<u32>,
    weak: Cell<u32>,
}

const _: () = assert!(size_of::<Header>() == 8);

const TOUCHED: u32 = 1 << 31;
const STRONG_COUNT: u32 = TOUCHED - 1;

const STATE_SHIFT: u32 = 28;
const WEAK_COUNT: u32 = (1 << STATE_SHIFT) - 1;
const STATE: u32 = 0b11 << STATE_SHIFT;
const FINALIZED: u32 = 1 << 30;
const UNTRACEABLE: u32 = 1 << 31;

/// Who owns a slot: exactly one party may free it, and the state says which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub(crate) enum SlotState {
    /// The value lives; whoever drops the last `Gc` takes the slot over.
    Live = 0,
    /// One owner is at work on it: the collector that condemned the object, the drop queue that
    /// destroys it, or a constructor that has not built it yet. `upgrade` fails; nobody else
    /// frees the slot, whatever the counts do.
    Condemned = 1,
    /// The value is gone, `Weak`s keep the slot: the last of them frees it.
    Dead = 2,
    /// On the page's free list, the link in the place of the weak count.
    Free = 3,
}

impl Header {
    /// The strong word of a live object with one owner.
    pub(crate) const BIRTH: u32 = 1;

    /// The same for an object whose drops never need to leave a mark (its type lies on no
    /// circle).
    pub(crate) const BIRTH_TOUCHED: u32 = 1 | TOUCHED;

    /// A live object.
    #[inline]
    pub(crate) const fn new(birth: u32) -> Self {
        Self {
            strong: Cell::new(birth),
            weak: Cell::new(0),
        }
    }

    /// A slot on a free list; `link` is whatever the page uses to find the next one.
    pub(crate) const fn new_free(link: u32) -> Self {
        debug_assert!(link <= WEAK_COUNT, "a free-list link must fit in 28 bits");
        Self {
            strong: Cell::new(0),
            weak: Cell::new((SlotState::Free as u32) << STATE_SHIFT | link),
        }
    }

    // ---- strong ----------------------------------------------------------------------------

    #[inline]
    pub(crate) fn strong_count(&self) -> u32 {
        self.strong.get() & STRONG_COUNT
    }

    /// One more `Gc`. Aborts where the count would overflow: programs that forget two
    /// thousand million handles are not worth a dangling pointer.
    #[inline]
    pub(crate) fn retain(&self) {
        let strong = self.strong.get().wrapping_add(1);
        self.strong.set(strong);
        if strong & STRONG_COUNT == 0 {
            count_overflow();
        }
    }

    /// One `Gc` less. True if the caller has more to do: the count reached 0, or this is the
    /// first drop since the last trial that left it above 0 (see [`touch`](Self::touch)).
    #[inline]
    #[must_use]
    pub(crate) fn release(&self) -> bool {
        debug_assert!(
            self.strong_count() > 0,
            "an object with no owner was released: expected a strong count above 0"
        );
        let strong = self.strong.get().wrapping_sub(1);
        self.strong.set(strong);
        // One compare for two cases: count 0 with the mark, or any count without it.
        strong <= TOUCHED
    }

    /// Sets the mark that lets the next drops take the short path.
    #[inline]
    pub(crate) fn touch(&self) {
        self.strong.set(self.strong.get() | TOUCHED);
    }

    #[inline]
    pub(crate) fn is_touched(&self) -> bool {
        self.strong.get() & TOUCHED != 0
    }

    #[inline]
    pub(crate) fn clear_touched(&self) {
        self.strong.set(self.strong.get() & STRONG_COUNT);
    }

    /// Nobody owns the value: it is gone, or has not come yet.
    #[inline]
    pub(crate) fn set_unowned(&self) {
        self.strong.set(0);
    }

    /// From now on nobody owns the slot's value, as it is still being built.
    pub(crate) fn begin_building(&self) {
        self.set_unowned();
        self.set_state(SlotState::Condemned);
    }

    /// The value is there: it lives, with the one owner of a new object.
    pub(crate) fn end_building(&self, birth: u32) {
        self.strong.set(birth);
        self.set_state(SlotState::Live);
    }

    /// One owner, and no mark to be left by the drops of others.
    #[inline]
    pub(crate) fn set_owned(&self) {
        self.strong.set(Self::BIRTH_TOUCHED);
    }

    // ---- weak ------------------------------------------------------------------------------

    #[inline]
    pub(crate) fn weak_count(&self) -> u32 {
        self.weak.get() & WEAK_COUNT
    }

    /// One more `Weak`; aborts where the count would overflow.
    #[inline]
    pub(crate) fn retain_weak(&self) {
        let weak = self.weak.get();
        if weak & WEAK_COUNT == WEAK_COUNT {
            count_overflow();
        }
        self.weak.set(weak + 1);
    }

    /// One `Weak` less. True if it was the last one of a dead slot, which the caller then frees.
    #[inline]
    #[must_use]
    pub(crate) fn release_weak(&self) -> bool {
        debug_assert!(
            self.weak_count() > 0,
            "a slot with no `Weak` was released: expected a weak count above 0"
        );
        let weak = self.weak.get() - 1;
        self.weak.set(weak);
        weak & (WEAK_COUNT | STATE) == (SlotState::Dead as u32) << STATE_SHIFT
    }

    /// The link of a free slot.
    #[inline]
    pub(crate) fn link(&self) -> u32 {
        debug_assert_eq!(self.state(), SlotState::Free, "only a free slot has a link");
        self.weak.get() & WEAK_COUNT
    }

    // ---- flags -----------------------------------------------------------------------------

    /// Live, never finalized, traceable, and no `Weak` points here: nothing but the value is
    /// in the way of freeing the slot.
    #[inline]
    pub(crate) fn is_plain(&self) -> bool {
        self.weak.get() == 0
    }

    #[inline]
    pub(crate) fn state(&self) -> SlotState {
        match self.weak.get() >> STATE_SHIFT & 0b11 {
            0 => SlotState::Live,
            1 => SlotState::Condemned,
            2 => SlotState::Dead,
            _ => SlotState::Free,
        }
    }

    #[inline]
    pub(crate) fn set_state(&self, state: SlotState) {
        self.weak
            .set(self.weak.get() & !STATE | (state as u32) << STATE_SHIFT);
    }

    /// A value that `Gc`s own and nobody condemned: what `upgrade` may hand out.
    #[inline]
    pub(crate) fn is_upgradable(&self) -> bool {
        self.strong_count() != 0 && self.state() == SlotState::Live
    }

    #[inline]
    pub(crate) fn is_finalized(&self) -> bool {
        self.weak.get() & FINALIZED != 0
    }

    #[inline]
    pub(crate) fn set_finalized(&self) {
        self.weak.set(self.weak.get() | FINALIZED);
    }

    #[inline]
    pub(crate) fn is_untraceable(&self) -> bool {
        self.weak.get() & UNTRACEABLE != 0
    }

    #[inline]
    pub(crate) fn set_untraceable(&self, untraceable: bool) {
        let others = self.weak.get() & !UNTRACEABLE;
        self.weak
            .set(others | if untraceable { UNTRACEABLE } else { 0 });
    }
}

/// Ends the process, as `Rc` does: a wrapped count would free an object that is still in use.
#[cold]
#[inline(never)]
fn count_overflow() -> ! {
    std::process::abort()
}

#[cfg(test)]
mod tests {
    use super::{Header, SlotState, WEAK_COUNT};

    #[test]
    fn the_first_release_above_zero_and_the_last_one_are_the_cold_ones() {
        let header = Header::new(Header::BIRTH);
        header.retain();
        header.retain();
        assert!(header.release());
        header.touch();
        assert!(!header.release());
        assert_eq!(header.strong_count(), 1);
        assert!(header.release());
        assert_eq!(header.strong_count(), 0);
    }

    #[test]
    fn flags_and_the_weak_count_do_not_disturb_each_other() {
        let header = Header::new(Header::BIRTH);
        header.retain_weak();
        header.set_finalized();
        header.set_untraceable(true);
        header.set_state(SlotState::Condemned);
        assert_eq!(header.weak_count(), 1);
        assert!(header.is_finalized() && header.is_untraceable());
        header.set_untraceable(false);
        header.set_state(SlotState::Dead);
        assert!(header.is_finalized() && !header.is_untraceable());
        assert!(header.release_weak());
        assert_eq!(header.weak_count(), 0);
    }

    #[test]
    fn only_the_last_weak_of_a_dead_slot_frees_it() {
        let header = Header::new(Header::BIRTH);
        header.retain_weak();
        assert!(!header.release_weak(), "the value still lives");
        header.retain_weak();
        header.set_state(SlotState::Condemned);
        assert!(!header.release_weak(), "the collector owns the slot");
    }

    #[test]
    fn a_free_slot_keeps_its_link_and_has_no_owner() {
        let header = Header::new_free(WEAK_COUNT);
        assert_eq!(header.link(), WEAK_COUNT);
        assert_eq!(header.strong_count(), 0);
        assert!(!header.is_upgradable());
    }
}
