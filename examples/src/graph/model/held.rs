//! What an edge knows when it is all that is held.

use super::Family;
use super::ledger::{Census, Ledger};
use super::model::Model;
use crate::graph::plain::{NodeId, PlainGraph};

/// What came of letting everything go but one edge.
#[derive(Clone, Debug)]
pub struct HeldEdge {
    /// The pointers that the graph was built with.
    pub family: &'static str,
    /// The edge's source, as the edge tells it; `None` if it has forgotten.
    pub source: Option<NodeId>,
    /// The edge's target, as the edge tells it.
    pub target: NodeId,
    /// What lived while the edge was held.
    pub held: Census,
    /// What still lived when the edge had been let go too.
    pub leaked: Census,
}

/// Builds the graph, lets everything go but the edge of number `edge`, and asks it for its ends.
///
/// # Panics
///
/// If there is no such edge.
#[must_use]
pub fn hold_one_edge<F: Family>(graph: &PlainGraph, edge: usize) -> HeldEdge {
    let ledger = Ledger::new();
    let (source, _) = graph.edges()[edge];
    let earlier = graph.edges()[..edge].iter();
    let position = earlier.filter(|&&(from, _)| from == source).count();

    let index = Model::<F>::build(graph, &ledger);
    let edge = index.node(source).edge(position);
    let edge = edge.expect("expected the model to have the edges of the graph, in their order");
    drop(index);
    F::collect();
    let held = ledger.census::<F>();
    let source = edge.source().map(|node| node.id());
    let target = edge.target().id();

    drop(edge);
    F::collect();
    HeldEdge {
        family: F::NAME,
        source,
        target,
        held,
        leaked: ledger.census::<F>(),
    }
}
