//! The interpreter over [`Rc`](std::rc::Rc): the same text, compiled again, to be compared with
//! [`collected`](super::collected). Every closure that can see itself leaks.
//!
//! `Rc` drops recursively, so this one is to be run on a deep stack, as [`compare`](super::compare) does.

#[expect(
    clippy::duplicate_mod,
    reason = "one text over two pointers is the point of the comparison"
)]
#[path = "interpreter/mod.rs"]
mod interpreter;

mod interner;

/// All in which this interpreter and [`collected`](super::collected) differ.
mod pointer {
    pub(super) use super::interner::Interner;
    pub(super) use std::rc::Rc as Ptr;
}

/// What it is called in reports.
const POINTER: &str = "Rc";

pub use interpreter::Interpreter;
