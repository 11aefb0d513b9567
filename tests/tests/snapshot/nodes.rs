//! Graphs to look at.

use std::cell::RefCell;

use gc_core::snapshot::Label;
use gc_core::{Gc, Heap, Policy, Trace};

/// A value that may point to any number of others.
#[derive(Debug, Trace)]
pub(crate) struct Node {
    pub(crate) name: usize,
    pub(crate) links: RefCell<Vec<Gc<Node>>>,
}

impl Label for Node {
    fn label(&self) -> String {
        format!("node {}", self.name)
    }
}

impl Node {
    pub(crate) fn new(name: usize) -> Gc<Self> {
        Gc::new(Self {
            name,
            links: RefCell::default(),
        })
    }

    pub(crate) fn link(&self, to: &Gc<Self>) {
        self.links.borrow_mut().push(to.clone());
    }
}

/// A heap of its own that never collects by itself.
pub(crate) fn heap() -> Heap {
    Heap::with_policy(Policy::MANUAL)
}

/// Nodes with the edges named, all of them held.
pub(crate) fn graph(heap: &Heap, count: usize, edges: &[(usize, usize)]) -> Vec<Gc<Node>> {
    heap.enter(|| {
        let nodes: Vec<_> = (0..count).map(Node::new).collect();
        for (from, to) in edges {
            nodes[*from].link(&nodes[*to]);
        }
        nodes
    })
}
