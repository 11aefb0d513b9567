//! The eight bytes before each payload.
//!
//! ```text
//! strong: i32   negative          touched:    i32::MIN + count - 1
//!               0 or positive     untouched:  count
//! weak:   u32   31           30         29 28    27 .. 0
//!               UNTRACEABLE  FINALIZED  state    count of `Weak`s (link, where the slot is free)
//! ```
//!
//! Cloning a handle adds 1 to the strong word, dropping one takes 1 away, and either is done if the
//! result is negative: one instruction and a jump. What is not covers all that is rare. Adding
//! leaves the negative numbers by overflow, or never was among them as the object is untouched;
//! taking away leaves them when the count reaches 0.
//!
//! Laws:
//!
//! | bits | set | read by |
//! |---|---|---|
//! | strong count | +1 by each new `Gc`, -1 by each dropped one; never by the collector, except that an object it destroys ends at 0 | everyone |
//! | touched | by the first clone or drop that leaves the count above 0, and at birth for types that lie on no circle; cleared by a trial that examined the object | the cold paths, the collector |
//! | weak count | +1, -1 by each `Weak` | whoever frees the slot |
//! | state | see [`SlotState`] | `Weak::upgrade`, both cold drops, the collector |
//! | `FINALIZED` | before the finalizer runs, never cleared while the value lives | the collector, the drop queue |
//! | `UNTRACEABLE` | while a `GcMut` of the object lives (for good if it is forgotten) | the collector: the object's edges are not read |

use core::cell::Cell;

/// Counts and flags of one object.
#[repr(C, align(8))]
pub(crate) struct Header {
    strong: Cell<i32>,
    weak: Cell<u32>,
}

const _: () = assert!(size_of::<Header>() == 8);

/// The strong word of a touched object with one owner.
const TOUCHED_ONE: i32 = i32::MIN;
/// What a touched object's last release leaves.
const TOUCHED_NONE: i32 = TOUCHED_ONE.wrapping_sub(1);

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
    pub(crate) const BIRTH: i32 = 1;

    /// The same for an object whose handles never need to leave a mark (its type lies on no
    /// circle).
    pub(crate) const BIRTH_TOUCHED: i32 = TOUCHED_ONE;

    /// A live object.
    #[inline]
    pub(crate) const fn new(birth: i32) -> Self {
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
        let strong = self.strong.get();
        debug_assert_ne!(strong, TOUCHED_NONE, "the last release is settled at once");
        // 1 is what lies between the touched and the untouched form of a count.
        (strong & i32::MAX) as u32 + (strong < 0) as u32
    }

    /// One `Gc` more. True if the caller has to [`settle_retain`](Self::settle_retain).
    #[inline(always)]
    #[must_use]
    pub(crate) fn retain(&self) -> bool {
        let strong = self.strong.get().wrapping_add(1);
        self.strong.set(strong);
        strong >= 0
    }

    /// What follows a rare [`retain`](Self::retain): aborts where the count has overflowed, as two
    /// thousand million forgotten handles are not worth a dangling pointer. Otherwise the object was
    /// untouched, and still is.
    pub(crate) fn settle_retain(&self) {
        // 0 is where a touched count overflows, and `i32::MAX` an untouched one (which the next clone
        // or drop touches, unless it is made while tracing).
        if matches!(self.strong.get(), 0 | i32::MAX) {
            count_overflow();
        }
    }

    /// One `Gc` less. True if the caller has to [`settle_release`](Self::settle_release).
    #[inline(always)]
    #[must_use]
    pub(crate) fn release(&self) -> bool {
        debug_assert!(
            self.strong_count() > 0,
            "an object with no owner was released: expected a strong count above 0"
        );
        let strong = self.strong.get().wrapping_sub(1);
        self.strong.set(strong);
        strong >= 0
    }

    /// What follows a rare [`release`](Self::release). True if that was the last owner; otherwise the
    /// object was untouched, and still is.
    #[inline(always)]
    #[must_use]
    pub(crate) fn settle_release(&self) -> bool {
        let strong = self.strong.get();
        let is_last = strong == TOUCHED_NONE || strong == 0;
        if is_last {
            self.strong.set(0);
        }
        is_last
    }

    /// Sets the mark that lets the next clones and drops take the short path. The object has an
    /// owner.
    #[inline]
    pub(crate) fn touch(&self) {
        let strong = self.strong.get();
        debug_assert_ne!(strong, 0, "an object with no owner cannot be touched");
        if strong > 0 {
            self.strong.set(TOUCHED_ONE + (strong - 1));
        }
    }

    /// Whether the object was cloned or dropped since the mark was last taken away.
    #[inline]
    pub(crate) fn is_touched(&self) -> bool {
        self.strong.get() < 0
    }

    /// Takes the mark away.
    #[inline]
    pub(crate) fn clear_touched(&self) {
        let count = self.strong_count();
        // Such a count keeps its mark: it is close to where the two forms would meet.
        if count < 1 << 30 {
            self.strong.set(count as i32);
        }
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
    pub(crate) fn end_building(&self, birth: i32) {
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

    /// All that the header says beyond the count of owners; 0 where the object is [plain](Self::is_plain).
    #[inline]
    pub(crate) fn flags(&self) -> u32 {
        self.weak.get()
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

    /// A value that `Gc`s own and nobody condemned: what `upgrade` may hand out, and a trial be about.
    #[inline]
    pub(crate) fn is_upgradable(&self) -> bool {
        self.strong.get() != 0 && self.state() == SlotState::Live
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
    use std::env;
    use std::process::Command;

    use super::{Header, SlotState, WEAK_COUNT};

    #[test]
    fn only_untouched_objects_and_the_last_release_take_the_cold_path() {
        let header = Header::new(Header::BIRTH);
        assert!(header.retain());
        header.settle_retain();
        header.touch();
        assert!(!header.retain());
        assert_eq!(header.strong_count(), 3);
        assert!(!header.release());
        header.clear_touched();
        assert_eq!(header.strong_count(), 2);
        assert!(header.release());
        assert!(!header.settle_release());
        header.touch();
        assert_eq!(header.strong_count(), 1);
        assert!(header.release());
        assert!(header.settle_release());
        assert_eq!(header.strong_count(), 0);
    }

    #[test]
    fn an_object_born_touched_is_cold_at_its_last_release_only() {
        let header = Header::new(Header::BIRTH_TOUCHED);
        assert_eq!(header.strong_count(), 1);
        assert!(!header.retain());
        assert!(!header.release());
        assert!(header.release());
        assert!(header.settle_release());
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
        assert!(!header.is_upgradable() && !header.is_touched());
    }

    #[test]
    fn a_count_where_the_two_forms_are_near_keeps_its_mark() {
        let header = Header::new(Header::BIRTH);
        for (count, is_kept) in [((1 << 30) - 1, false), (1 << 30, true)] {
            header.strong.set(count);
            header.touch();
            header.clear_touched();
            assert_eq!(header.is_touched(), is_kept);
            assert_eq!(header.strong_count(), count as u32);
        }
    }

    #[test]
    fn a_value_that_is_being_built_has_no_owner() {
        let header = Header::new(Header::BIRTH);
        header.begin_building();
        assert_eq!(header.strong_count(), 0);
        header.end_building(Header::BIRTH);
        assert_eq!(header.strong_count(), 1);
        assert!(header.is_upgradable());
    }

    #[test]
    fn an_object_is_plain_until_something_is_in_the_way_of_freeing_it() {
        let header = Header::new(Header::BIRTH);
        assert!(header.is_plain());
        header.retain_weak();
        assert!(!header.is_plain());
        assert!(!header.release_weak() && header.is_plain());
        header.set_finalized();
        assert!(!header.is_plain());
    }

    #[test]
    fn an_object_stays_finalized_however_often_that_is_said() {
        let header = Header::new(Header::BIRTH);
        header.set_finalized();
        header.set_finalized();
        assert!(header.is_finalized());
    }

    /// Adds one owner to a header that has as many as it can have.
    fn overflow(form: &str) {
        let header = Header::new(Header::BIRTH);
        match form {
            "touched" => header.strong.set(-1),
            "untouched" => header.strong.set(i32::MAX - 1),
            _ => header.weak.set(WEAK_COUNT),
        }
        if form == "weak" {
            header.retain_weak();
        } else if header.retain() {
            header.settle_retain();
        }
    }

    #[test]
    #[cfg_attr(miri, ignore = "starts processes")]
    fn a_count_at_its_maximum_ends_the_process() {
        const CHILD: &str = "GC_CORE_OVERFLOWS";
        const NAME: &str = "object::header::tests::a_count_at_its_maximum_ends_the_process";
        if let Ok(form) = env::var(CHILD) {
            overflow(&form);
            println!("survived");
            return;
        }
        for form in ["touched", "untouched", "weak"] {
            let mut child = Command::new(env::current_exe().expect("a test knows its program"));
            child
                .args(["--exact", NAME, "--nocapture"])
                .env(CHILD, form);
            let output = child.output().expect("the child can be started");
            let said = String::from_utf8_lossy(&output.stdout);
            assert!(said.contains("running 1 test"), "{form}: {said}");
            assert!(
                !output.status.success() && !said.contains("survived"),
                "{form}: {said}"
            );
            // Not by a fault: what reads a wrapped count may fault, too.
            #[cfg(unix)]
            assert_eq!(
                std::os::unix::process::ExitStatusExt::signal(&output.status),
                Some(6),
                "{form}: expected SIGABRT"
            );
        }
    }
}
