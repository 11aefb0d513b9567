//! Strongly connected components, after Tarjan, "Depth-first search and linear graph algorithms" (1972), with
//! the stack of calls as a vector.

use gc_core::Trace;

use crate::family::Family;
use crate::graph::network::Network;
use crate::graph::plain::NodeId;

/// Which nodes can reach each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Components {
    /// The component of each node, by number. An edge never leads to a component of a higher number.
    pub of: Vec<u32>,
    /// How many nodes each component has.
    pub sizes: Vec<u32>,
}

impl Components {
    /// How many nodes the largest one has.
    #[must_use]
    pub fn largest(&self) -> u32 {
        self.sizes.iter().copied().max().unwrap_or(0)
    }
}

/// Finds the strongly connected components of a graph, in time in proportion to nodes and edges.
#[must_use]
pub fn components<F: Family, N: Trace, E: Trace>(network: &Network<F, N, E>) -> Components {
    let mut search = Search::new(network);
    for id in network.ids() {
        if search.order[id.index()] == UNSEEN {
            search.run(id);
        }
    }
    Components {
        of: search.component,
        sizes: search.sizes,
    }
}

/// No number: the node has not been met, or is not yet in a component.
const UNSEEN: u32 = u32::MAX;

struct Search<'a, F: Family, N: 'static, E: 'static> {
    network: &'a Network<F, N, E>,
    /// When each node was met.
    order: Vec<u32>,
    /// The earliest node still open that is known to be reached from each.
    low: Vec<u32>,
    component: Vec<u32>,
    sizes: Vec<u32>,
    /// The nodes met that are in no component yet.
    open: Vec<NodeId>,
    /// The path to the current node, each with the edge to follow next.
    path: Vec<(NodeId, usize)>,
    met: u32,
}

impl<'a, F: Family, N: Trace, E: Trace> Search<'a, F, N, E> {
    fn new(network: &'a Network<F, N, E>) -> Self {
        let count = network.nodes().len();
        Self {
            network,
            order: vec![UNSEEN; count],
            low: vec![UNSEEN; count],
            component: vec![UNSEEN; count],
            sizes: Vec::new(),
            open: Vec::new(),
            path: Vec::new(),
            met: 0,
        }
    }

    fn run(&mut self, start: NodeId) {
        self.meet(start);
        while let Some((id, next)) = self.path.last_mut() {
            let id = *id;
            let successor = self.network.node(id).successor(*next);
            *next += 1;
            match successor {
                Some(successor) => self.follow(id, successor),
                None => self.leave(id),
            }
        }
    }

    fn meet(&mut self, id: NodeId) {
        self.order[id.index()] = self.met;
        self.low[id.index()] = self.met;
        self.met += 1;
        self.open.push(id);
        self.path.push((id, 0));
    }

    fn follow(&mut self, id: NodeId, successor: NodeId) {
        let order = self.order[successor.index()];
        if order == UNSEEN {
            self.meet(successor);
        } else if self.component[successor.index()] == UNSEEN {
            self.lower(id, order);
        }
    }

    fn lower(&mut self, id: NodeId, to: u32) {
        let low = &mut self.low[id.index()];
        *low = (*low).min(to);
    }

    /// All edges of the node have been followed.
    fn leave(&mut self, id: NodeId) {
        self.path.pop();
        let low = self.low[id.index()];
        if let Some(&(parent, _)) = self.path.last() {
            self.lower(parent, low);
        }
        if low == self.order[id.index()] {
            self.close(id);
        }
    }

    /// The node was the first of its component, so all that are open since belong to it.
    fn close(&mut self, first: NodeId) {
        let number = self.sizes.len() as u32;
        let mut size = 0;
        while let Some(id) = self.open.pop() {
            self.component[id.index()] = number;
            size += 1;
            if id == first {
                break;
            }
        }
        self.sizes.push(size);
    }
}
