//! Who was born and who died, told by the values themselves, so that all pointers are counted by
//! the same means.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::Rc;

use gc_core::Trace;

use super::Family;
use super::node::{Edge, Node};
use super::size::slot;
use crate::graph::plain::NodeId;

/// What lives at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Census {
    /// Nodes that have not announced their death.
    pub nodes: usize,
    /// Edges that have not.
    pub edges: usize,
    /// Both together; as the heap counts them, where there is one.
    pub objects: usize,
    /// The slots of both; as the heap counts them, where there is one.
    pub bytes: usize,
}

/// Where births and deaths are written down.
#[derive(Debug, Default)]
pub struct Ledger {
    nodes: Cell<usize>,
    edges: Cell<usize>,
    dead: RefCell<Vec<NodeId>>,
}

impl Ledger {
    /// Nobody was born yet.
    #[must_use]
    pub fn new() -> Rc<Self> {
        Rc::default()
    }

    /// The nodes that died since this was last asked, in the order of their deaths.
    pub fn take_dead(&self) -> Vec<NodeId> {
        self.dead.take()
    }

    /// What lives, with the bytes that it takes in a family; as the heap counts, where there is one.
    pub fn census<F: Family>(&self) -> Census {
        let (nodes, edges) = (self.nodes.get(), self.edges.get());
        let slots = nodes * slot::<F, Node<F>>() + edges * slot::<F, Edge<F>>();
        let stats = F::stats();
        Census {
            nodes,
            edges,
            objects: stats.as_ref().map_or(nodes + edges, |stats| stats.objects),
            bytes: stats.as_ref().map_or(slots, |stats| stats.bytes),
        }
    }

    fn alive(&self, subject: Subject) -> &Cell<usize> {
        match subject {
            Subject::Node(_) => &self.nodes,
            Subject::Edge => &self.edges,
        }
    }
}

/// Whose birth and death is announced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A node.
    Node(NodeId),
    /// Some edge.
    Edge,
}

/// A field that announces the birth and the death of the value it is part of.
///
/// A type that derives `Trace` has no `Drop` of its own, as that could look at neighbours which are
/// dead. This one is a leaf and has none, so its `Drop` is welcome.
#[derive(Trace)]
#[trace(leaf)]
pub struct Announcement {
    ledger: Rc<Ledger>,
    subject: Subject,
}

impl Announcement {
    /// Announces a birth.
    #[must_use]
    pub fn of(subject: Subject, ledger: &Rc<Ledger>) -> Self {
        let alive = ledger.alive(subject);
        alive.set(alive.get() + 1);
        Self {
            ledger: ledger.clone(),
            subject,
        }
    }

    /// Whose it is.
    #[must_use]
    pub fn subject(&self) -> Subject {
        self.subject
    }
}

impl Drop for Announcement {
    fn drop(&mut self) {
        let alive = self.ledger.alive(self.subject);
        alive.set(alive.get() - 1);
        if let Subject::Node(id) = self.subject {
            self.ledger.dead.borrow_mut().push(id);
        }
    }
}

impl fmt::Debug for Announcement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.subject.fmt(f)
    }
}
