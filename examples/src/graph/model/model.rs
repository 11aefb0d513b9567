//! A graph of objects.

use std::fmt;
use std::rc::Rc;

use super::Family;
use super::ledger::{Announcement, Ledger, Subject};
use super::node::{Edge, Node};
use crate::graph::plain::{NodeId, PlainGraph};

/// An index of all nodes, each held by it. Drop it, and only what was taken out of it (the roots) still
/// holds anything.
pub struct Model<F: Family> {
    nodes: Vec<F::Strong<Node<F>>>,
}

impl<F: Family> Model<F> {
    /// Builds the objects of a graph. Births and deaths go to the ledger.
    #[must_use]
    pub fn build(graph: &PlainGraph, ledger: &Rc<Ledger>) -> Self {
        let nodes: Vec<_> = graph
            .ids()
            .zip(graph.degrees())
            .map(|(id, degree)| {
                let announcement = Announcement::of(Subject::Node(id), ledger);
                F::alloc(Node::new(
                    &graph.nodes()[id.index()].name,
                    degree,
                    announcement,
                ))
            })
            .collect();
        for (from, to) in graph.edges() {
            let announcement = Announcement::of(Subject::Edge, ledger);
            Edge::<F>::link(&nodes[from.index()], &nodes[to.index()], announcement);
        }
        Self { nodes }
    }

    /// A handle to one node.
    #[must_use]
    pub fn node(&self, id: NodeId) -> F::Strong<Node<F>> {
        self.nodes[id.index()].clone()
    }
}

impl<F: Family> fmt::Debug for Model<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Model")
            .field("nodes", &self.nodes.len())
            .finish()
    }
}
