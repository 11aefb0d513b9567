//! `Trace` for types of other crates: what they own is found, what owns nothing is not scanned.
//!
//! One module for each origin.
#![forbid(unsafe_code)]

mod alloc_types;
mod core_types;
mod functions;
mod graphs;
mod std_types;
mod support;
mod tables;
