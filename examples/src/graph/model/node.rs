//! Nodes and edges.

use std::cell::RefCell;
use std::fmt;
use std::ptr;

use gc_core::Trace;

use super::Family;
use super::ledger::{Announcement, Subject};
use crate::graph::plain::{Degree, NodeId};

/// A node. It owns the edges that leave it and knows of those that enter it.
#[derive(Trace)]
pub struct Node<F: Family> {
    name: Box<str>,
    announcement: Announcement,
    out: RefCell<Vec<F::Strong<Edge<F>>>>,
    into: RefCell<Vec<F::Weak<Edge<F>>>>,
}

/// An edge. It knows both its ends.
#[derive(Trace)]
pub struct Edge<F: Family> {
    source: F::Back<Node<F>>,
    target: F::Strong<Node<F>>,
    announcement: Announcement,
}

impl<F: Family> Node<F> {
    /// A node without edges, and with room for as many as it will get.
    #[must_use]
    pub fn new(name: &str, degree: Degree, announcement: Announcement) -> Self {
        Self {
            name: name.into(),
            announcement,
            out: RefCell::new(Vec::with_capacity(degree.out)),
            into: RefCell::new(Vec::with_capacity(degree.into)),
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its number in the plain graph.
    ///
    /// # Panics
    ///
    /// If the node was made with the announcement of an edge.
    #[must_use]
    pub fn id(&self) -> NodeId {
        match self.announcement.subject() {
            Subject::Node(id) => id,
            Subject::Edge => panic!("expected a node's announcement, found an edge's"),
        }
    }

    /// The edge that leaves it as its `index`th, if there is one.
    #[must_use]
    pub fn edge(&self, index: usize) -> Option<F::Strong<Edge<F>>> {
        self.out.borrow().get(index).cloned()
    }

    /// The nodes with an edge into this one, found through weak pointers. A node with two such edges
    /// occurs twice.
    pub fn dependents(&self) -> Vec<F::Strong<Self>> {
        let into = self.into.borrow();
        let alive = into.iter().filter_map(F::upgrade);
        alive.filter_map(|edge| edge.source()).collect()
    }

    /// Cuts the edges into this node out of their sources.
    pub fn cut_edges_into(&self) {
        let into = self.into.take();
        for edge in into.iter().filter_map(F::upgrade) {
            if let Some(source) = edge.source() {
                source.disown(&edge);
            }
        }
    }

    /// Lets go of one edge.
    fn disown(&self, edge: &Edge<F>) {
        // What is dropped here must not find the cell borrowed, so the edge is moved out first.
        let position = self
            .out
            .borrow()
            .iter()
            .position(|own| ptr::eq(&raw const **own, edge));
        if let Some(position) = position {
            let disowned = self.out.borrow_mut().swap_remove(position);
            drop(disowned);
        }
    }
}

impl<F: Family> Edge<F> {
    /// Makes an edge and enters it at both its ends.
    pub fn link(
        source: &F::Strong<Node<F>>,
        target: &F::Strong<Node<F>>,
        announcement: Announcement,
    ) {
        let edge = F::alloc(Self {
            source: F::back(source),
            target: target.clone(),
            announcement,
        });
        target.into.borrow_mut().push(F::downgrade(&edge));
        source.out.borrow_mut().push(edge);
    }

    /// Where it comes from; `None` if it has forgotten.
    #[must_use]
    pub fn source(&self) -> Option<F::Strong<Node<F>>> {
        F::follow(&self.source)
    }

    /// Where it leads.
    #[must_use]
    pub fn target(&self) -> &F::Strong<Node<F>> {
        &self.target
    }
}

impl<F: Family> fmt::Debug for Node<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Node").field(&self.name).finish()
    }
}

impl<F: Family> fmt::Debug for Edge<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let source = self.source();
        f.debug_struct("Edge")
            .field("source", &source.as_deref().map(Node::name))
            .field("target", &self.target.name())
            .field("announcement", &self.announcement)
            .finish()
    }
}
