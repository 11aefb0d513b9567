//! What there is to know of a graph: each question in a file, written once for all pointers.
//!
//! None of them recurses, so that a chain of a million nodes needs no deep stack. What they find out lies in
//! arrays by node number, beside the graph.

mod breadth;
mod components;
mod dominators;
mod page_rank;
mod paths;

pub use breadth::breadth_first;
pub use components::{Components, components};
pub use dominators::dominators;
pub use page_rank::{Ranking, page_rank};
pub use paths::{Paths, shortest_paths};
