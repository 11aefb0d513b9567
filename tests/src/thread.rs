//! Where a test runs: on a thread of its own, or in a heap of its own.

use std::panic::resume_unwind;
use std::thread::Builder;

use gc_core::{Heap, Policy};

/// Runs `f` in a new heap that collects only when told to.
pub fn in_manual_heap<R>(f: impl FnOnce(&Heap) -> R) -> R {
    let heap = Heap::with_policy(Policy::MANUAL);
    heap.enter(|| f(&heap))
}

/// Runs `f` on a new thread, whose heap nothing has touched yet, and waits until all its
/// thread-local destructors have run.
pub fn on_thread<R: Send + 'static>(f: impl FnOnce() -> R + Send + 'static) -> R {
    join(Builder::new(), f)
}

/// As [`on_thread`], with a stack of 256 KiB: what recurses over a graph overflows it.
pub fn on_small_stack<R: Send + 'static>(f: impl FnOnce() -> R + Send + 'static) -> R {
    join(Builder::new().stack_size(256 * 1024), f)
}

fn join<R: Send + 'static>(builder: Builder, f: impl FnOnce() -> R + Send + 'static) -> R {
    let thread = builder.spawn(f).expect("a test thread can be started");
    thread
        .join()
        .unwrap_or_else(|failure| resume_unwind(failure))
}
