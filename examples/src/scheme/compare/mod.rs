//! The same programs over `Gc` and over `Rc`: how long, and with how much memory. The parts of the program
//! `scheme_compare`.
//!
//! Each measurement is a process of its own, so that none finds the heap as another left it. That process
//! runs on a deep stack, as `Rc` drops recursively.

mod args;
mod child;
mod figures;
mod parent;
mod plot;
mod table;

use std::fmt;

pub use args::Args;
pub use parent::run;

/// Bytes in the unit in which memory is told.
const MEBIBYTE: f64 = 1_048_576.0;

/// A global allocator that can tell what is allocated, once it is asked to count.
#[derive(Clone, Copy)]
pub struct Memory {
    /// Starts to count. Not before: counting takes time.
    pub start: fn(),
    /// Bytes allocated since, less those freed.
    pub held: fn() -> usize,
    /// The most that was held.
    pub peak: fn() -> usize,
}

impl fmt::Debug for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Memory").finish_non_exhaustive()
    }
}
