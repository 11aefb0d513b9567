//! Asking for memory before it is needed.

use crate::object::{Header, ObjectPtr};

/// Tells the processor that `place` will be written soon. A hint: any address will do.
#[inline(always)]
pub(super) fn prefetch<T>(place: *const T) {
    #[cfg(all(target_arch = "x86_64", not(miri)))]
    // SAFETY:
    // 1. a prefetch reads nothing that the program could see, and never faults.
    unsafe {
        core::arch::x86_64::_mm_prefetch::<{ core::arch::x86_64::_MM_HINT_T0 }>(place.cast());
    }
    #[cfg(not(all(target_arch = "x86_64", not(miri))))]
    let _ = place;
}

/// Asks for an object's header and the beginning of its payload.
#[inline(always)]
pub(super) fn prefetch_object(object: ObjectPtr) {
    prefetch(object.header_ptr().as_ptr());
}

/// Asks for the header some slots behind one, where slots are `stride` bytes apart: what the processor foresees of a walk in
/// order ends with each 4 KiB.
#[inline(always)]
pub(super) fn prefetch_ahead(header: &Header, stride: usize) {
    prefetch(core::ptr::from_ref(header).wrapping_byte_add(SLOTS_AHEAD * stride));
}

/// How many slots ahead a walk over a page asks for them.
const SLOTS_AHEAD: usize = 24;

/// How many objects ahead loops over objects that lie anywhere ask for them.
pub(super) const AHEAD: usize = 16;
