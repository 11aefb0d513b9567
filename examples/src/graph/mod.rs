//! What disappears from a graph if one node goes: the parts of the program `graph`.
//!
//! ```text
//! args, error
//! name       what nodes are called
//! plain      the graph as read: names and pairs of numbers, no pointers
//! input      files -> plain: Cargo.lock, edge lists; names -> nodes
//! network    the graph as objects with data, linked both ways
//! algorithms what there is to know of it: breadth first, components, paths, PageRank, dominators
//! generate   a graph drawn at random
//! measure    the algorithms over each kind of pointer, and over petgraph's arena, timed
//! dominion   what each node dominates: the prediction
//! model      the graph as objects, over any of three pointers: the experiment
//! progress   bars while a large graph is loaded
//! report     results -> text
//! run        all of it in order
//! ```

pub mod algorithms;
mod args;
pub mod dominion;
mod error;
pub mod generate;
pub mod input;
pub mod measure;
pub mod model;
pub mod name;
pub mod network;
pub mod plain;
mod progress;
mod report;
mod run;

pub use args::Args;
pub use error::Error;
pub use run::run;
