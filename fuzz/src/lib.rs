//! What the fuzz targets run: programs decoded from bytes, and what must hold of them.
//!
//! A target panics where something does not hold; libFuzzer takes that for a crash and keeps the bytes.
#![forbid(unsafe_code)]

mod graphs;
pub mod panics;
#[cfg(feature = "parsers")]
mod parsers;
mod programs;

pub use graphs::serde_graph;
#[cfg(feature = "parsers")]
pub use parsers::{edge_list, lock_file};
pub use programs::{explosive, pointers, slices};

/// Ends the run where a program did something else than its model said.
///
/// # Panics
///
/// If it did.
#[track_caller]
pub(crate) fn expect_none<W: std::fmt::Display>(outcome: Result<(), W>) {
    if let Err(what) = outcome {
        panic!("{what}");
    }
}
