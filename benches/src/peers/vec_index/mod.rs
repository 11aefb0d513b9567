//! Nodes in a `Vec`, pointed to by index, freed by hand: what the machine can do where the program
//! knows everything. The shapes are written anew, because an index means nothing without its `Vec`.

mod churn;
mod doubly;
mod forest;
mod graph;
mod links;
mod parents;
mod slab;

pub(crate) use churn::VecChurn;
pub(crate) use doubly::VecDoubly;
pub(crate) use forest::VecForest;
pub(crate) use graph::VecGraph;
pub(crate) use links::{VecList, VecTable};
pub(crate) use parents::VecParents;

use slab::{NONE, Node, Slab};
