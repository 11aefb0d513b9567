//! The graph node of most tests.

use std::cell::RefCell;
use std::fmt;

use gc_core::{Gc, Trace};

use crate::{Log, Probe};

/// A node with any number of out-edges, whose death is logged.
#[derive(Trace)]
pub struct Node {
    /// Its number, which its probe writes when it dies.
    pub id: u32,
    /// The nodes it points to.
    pub links: RefCell<Vec<Gc<Node>>>,
    probe: Probe,
}

impl Node {
    /// A value that is not in a heap yet.
    #[must_use]
    pub fn value(id: u32, log: &Log) -> Self {
        Self {
            id,
            links: RefCell::new(Vec::new()),
            probe: Probe::new(id, log),
        }
    }

    /// A node without edges in the current heap.
    #[must_use]
    pub fn new(id: u32, log: &Log) -> Gc<Self> {
        Gc::new(Self::value(id, log))
    }

    /// Adds an edge to `target`.
    pub fn link(&self, target: &Gc<Self>) {
        self.links.borrow_mut().push(target.clone());
    }
}

impl fmt::Debug for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Node")
            .field("id", &self.id)
            .field("probe", &self.probe)
            .finish_non_exhaustive()
    }
}

/// `first`, `first + 1`, …, each with an edge to the next one and the last one to the first.
/// Returns handles to all.
///
/// # Panics
///
/// If `len` is 0.
#[must_use]
pub fn ring(first: u32, len: u32, log: &Log) -> Vec<Gc<Node>> {
    let nodes = chain(first, len, log);
    nodes[nodes.len() - 1].link(&nodes[0]);
    nodes
}

/// `first`, `first + 1`, …, each with an edge to the next one. Returns handles to all.
#[must_use]
pub fn chain(first: u32, len: u32, log: &Log) -> Vec<Gc<Node>> {
    let nodes: Vec<_> = (first..first + len).map(|id| Node::new(id, log)).collect();
    for pair in nodes.windows(2) {
        pair[0].link(&pair[1]);
    }
    nodes
}
