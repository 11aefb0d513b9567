//! The traps that other reference-counting collectors fell into, a test each.
//!
//! The numbers are those of the table in `tests/TRAPS.md`, which also says what cannot arise here, and why.
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
