//! What a workload does to a peer, one trait a shape of data.
//!
//! Each trait is implemented once over the [nodes](crate::nodes) of any family of pointers, once
//! for gc-arena and once for a `Vec` with indices. A value of such a type is the whole data of a
//! workload, wherever the peer keeps it.

mod churn;
mod doubly;
mod forest;
mod graph;
mod list;
mod rings;
mod table;

pub(crate) use churn::{Churn, Exchange, Groups};
pub(crate) use doubly::{Doubly, DoublyOf};
pub(crate) use forest::{Down, Forest, UpAndDown, nodes_in};
pub(crate) use graph::{Graph, GraphOf};
pub(crate) use list::{List, ListOf};
pub(crate) use rings::{Rings, RingsOf};
pub(crate) use table::{Clones, Table, TableOf};
