//! A document tree over `Gc`, with strong pointers everywhere, against `markup5ever_rcdom`.
//!
//! ```text
//! cargo run --release -p gc-examples --bin dom_compare [-- FILE.html… [--mebibytes COUNT] [--rounds COUNT]
//!     [--selector SELECTOR] [--warm]]
//! ```
//!
//! Parses a page, searches it, writes it and lets it go, over both trees and with the same parser, search and
//! serializer, and prints times and memory. That both find and write the same is checked on the way.
//!
//! Each measurement has a process of its own: what one tree leaves behind in the system's allocator would be tidied
//! up in the other's time. `--warm` lets each process do the work once before, so that memory which was
//! given back is used again where it was kept.
//!
//! Memory is what was asked for from the allocator: this program has one that counts.

use std::alloc::{GlobalAlloc, Layout, System};
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};

use clap::Parser;
use gc_examples::dom::compare::{self, Args, Meter};

#[global_allocator]
static COUNTING: Counting = Counting {
    now: AtomicUsize::new(0),
    peak: AtomicUsize::new(0),
};

/// The system's allocator, counting the bytes that are asked for and not yet given back.
///
/// The program has one thread, so a plain load and store count well enough, and cost next to nothing; with
/// more threads the counts would be wrong, and nothing worse.
struct Counting {
    now: AtomicUsize,
    peak: AtomicUsize,
}

impl Counting {
    fn grow(&self, bytes: usize) {
        let now = self.now.load(Ordering::Relaxed).wrapping_add(bytes);
        self.now.store(now, Ordering::Relaxed);
        if now > self.peak.load(Ordering::Relaxed) {
            self.peak.store(now, Ordering::Relaxed);
        }
    }

    fn shrink(&self, bytes: usize) {
        let now = self.now.load(Ordering::Relaxed).wrapping_sub(bytes);
        self.now.store(now, Ordering::Relaxed);
    }
}

// SAFETY: every call is passed on as it is; counting allocates nothing and cannot unwind.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        self.grow(layout.size());
        // SAFETY: the caller's contract is that of `System`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        self.shrink(layout.size());
        // SAFETY: the caller's contract is that of `System`, which made the block.
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        self.shrink(layout.size());
        self.grow(size);
        // SAFETY: the caller's contract is that of `System`, which made the block.
        unsafe { System.realloc(pointer, layout, size) }
    }
}

const METER: Meter = Meter {
    now: || COUNTING.now.load(Ordering::Relaxed),
    peak: || COUNTING.peak.load(Ordering::Relaxed),
    reset: || COUNTING.peak.store((METER.now)(), Ordering::Relaxed),
};

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(u8::from(error.use_stderr()));
        }
    };
    let text = match compare::run(&args, &METER) {
        Ok(text) => text,
        Err(error) => return fail(&error.to_string()),
    };
    match io::stdout().lock().write_all(text.as_bytes()) {
        // A reader that has seen enough (`| head`) is no error.
        Err(error) if error.kind() != ErrorKind::BrokenPipe => fail(&error.to_string()),
        _ => ExitCode::SUCCESS,
    }
}

fn fail(what: &str) -> ExitCode {
    let _ = writeln!(io::stderr(), "dom_compare: {what}");
    ExitCode::from(1)
}
