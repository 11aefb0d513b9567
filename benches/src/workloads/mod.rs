//! The workloads, one a file, each written once over a [shape](crate::shapes).

mod alloc_drop;
mod churn;
mod clone_drop;
mod doubly_linked;
mod hold;
pub(crate) mod hot_paths;
mod list_drop;
mod object_bytes;
mod random_graph;
mod rings;
mod trees;
mod walk;

pub(crate) use alloc_drop::alloc_drop;
pub(crate) use churn::churn;
pub(crate) use clone_drop::clone_drop;
pub(crate) use doubly_linked::doubly_linked;
pub(crate) use hold::hold;
pub(crate) use list_drop::list_drop;
pub(crate) use object_bytes::object_bytes;
pub(crate) use random_graph::{random_graph, random_graph_release};
pub(crate) use rings::{rings_automatic, rings_explicit};
pub(crate) use trees::{parent_trees, trees};
pub(crate) use walk::walk;
