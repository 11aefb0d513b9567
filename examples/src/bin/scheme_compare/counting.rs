//! The system's allocator, which counts once it is told to.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicBool, AtomicIsize, Ordering::Relaxed};

static COUNTS: AtomicBool = AtomicBool::new(false);
static HELD: AtomicIsize = AtomicIsize::new(0);
static PEAK: AtomicIsize = AtomicIsize::new(0);

pub(crate) struct Counting;

pub(crate) fn start() {
    COUNTS.store(true, Relaxed);
}

/// Bytes allocated since the start, less those freed. (What was allocated before and freed since counts
/// below nothing.)
pub(crate) fn held() -> usize {
    HELD.load(Relaxed).max(0).unsigned_abs()
}

pub(crate) fn peak() -> usize {
    PEAK.load(Relaxed).unsigned_abs()
}

fn add(bytes: usize) {
    if COUNTS.load(Relaxed) {
        let bytes = bytes.cast_signed();
        let held = HELD.fetch_add(bytes, Relaxed) + bytes;
        PEAK.fetch_max(held, Relaxed);
    }
}

fn remove(bytes: usize) {
    if COUNTS.load(Relaxed) {
        HELD.fetch_sub(bytes.cast_signed(), Relaxed);
    }
}

// SAFETY: every call is passed on as it is; counting allocates nothing and cannot unwind.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        add(layout.size());
        // SAFETY: the caller's contract is that of `System`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        add(layout.size());
        // SAFETY: the caller's contract is that of `System`.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        remove(layout.size());
        // SAFETY: the caller's contract is that of `System`, which made the block.
        unsafe { System.dealloc(ptr, layout) }
    }

    unsafe fn realloc(&self, ptr: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        remove(layout.size());
        add(size);
        // SAFETY: the caller's contract is that of `System`, which made the block.
        unsafe { System.realloc(ptr, layout, size) }
    }
}
