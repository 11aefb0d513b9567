//! Memory for a value too large, or too strictly aligned, for a slot among others: an allocation
//! of its own, laid out as a page with one slot.

use core::alloc::Layout;
use core::ptr::NonNull;
use std::alloc::{alloc, dealloc};

use super::geometry::{META_SIZE, PAGE_SIZE, SlotLayout, meta_addr};

/// An allocation that holds one page with one slot.
///
/// # Invariants
///
/// 1. `start` was allocated with `layout` by the global allocator and belongs to this value.
#[derive(Debug)]
pub(crate) struct LargeMemory {
    start: NonNull<u8>,
    layout: Layout,
    /// Where the page begins, aligned to `PAGE_SIZE`.
    base: NonNull<u8>,
    /// Offset of the payload from `base`.
    first: usize,
}

impl LargeMemory {
    /// `None` where the system has no memory or the size overflows.
    pub(crate) fn new(slot: SlotLayout, prefix: usize) -> Option<Self> {
        // Whatever the place of the metadata, the payload begins within this many bytes.
        let room = slot.align().max(PAGE_SIZE);
        let size = room.checked_add(slot.stride())?;
        let layout = Layout::from_size_align(size, room).ok()?;
        // SAFETY:
        // 1. the layout's size is not 0.
        let start = NonNull::new(unsafe { alloc(layout) })?;
        // A payload aligned to more than a page begins `room` bytes behind the start, and its
        // page right before it, so that masking the header's address finds the page.
        let skipped = room - PAGE_SIZE;
        // SAFETY:
        // 1. `skipped` is less than `room`, and the allocation is larger.
        let base = unsafe { start.add(skipped) };
        let meta_end = meta_addr(base.addr().get()) - base.addr().get() + META_SIZE;
        let first = slot.first_payload(meta_end, prefix).min(PAGE_SIZE);
        debug_assert!(
            (base.addr().get() + first).is_multiple_of(slot.align()),
            "a large payload must be aligned to {}",
            slot.align()
        );
        Some(Self {
            start,
            layout,
            base,
            first,
        })
    }

    pub(crate) fn base(&self) -> NonNull<u8> {
        self.base
    }

    pub(crate) fn first(&self) -> usize {
        self.first
    }

    /// Bytes of the allocation.
    pub(crate) fn bytes(&self) -> usize {
        self.layout.size()
    }
}

impl Drop for LargeMemory {
    fn drop(&mut self) {
        // SAFETY:
        // 1. by the invariant it was allocated with this layout, and this is its only owner.
        unsafe { dealloc(self.start.as_ptr(), self.layout) };
    }
}
