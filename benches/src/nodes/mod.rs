//! The nodes that workloads are built of, over any family of pointers that can be held anywhere.
//!
//! A family is one peer with one payload: `RustCc<u64>` where time is taken, `RustCc<Counted>` where
//! drops are checked. Its nodes have the same fields in every family, in the peer's own pointers
//! and cells; the macros [`acyclic_nodes`] and [`cyclic_nodes`] write them, because each peer has
//! its own derive.
//!
//! gc-arena's pointers cannot leave its closures and a `Vec`'s indices mean nothing without it:
//! these two implement the [shapes](crate::shapes) themselves.

mod acyclic;
mod cyclic;

pub(crate) use acyclic::{acyclic_nodes, acyclic_nodes_with};
pub(crate) use cyclic::{cyclic_nodes, cyclic_nodes_with};

use crate::value::Value;

/// A peer's pointers, with one payload.
pub(crate) trait Family: 'static {
    /// The payload.
    type Value: Value;

    /// Collects everything that is unreachable now. Nothing for a peer without a collector.
    fn collect() {}

    /// Frees what has been dropped, for a peer where letting go of a pointer frees nothing.
    fn reclaim() {}

    /// Switches on or off what the peer collects on its own, where it can be switched.
    fn set_automatic(_on: bool) {}

    /// Says that `count` objects were made. A peer that never collects on its own is asked to
    /// here, from time to time.
    fn allocated(_count: usize) {}
}

/// Nodes of a singly linked list: payload and link, 24 bytes where a pointer has a niche.
pub(crate) trait Links: Family {
    /// A pointer to such a node.
    type Link: 'static;

    /// A node that links to none.
    fn link(value: Self::Value) -> Self::Link;

    /// The payload.
    fn value(link: &Self::Link) -> &Self::Value;

    /// Makes the node link to `next`.
    fn set_next(link: &Self::Link, next: Option<Self::Link>);

    /// What the node links to, borrowed.
    ///
    /// # Safety
    ///
    /// `set_next` is not called on this node while the reference is in use.
    unsafe fn next(link: &Self::Link) -> Option<&Self::Link>;
}

/// Nodes of a binary tree, fixed when made: payload and two children.
pub(crate) trait Trees: Family {
    /// A pointer to such a node.
    type Tree: 'static;

    /// A node with two children, or none.
    fn tree(value: Self::Value, children: Option<(Self::Tree, Self::Tree)>) -> Self::Tree;

    /// The children.
    fn children(tree: &Self::Tree) -> Option<(&Self::Tree, &Self::Tree)>;
}

/// Nodes of a binary tree that know their parent: payload, cell of the parent, two children.
pub(crate) trait ParentTrees: Family {
    /// A pointer to such a node.
    type Child: 'static;

    /// A node with two children, or none, of which it becomes the parent.
    fn parent(value: Self::Value, children: Option<(Self::Child, Self::Child)>) -> Self::Child;

    /// The children.
    fn children_of(child: &Self::Child) -> Option<(&Self::Child, &Self::Child)>;
}

/// Nodes of a doubly linked list or a ring: payload, cell of the next, cell of one that comes
/// before.
pub(crate) trait Chains: Family {
    /// A pointer to such a node.
    type Chain: Clone + 'static;

    /// A node that is linked to none.
    fn chain(value: Self::Value) -> Self::Chain;

    /// Makes `next` the next node.
    fn set_next(chain: &Self::Chain, next: Self::Chain);

    /// Links back to `to`, weakly where the peer has no collector.
    fn set_back(chain: &Self::Chain, to: &Self::Chain);
}

/// Nodes of a graph: payload and a cell of four edges.
pub(crate) trait Graphs: Family {
    /// A pointer to such a node.
    type Node: Clone + 'static;

    /// Whether edges own what they lead to. Otherwise something else must.
    const EDGES_OWN: bool;

    /// A node without edges.
    fn node(value: Self::Value) -> Self::Node;

    /// Sets all edges.
    fn set_edges(node: &Self::Node, to: [&Self::Node; 4]);

    /// A pointer to what an edge leads to.
    fn edge(node: &Self::Node, which: usize) -> Option<Self::Node>;
}

/// Nodes of the graph that churns: payload, two owned members, a cell of two edges up or across.
pub(crate) trait Members: Family {
    /// A pointer to such a node.
    type Member: Clone + 'static;

    /// A node that owns `down`, whose first edge up leads to it then.
    fn member(value: Self::Value, down: [Option<Self::Member>; 2]) -> Self::Member;

    /// Sets an edge up or across, weakly where the peer has no collector.
    fn set_up(member: &Self::Member, which: usize, to: &Self::Member);
}
