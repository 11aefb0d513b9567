//! Asking for memory before it is needed.

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
