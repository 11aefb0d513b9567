//! Random programs of heap operations, run twice: on real heaps and on a plain graph of numbers.
//!
//! ```text
//! bytes -> Op (op) -> Machine (machine, step*) -> real values (kind, value, pointer, scene)
//!                           |                          ^
//!                           v                          | compared after each operation (check)
//!                       Shadow (shadow) ---------------+
//! ```
//!
//! The shadow knows what each operation must do: which objects die by their count, which ones
//! a collection finds, what a finalizer rescues. The machine compares after every operation the
//! number of living objects of both heaps, and at every collection everything that can be observed:
//! who was dropped and finalized (once), every strong and weak count, every edge, every checksum,
//! what each `Weak` says, and what the collection reports of itself.
//!
//! A program is a plain `Vec<Op>`, four bytes an operation; a fuzzer can feed it.
//!
//! Where what dies depends on how far a collection in slices is, the shadow cannot know; [`watch`] is for those.

mod check;
mod kind;
mod machine;
mod op;
mod pointer;
mod scene;
mod shadow;
mod slots;
mod step_collect;
mod step_edges;
mod step_exclusive;
mod steps;
mod value;
pub mod watch;

pub use machine::{Crossing, Setup, run};
pub use op::Op;

/// What differed between the heap and the shadow.
pub type Mismatch = String;

/// Gives up on a program: the real heap does not do what the shadow says.
macro_rules! ensure {
    ($holds:expr, $($what:tt)+) => {
        if !$holds {
            return Err(format!($($what)+));
        }
    };
}
use ensure;
