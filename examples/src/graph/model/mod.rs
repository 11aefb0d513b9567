//! The graph as objects, written once for three pointers.
//!
//! ```text
//! size      what values take
//! ledger    births and deaths, announced by the values themselves
//! node      Node and Edge
//! model     a graph of them, built from a plain one
//! cut       the experiment: cut, collect, count
//! held      another: let everything go but one edge
//! circles   circles in the data
//! stack     room for pointers that drop recursively
//! ```

mod circles;
mod cut;
mod held;
mod ledger;
#[expect(
    clippy::module_inception,
    reason = "the file is named after its type, `Model`"
)]
mod model;
mod node;
mod size;
mod stack;

pub use crate::family::{Collected, Counted, CountedWeakly, Family};
pub use circles::{Circles, find_circles};
pub use cut::{Cut, cut};
pub use held::{HeldEdge, hold_one_edge};
pub use ledger::{Announcement, Census, Ledger, Subject};
pub use model::Model;
pub use node::{Edge, Node};
pub use size::{edge_size, node_size};
pub use stack::on_deep_stack;
