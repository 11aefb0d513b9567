//! Memory for one value: the only file that talks to the allocator.

use std::alloc::{self, Layout};
use std::ptr::NonNull;

/// Takes memory for a `T` and moves `value` there.
///
/// A value of no size needs no memory, and the allocator must not be asked for any: it gets an address
/// that is well aligned and nothing else.
pub(super) fn put<T>(value: T) -> NonNull<T> {
    let layout = Layout::new::<T>();
    let block = if layout.size() == 0 {
        NonNull::dangling()
    } else {
        // SAFETY:
        // 1. the layout's size is not 0.
        let block = unsafe { alloc::alloc(layout) };
        NonNull::new(block.cast::<T>()).unwrap_or_else(|| alloc::handle_alloc_error(layout))
    };
    // SAFETY:
    // 1. the memory is new, so nobody else uses it, and of the size and alignment of a `T`.
    unsafe { block.write(value) };
    block
}

/// Gives memory back. What is in it is not dropped.
///
/// # Safety
///
/// 1. `block` came from [`put`] of this `T`, and was not given back since;
/// 2. nobody uses it any more.
pub(super) unsafe fn give_back<T>(block: NonNull<T>) {
    let layout = Layout::new::<T>();
    if layout.size() != 0 {
        // SAFETY:
        // 1. `put` took it from this allocator, by the caller's promise;
        // 2. with this layout, as it was the same `T`.
        unsafe { alloc::dealloc(block.as_ptr().cast(), layout) };
    }
}
