//! The end of one object: its finalizer, its drop glue, its slot.

use core::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use crate::heap::{PagePtr, Space, key_log};
use crate::object::{Death, Header, ObjectPtr, SlotState};

/// The panics that user code raised while something had to be finished. What they carry is the user's
/// too: it is dropped when all is done, by [`resume`](Self::resume) or [`forget`](Self::forget).
#[must_use = "a panic must come out, or be forgotten for a reason"]
pub(crate) struct Panics {
    first: Option<Payload>,
    others: Vec<Payload>,
}

type Payload = Box<dyn Any + Send>;

impl Panics {
    pub(crate) const fn new() -> Self {
        Self {
            first: None,
            others: Vec::new(),
        }
    }

    /// Runs user code; keeps its panic.
    pub(crate) fn catch<R>(&mut self, run: impl FnOnce() -> R) -> Option<R> {
        // Whatever state a panic leaves behind is the user's own, behind cells; ours is put
        // right by guards.
        match catch_unwind(AssertUnwindSafe(run)) {
            Ok(result) => Some(result),
            Err(panic) if self.first.is_none() => {
                self.first = Some(panic);
                None
            }
            Err(panic) => {
                self.others.push(panic);
                None
            }
        }
    }

    /// Goes on with the first panic, if there was one.
    pub(crate) fn resume(self) {
        self.others.into_iter().for_each(discard);
        if let Some(panic) = self.first {
            resume_unwind(panic);
        }
    }

    /// Lets the panics be.
    pub(crate) fn forget(self) {
        self.first.into_iter().chain(self.others).for_each(discard);
    }
}

/// Drops what a panic carried; where that panics again, the new payload is leaked.
fn discard(panic: Payload) {
    if let Err(again) = catch_unwind(AssertUnwindSafe(|| drop(panic))) {
        core::mem::forget(again);
    }
}

/// Finalizes and drops a value and lets its slot go, also where user code panics; the panic comes
/// out at the end. A finalizer that makes handles to the object keeps it.
///
/// Returns whether a finalizer ran.
///
/// # Safety
///
/// 1. The object has a count of 0 and is condemned, unless no `Weak` points to it; the caller is its one owner.
#[inline(always)]
pub(crate) unsafe fn destroy_one(space: &Space, object: ObjectPtr, page: PagePtr) -> bool {
    let header = object.header();
    debug_assert_eq!(header.strong_count(), 0, "what is destroyed has no owner");
    debug_assert!(
        header.state() == SlotState::Condemned || header.is_plain(),
        "what is destroyed has one owner: found {:?}",
        header.state()
    );
    debug_assert_eq!(page, PagePtr::of(object), "an object comes with its page");
    if page.death() == Death::Finalized || !header.is_plain() {
        // SAFETY:
        // 1. by the caller's promise.
        return unsafe { destroy_with_care(space, object, page) };
    }
    let slot = SlotGuard { space, object };
    // SAFETY:
    // 1. by the caller's promise the value is whole, and nobody uses it afterwards.
    unsafe { (page.descriptor().drop_value)(object.payload()) };
    core::mem::forget(slot);
    debug_assert!(header.is_plain(), "a value that dies gets no `Weak`s");
    // SAFETY:
    // 1. the value is gone;
    // 2. no `Weak` pointed to it, and nobody had a pointer to make one from.
    if unsafe { page.free_slot(object) } {
        space.page_event(page);
    }
    false
}

/// The same for an object that has a finalizer, or that `Weak`s point to.
///
/// # Safety
///
/// As for [`destroy_one`].
#[inline(never)]
unsafe fn destroy_with_care(space: &Space, object: ObjectPtr, page: PagePtr) -> bool {
    if page.death() == Death::Finalized && !object.header().is_finalized() {
        // SAFETY:
        // 1. by the caller's promise.
        unsafe { finalize_and_destroy(space, object) };
        return true;
    }
    let slot = SlotGuard { space, object };
    // SAFETY:
    // 1. by the caller's promise the value is whole, and nobody uses it afterwards.
    unsafe { (page.descriptor().drop_value)(object.payload()) };
    drop(slot);
    false
}

/// The end of an object whose finalizer has not run.
///
/// # Safety
///
/// As for [`destroy_one`].
#[cold]
unsafe fn finalize_and_destroy(space: &Space, object: ObjectPtr) {
    let mut panics = Panics::new();
    object.header().set_state(SlotState::Condemned);
    // SAFETY:
    // 1. by the caller's promise the value is whole, and nobody else uses it.
    if !unsafe { finalize_owned(object, &mut panics) } {
        let slot = SlotGuard { space, object };
        let drop_value = PagePtr::of(object).descriptor().drop_value;
        // SAFETY:
        // 1. by the caller's promise the value is whole, and nobody uses it afterwards.
        panics.catch(|| unsafe { drop_value(object.payload()) });
        drop(slot);
    }
    panics.resume();
}

/// Runs the finalizer of an object that nobody owns; whether that made it live again.
///
/// # Safety
///
/// As for [`destroy_one`].
unsafe fn finalize_owned(object: ObjectPtr, panics: &mut Panics) -> bool {
    let header = object.header();
    header.set_finalized();
    // One owner while the finalizer runs: handles that it makes and drops end above 0.
    header.set_owned();
    let finalize = PagePtr::of(object).descriptor().finalize;
    // SAFETY:
    // 1. by the caller's promise the value is whole, and no `GcMut` of it exists: that would
    //    need an owner.
    panics.catch(|| unsafe { finalize(object.payload()) });
    if header.release() && header.settle_release() {
        return false;
    }
    header.touch();
    PagePtr::of(object).set_touched(true);
    header.set_state(SlotState::Live);
    key_log::note(object, PagePtr::of(object));
    true
}

/// Lets a slot go when the value's destruction ends, however it does.
struct SlotGuard<'a> {
    space: &'a Space,
    object: ObjectPtr,
}

impl Drop for SlotGuard<'_> {
    fn drop(&mut self) {
        // SAFETY:
        // 1. the value is gone, and `destroy_one` is the slot's one owner.
        unsafe { release_slot(self.space, self.object) };
    }
}

/// Frees the slot of a value that is gone, or leaves that to the last of its `Weak`s.
///
/// # Safety
///
/// 1. The caller is the slot's one owner, and uses neither value nor slot afterwards.
#[inline]
pub(crate) unsafe fn release_slot(space: &Space, object: ObjectPtr) {
    let header: &Header = object.header();
    if header.weak_count() == 0 {
        // SAFETY:
        // 1. the value is gone;
        // 2. no `Weak` points here, and by the caller's promise nobody else does.
        unsafe { space.free_slot(object) };
    } else {
        header.set_unowned();
        header.set_state(SlotState::Dead);
        let page = PagePtr::of(object);
        page.add_dead(1);
        key_log::note(object, page);
    }
}
