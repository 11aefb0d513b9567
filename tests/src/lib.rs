//! What the test files share: values that log their death, ready-made graphs, planned panics,
//! threads with small stacks, and the [`model`] that random programs are checked against.
//!
//! Everything here is safe code, as a user of the library would write it.
#![forbid(unsafe_code)]

pub mod model;
pub mod other_unit;

mod collecting;
mod log;
mod node;
mod planned;
mod scale;
mod thread;

pub use collecting::{Collect, WAYS, in_slices};
pub use log::{Log, Probe};
pub use node::{Node, chain, ring};
pub use planned::{Planned, caught, panic_as_planned};
pub use scale::{scale, scale_small};
pub use thread::{in_manual_heap, on_small_stack, on_thread};
