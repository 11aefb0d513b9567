//! Nodes and edges with data.

use std::cell::RefCell;
use std::fmt;

use gc_core::Trace;

use crate::family::Family;
use crate::graph::plain::NodeId;

/// A node: its data, the edges that leave it and those that enter it.
#[derive(Trace)]
#[expect(
    clippy::type_complexity,
    reason = "the derive looks for `F::Strong` to know what to bound, and cannot see through an alias"
)]
pub struct Node<F: Family, N: 'static, E: 'static> {
    id: NodeId,
    data: N,
    out: RefCell<Vec<F::Strong<Edge<F, N, E>>>>,
    into: RefCell<Vec<F::Back<Edge<F, N, E>>>>,
}

/// An edge: its data and both its ends.
#[derive(Trace)]
pub struct Edge<F: Family, N: 'static, E: 'static> {
    data: E,
    source: F::Back<Node<F, N, E>>,
    target: F::Strong<Node<F, N, E>>,
}

impl<F: Family, N: Trace, E: Trace> Node<F, N, E> {
    /// A node without edges, with room for as many as it will probably get.
    pub(super) fn new(id: NodeId, data: N, out: usize, into: usize) -> Self {
        Self {
            id,
            data,
            out: RefCell::new(Vec::with_capacity(out)),
            into: RefCell::new(Vec::with_capacity(into)),
        }
    }

    /// Its number in the network that it was made in.
    #[must_use]
    pub fn id(&self) -> NodeId {
        self.id
    }

    /// What it carries.
    #[must_use]
    pub fn data(&self) -> &N {
        &self.data
    }

    /// How many edges leave it.
    #[must_use]
    pub fn out_degree(&self) -> usize {
        self.out.borrow().len()
    }

    /// How many edges enter it.
    #[must_use]
    pub fn in_degree(&self) -> usize {
        self.into.borrow().len()
    }

    /// A handle to the edge that leaves it as its `index`th.
    #[must_use]
    pub fn out_edge(&self, index: usize) -> Option<F::Strong<Edge<F, N, E>>> {
        self.out.borrow().get(index).cloned()
    }

    /// The number of the node that its `index`th edge leads to.
    #[must_use]
    pub fn successor(&self, index: usize) -> Option<NodeId> {
        self.out.borrow().get(index).map(|edge| edge.target.id)
    }

    /// Looks at each edge that leaves it, in the order in which they were added. `look` must not add edges
    /// here.
    pub fn each_out(&self, look: impl FnMut(&Edge<F, N, E>)) {
        let out = self.out.borrow();
        out.iter().map(|edge| &**edge).for_each(look);
    }

    /// Looks at each edge that enters it and still lives, likewise.
    pub fn each_into(&self, mut look: impl FnMut(&Edge<F, N, E>)) {
        for edge in &*self.into.borrow() {
            F::look_back(edge, &mut look);
        }
    }
}

impl<F: Family, N: Trace, E: Trace> Edge<F, N, E> {
    /// Makes an edge and enters it at both its ends.
    pub(super) fn link(
        source: &F::Strong<Node<F, N, E>>,
        target: &F::Strong<Node<F, N, E>>,
        data: E,
    ) -> F::Strong<Self> {
        let edge = F::alloc(Self {
            data,
            source: F::back(source),
            target: target.clone(),
        });
        target.into.borrow_mut().push(F::back(&edge));
        source.out.borrow_mut().push(edge.clone());
        edge
    }

    /// What it carries.
    #[must_use]
    pub fn data(&self) -> &E {
        &self.data
    }

    /// Where it leads.
    #[must_use]
    pub fn target(&self) -> &F::Strong<Node<F, N, E>> {
        &self.target
    }

    /// Where it comes from; `None` if it has forgotten.
    #[must_use]
    pub fn source(&self) -> Option<F::Strong<Node<F, N, E>>> {
        F::follow(&self.source)
    }

    /// The number of the node where it comes from; `None` if it has forgotten.
    #[must_use]
    pub fn source_id(&self) -> Option<NodeId> {
        F::look_back(&self.source, |node| node.id)
    }
}

impl<F: Family, N: fmt::Debug, E> fmt::Debug for Node<F, N, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Node").field(&self.data).finish()
    }
}

impl<F: Family, N: fmt::Debug, E: fmt::Debug> fmt::Debug for Edge<F, N, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Edge")
            .field("data", &self.data)
            .field("target", &self.target.data)
            .finish_non_exhaustive()
    }
}
