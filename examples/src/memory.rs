//! An allocator that counts while it is told to.
//!
//! Counting takes two atomic additions a block, and a program over `Rc` asks for a block an object, one over
//! `Gc` for a page now and then: counting all the time would make the first look slow. So it counts
//! only within [`measure`], and what is timed runs outside.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicBool, AtomicIsize, Ordering};

static COUNTS: AtomicBool = AtomicBool::new(false);
/// Bytes asked for less bytes given back since counting began; below 0 where older blocks are given back.
static HELD: AtomicIsize = AtomicIsize::new(0);
/// The most that `HELD` has been.
static PEAK: AtomicIsize = AtomicIsize::new(0);

/// The system's allocator, which counts the bytes that are asked for. A program makes it its global one:
///
/// ```
/// use gc_examples::memory::{Counting, measure};
///
/// #[global_allocator]
/// static ALLOCATOR: Counting = Counting;
///
/// let (kept, usage) = measure(|| {
///     drop(vec![0_u8; 1 << 20]);
///     vec![0_u8; 1 << 16]
/// });
/// assert_eq!(usage.held, 1 << 16);
/// assert_eq!(usage.peak, 1 << 20);
/// # drop(kept);
/// ```
#[derive(Debug)]
pub struct Counting;

/// What was asked for within [`measure`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Bytes that were not given back.
    pub held: usize,
    /// The most bytes that were held at one time.
    pub peak: usize,
}

/// Counts what `work` allocates, on whichever thread, with all that other threads do meanwhile; zeros
/// where [`Counting`] is not the global allocator. Not to be used on two threads at a time, or
/// within itself.
pub fn measure<R>(work: impl FnOnce() -> R) -> (R, Usage) {
    /// Stops counting, also where `work` panics.
    struct Stop;
    impl Drop for Stop {
        fn drop(&mut self) {
            COUNTS.store(false, Ordering::SeqCst);
        }
    }
    start();
    let stop = Stop;
    let result = work();
    drop(stop);
    (result, so_far())
}

/// Counts from now on: for a program that looks at [`so_far`] from time to time, in place of
/// [`measure`].
pub fn start() {
    HELD.store(0, Ordering::SeqCst);
    PEAK.store(0, Ordering::SeqCst);
    COUNTS.store(true, Ordering::SeqCst);
}

/// What was asked for since counting began.
#[must_use]
pub fn so_far() -> Usage {
    let bytes = |count: &AtomicIsize| usize::try_from(count.load(Ordering::SeqCst)).unwrap_or(0);
    Usage {
        held: bytes(&HELD),
        peak: bytes(&PEAK),
    }
}

/// How much memory of the process is in use, as the system tells it.
#[derive(Clone, Copy, Debug)]
pub struct Resident {
    bytes: usize,
}

impl Resident {
    /// What is in use now. From here on the peak is looked for anew; `None` where the system cannot do that.
    #[must_use]
    pub fn now() -> Option<Self> {
        // To Linux a 5 means: set the peak back to what is in use.
        std::fs::write("/proc/self/clear_refs", "5").ok()?;
        let bytes = status("VmRSS:")?;
        Some(Self { bytes })
    }

    /// How many bytes more have been in use since, at most.
    #[must_use]
    pub fn growth(self) -> Option<usize> {
        status("VmHWM:").map(|peak| peak.saturating_sub(self.bytes))
    }
}

/// A size from the system's description of the process, which gives it in KiB.
fn status(name: &str) -> Option<usize> {
    let text = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    let kibibytes: usize = line.split_whitespace().next()?.parse().ok()?;
    Some(kibibytes * 1024)
}

#[inline]
fn add(bytes: usize) {
    if COUNTS.load(Ordering::Relaxed) {
        let held = HELD.fetch_add(bytes.cast_signed(), Ordering::Relaxed) + bytes.cast_signed();
        PEAK.fetch_max(held, Ordering::Relaxed);
    }
}

#[inline]
fn subtract(bytes: usize) {
    if COUNTS.load(Ordering::Relaxed) {
        HELD.fetch_sub(bytes.cast_signed(), Ordering::Relaxed);
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
        subtract(layout.size());
        // SAFETY: the caller's contract is that of `System`, which made the block.
        unsafe { System.dealloc(ptr, layout) }
    }

    unsafe fn realloc(&self, ptr: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        subtract(layout.size());
        add(size);
        // SAFETY: the caller's contract is that of `System`, which made the block.
        unsafe { System.realloc(ptr, layout, size) }
    }
}
