//! The interpreter over [`Gc`](gc_core::Gc): what only keeps itself alive is freed.

#[path = "interpreter/mod.rs"]
mod interpreter;

/// All in which this interpreter and [`counted`](super::counted) differ.
mod pointer {
    pub(super) use gc_core::Gc as Ptr;
    pub(super) use gc_core::collections::Interner;
}

/// What it is called in reports.
const POINTER: &str = "Gc";

pub use interpreter::Interpreter;
