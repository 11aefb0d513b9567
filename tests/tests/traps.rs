//! The traps that other reference-counting collectors fell into, a test each.
//!
//! The numbers are those of the project's list of traps. What cannot arise here, and why:
//!
//! | trap | why not |
//! |---|---|
//! | 3 safe `Trace` trait | `Trace` is an `unsafe trait`; that a safe `impl Trace` is an error is one of the derive's ui cases |
//! | 27 drop check for borrowed data | `Trace: 'static`, and no `may_dangle` is claimed: a value with a borrow in it cannot be allocated |
//! | 31 candidate buffer with dangling entries | there is no buffer: what was touched is a bit in the object's own header |
//! | 32 handles moved by another thread during a scan | `Gc` is not `Send` (see 28), and no thread but the heap's own ever looks at it |
#![forbid(unsafe_code)]

#[path = "traps/aliasing.rs"]
mod aliasing;
#[path = "traps/counts.rs"]
mod counts;
#[path = "traps/destructors.rs"]
mod destructors;
#[path = "traps/layouts.rs"]
mod layouts;
#[path = "traps/re_entry.rs"]
mod re_entry;
#[path = "traps/threads.rs"]
mod threads;
#[path = "traps/tracing.rs"]
mod tracing;
