//! What disappears from a graph if one node goes: the parts of the program `graph`.
//!
//! ```text
//! args, error
//! name       what nodes are called
//! plain      the graph as read: names and pairs of numbers, no pointers
//! input      files -> plain: Cargo.lock, edge lists; names -> nodes
//! dominion   what each node dominates: the prediction
//! model      the graph as objects, over any of three pointers: the experiment
//! report     results -> text
//! run        all of it in order
//! ```

mod args;
pub mod dominion;
mod error;
pub mod input;
pub mod model;
pub mod name;
pub mod plain;
mod report;
mod run;

pub use args::Args;
pub use error::Error;
pub use run::run;
