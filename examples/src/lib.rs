//! Complete small programs over [`gc_core`], their parts as a library so that they can be tested.
//!
//! - [`graph`]: what disappears from a real graph if one node goes? The program is
//!   `cargo run --release -p gc-examples --bin graph`.
#![forbid(unsafe_code)]

pub mod graph;
