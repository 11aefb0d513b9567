//! The experiment: cut a node off and see what dies.

use std::time::{Duration, Instant};

use gc_core::Collection;

use super::Family;
use super::ledger::{Census, Ledger};
use super::model::Model;
use crate::graph::plain::{NodeId, PlainGraph};

/// What came of cutting a node off.
#[derive(Clone, Debug)]
pub struct Cut {
    /// The pointers that the graph was built with.
    pub family: &'static str,
    /// The node.
    pub node: NodeId,
    /// Where the edges into it came from, one entry an edge.
    pub dependents: Vec<NodeId>,
    /// What lived before.
    pub before: Census,
    /// What lived when all was done.
    pub after: Census,
    /// The nodes that died.
    pub died: Vec<NodeId>,
    /// Objects that died by counting alone, before the collection.
    pub by_counting: usize,
    /// How long cutting took, with what died by counting.
    pub cutting: Duration,
    /// What the collection says of itself, where there is a collector.
    pub collection: Option<Collection>,
    /// What still lived when the roots had been let go, and a collection had been made, at the end.
    pub leaked: Census,
}

impl Cut {
    /// Nodes and edges that died.
    #[must_use]
    pub fn objects_died(&self) -> usize {
        self.before.objects - self.after.objects
    }

    /// How long cutting and collecting took.
    #[must_use]
    pub fn took(&self) -> Duration {
        self.cutting
            + self
                .collection
                .map_or(Duration::ZERO, |collection| collection.pause)
    }

    /// Edges that died.
    #[must_use]
    pub fn edges_died(&self) -> usize {
        self.before.edges - self.after.edges
    }
}

/// Builds the graph, holds its roots and nothing else, cuts the edges into `node` (and lets go of it,
/// where it is a root), and collects.
#[must_use]
pub fn cut<F: Family>(graph: &PlainGraph, roots: &[NodeId], node: NodeId) -> Cut {
    let ledger = Ledger::new();
    let index = Model::<F>::build(graph, &ledger);
    let others = roots.iter().filter(|&&root| root != node);
    let held: Vec<_> = others.map(|&root| index.node(root)).collect();
    let doomed = index.node(node);
    drop(index);
    // What the roots do not reach dies here, so that it does not count for the cut.
    F::collect();
    ledger.take_dead();
    let before = ledger.census::<F>();
    let dependents = doomed.dependents().iter().map(|node| node.id()).collect();

    let clock = Instant::now();
    doomed.cut_edges_into();
    drop(doomed);
    let cutting = clock.elapsed();
    let counted = ledger.census::<F>();

    let collection = F::collect();
    let after = ledger.census::<F>();
    let died = ledger.take_dead();

    drop(held);
    F::collect();
    Cut {
        family: F::NAME,
        node,
        dependents,
        before,
        after,
        died,
        by_counting: before.objects - counted.objects,
        cutting,
        collection,
        leaked: ledger.census::<F>(),
    }
}
