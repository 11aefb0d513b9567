//! A slot whose value is still being built.

use core::ptr::NonNull;

use crate::heap::PagePtr;
use crate::object::ObjectPtr;
use crate::runtime;

/// A slot as the allocator gives it: live, without a value yet. To be wrapped in a [`Site`], or filled,
/// before anything else happens.
#[derive(Debug)]
pub struct Slot(pub(crate) ObjectPtr);

/// A new slot without a value: nobody can own it or trace it. Let go unless it is
/// [finished](Self::finish).
#[derive(Debug)]
pub struct Site(ObjectPtr);

impl Site {
    /// Takes a slot that was just allocated.
    #[cfg_attr(feature = "sites", track_caller)]
    pub(crate) fn new(Slot(object): Slot) -> Self {
        #[cfg(feature = "sites")]
        super::origin::note(object, core::panic::Location::caller());
        object.header().begin_building();
        PagePtr::of(object).add_dead(1);
        Self(object)
    }

    /// Where the value goes.
    pub(crate) fn payload(&self) -> NonNull<u8> {
        self.0.payload()
    }

    /// Makes the object live, with one owner, which is the caller's.
    ///
    /// # Safety
    ///
    /// 1. The value has been written.
    pub(crate) unsafe fn finish(self) {
        let page = PagePtr::of(self.0);
        page.add_dead(-1);
        self.0.header().end_building(page.birth());
        core::mem::forget(self);
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        PagePtr::of(self.0).add_dead(-1);
        // SAFETY:
        // 1. there is no value, and nothing but `Weak`s knows the slot.
        unsafe { runtime::vacate(self.0) };
    }
}
