//! A directed graph of objects, with data at nodes and edges, that can be walked both ways.
//!
//! ```text
//!   Node --out--> Edge --target--> Node
//!        <-source--    <--into----
//! ```
//!
//! All four are strong with `Gc`: whoever holds one node or one edge holds all that is connected to it, in
//! either direction, and all of it goes when nobody does. With `Rc` and `Weak`, `source` and `into` are weak:
//! a node that is held alone has lost those that lead to it, and circles in the data still leak.
//!
//! A [`Network`] is a list of all nodes, by number, so that algorithms keep what they find out in
//! arrays beside the graph and not in the objects.

mod build;
#[expect(
    clippy::module_inception,
    reason = "the file is named after its type, `Network`"
)]
mod network;
mod node;

pub use network::Network;
pub use node::{Edge, Node};
