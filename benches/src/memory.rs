//! How much memory the process has: by the operating system, and by an allocator that counts.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

static REQUESTED: AtomicUsize = AtomicUsize::new(0);

/// The system's allocator, counting the bytes that are asked for and not yet given back.
#[derive(Debug)]
pub struct Counting;

// SAFETY: every call is passed on as it is; counting allocates nothing and cannot unwind.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        REQUESTED.fetch_add(layout.size(), Ordering::Relaxed);
        // SAFETY: the caller's contract is that of `System`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        REQUESTED.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: the caller's contract is that of `System`, which made the block.
        unsafe { System.dealloc(ptr, layout) }
    }
}

/// Bytes asked for through [`Counting`]; zero where it is not the global allocator.
pub(crate) fn requested() -> usize {
    REQUESTED.load(Ordering::Relaxed)
}

/// Bytes of the process that are in memory now, where the system tells.
pub(crate) fn resident() -> Option<usize> {
    // Not `status`, where the system keeps a number that lags behind.
    field("/proc/self/smaps_rollup", "Rss:")
}

/// The most bytes of the process that ever were in memory, where the system tells.
pub(crate) fn peak_resident() -> Option<usize> {
    field("/proc/self/status", "VmHWM:")
}

/// A size from a file of the system that gives them in KiB.
fn field(file: &str, name: &str) -> Option<usize> {
    let text = std::fs::read_to_string(file).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    let kibibytes: usize = line.split_whitespace().next()?.parse().ok()?;
    Some(kibibytes * 1024)
}
