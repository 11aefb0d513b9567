//! Placeholder crate docs.
#![deny(unsafe_code)]

#[expect(unsafe_code, reason = "headers are reached by pointer arithmetic")]
mod object;
#[expect(unsafe_code, reason = "`Trace` is an unsafe trait")]
mod trace;

pub use trace::{Finalize, Trace, Tracer, TypeGraph};

/// Support for the code that `#[derive(Trace)]` writes. Not part of the public interface.
#[doc(hidden)]
pub mod __private;
