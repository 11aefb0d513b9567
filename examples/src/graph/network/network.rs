//! A graph as a list of its nodes.

use std::fmt;

use gc_core::Trace;

use super::node::{Edge, Node};
use crate::family::Family;
use crate::graph::plain::NodeId;

/// All nodes of a graph, by number. Dropping it leaves alone what is held elsewhere.
///
/// # Invariants
///
/// 1. The node at an index has the number of that index.
///
/// ```
/// use gc_examples::family::Collected;
/// use gc_examples::graph::network::Network;
///
/// let mut streets = Network::<Collected, &str, u32>::new();
/// let (church, market) = (streets.add_node("church"), streets.add_node("market"));
/// let street = streets.add_edge(&church, &market, 120);
/// drop((streets, church, market));
/// assert_eq!(*street.source().unwrap().data(), "church"); // an edge keeps both its ends
/// drop(street);
/// assert_eq!(gc_core::collect().freed, 3);
/// ```
pub struct Network<F: Family, N: 'static, E: 'static> {
    nodes: Vec<F::Strong<Node<F, N, E>>>,
    edges: usize,
}

impl<F: Family, N: Trace, E: Trace> Network<F, N, E> {
    /// A graph without nodes.
    #[must_use]
    pub fn new() -> Self {
        Self::with_capacity(0)
    }

    /// A graph without nodes, and with room for some.
    #[must_use]
    pub fn with_capacity(nodes: usize) -> Self {
        Self {
            nodes: Vec::with_capacity(nodes),
            edges: 0,
        }
    }

    /// Adds a node, and gives a handle to it.
    pub fn add_node(&mut self, data: N) -> F::Strong<Node<F, N, E>> {
        self.add_node_with_room(data, 0, 0)
    }

    pub(super) fn add_node_with_room(
        &mut self,
        data: N,
        out: usize,
        into: usize,
    ) -> F::Strong<Node<F, N, E>> {
        let id = NodeId::new(self.nodes.len());
        let node = F::alloc(Node::new(id, data, out, into));
        self.nodes.push(node.clone());
        node
    }

    /// Adds an edge between two nodes of this graph, and gives a handle to it. Two edges may have the same
    /// ends, and both ends may be the same.
    ///
    /// # Panics
    ///
    /// If an end is a node of another graph.
    pub fn add_edge(
        &mut self,
        source: &F::Strong<Node<F, N, E>>,
        target: &F::Strong<Node<F, N, E>>,
        data: E,
    ) -> F::Strong<Edge<F, N, E>> {
        for end in [source, target] {
            let own = self.nodes.get(end.id().index());
            assert!(
                own.is_some_and(|own| std::ptr::eq(&raw const **own, &raw const **end)),
                "expected a node of this graph, found {:?} of another one; add it here first",
                end.id()
            );
        }
        self.edges += 1;
        Edge::<F, N, E>::link(source, target, data)
    }

    /// Adds an edge between the nodes of two numbers.
    ///
    /// # Panics
    ///
    /// If there is no such node.
    pub fn connect(&mut self, from: NodeId, to: NodeId, data: E) {
        self.edges += 1;
        Edge::<F, N, E>::link(self.node(from), self.node(to), data);
    }

    /// The node of a number.
    ///
    /// # Panics
    ///
    /// If there is no such node.
    #[must_use]
    pub fn node(&self, id: NodeId) -> &F::Strong<Node<F, N, E>> {
        &self.nodes[id.index()]
    }

    /// All nodes, by number.
    #[must_use]
    pub fn nodes(&self) -> &[F::Strong<Node<F, N, E>>] {
        &self.nodes
    }

    /// How many edges were added.
    #[must_use]
    pub fn edge_count(&self) -> usize {
        self.edges
    }

    /// All numbers, in order.
    pub fn ids(&self) -> impl Iterator<Item = NodeId> + use<F, N, E> {
        (0..self.nodes.len()).map(NodeId::new)
    }
}

impl<F: Family, N: Trace, E: Trace> Default for Network<F, N, E> {
    fn default() -> Self {
        Self::new()
    }
}

impl<F: Family, N, E> fmt::Debug for Network<F, N, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Network")
            .field("nodes", &self.nodes.len())
            .field("edges", &self.edges)
            .finish()
    }
}
