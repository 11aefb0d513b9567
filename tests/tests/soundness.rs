//! Holes that were found and closed: what safe code could do to memory, a test each.
//!
//! Those that are errors of the compiler now are ui cases: `a_borrow_through_a_covariant_pointer` and
//! `unsafe_code_inside_unsize`.

#[path = "soundness/covariance.rs"]
mod covariance;
#[path = "soundness/descriptors.rs"]
mod descriptors;
#[path = "soundness/destructors.rs"]
mod destructors;
#[path = "soundness/payloads.rs"]
mod payloads;
#[path = "soundness/teardown.rs"]
mod teardown;
#[path = "soundness/trace_panics.rs"]
mod trace_panics;
