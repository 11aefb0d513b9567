//! Dominators, after Cooper, Harvey and Kennedy, "A simple, fast dominance algorithm" (2001).

use gc_core::Trace;

use crate::family::Family;
use crate::graph::network::Network;
use crate::graph::plain::NodeId;

/// The immediate dominator of each node: the nearest one that every path from `start` leads through. `None`
/// for `start`, and for what cannot be reached.
///
/// Needs the edges both ways. Takes time in proportion to edges in a graph without circles, and a few
/// times that with them; quadratic time at worst.
///
/// # Panics
///
/// If there is no node `start`.
#[must_use]
pub fn dominators<F: Family, N: Trace, E: Trace>(
    network: &Network<F, N, E>,
    start: NodeId,
) -> Vec<Option<NodeId>> {
    let postorder = postorder(network, start);
    let mut tree = Tree::new(network.nodes().len(), &postorder);
    while tree.improve(network, &postorder) {}
    let mut found = vec![None; network.nodes().len()];
    for (&id, &dominator) in postorder.iter().zip(&tree.dominator) {
        if id != start {
            found[id.index()] = Some(postorder[dominator as usize]);
        }
    }
    found
}

/// The nodes that can be reached, each after all that are met below it; `start` is the last.
fn postorder<F: Family, N: Trace, E: Trace>(
    network: &Network<F, N, E>,
    start: NodeId,
) -> Vec<NodeId> {
    let mut order = Vec::new();
    let mut met = vec![false; network.nodes().len()];
    met[start.index()] = true;
    let mut path = vec![(start, 0)];
    while let Some((id, next)) = path.last_mut() {
        let successor = network.node(*id).successor(*next);
        *next += 1;
        match successor {
            Some(successor) if !met[successor.index()] => {
                met[successor.index()] = true;
                path.push((successor, 0));
            }
            Some(_) => {}
            None => {
                order.push(*id);
                path.pop();
            }
        }
    }
    order
}

/// No number: unreachable, or not yet known.
const NONE: u32 = u32::MAX;

/// What is known of the tree so far, all in postorder numbers: a dominator has a higher one.
struct Tree {
    /// The number of each node.
    number: Vec<u32>,
    dominator: Vec<u32>,
}

impl Tree {
    fn new(count: usize, postorder: &[NodeId]) -> Self {
        let mut number = vec![NONE; count];
        for (index, id) in postorder.iter().enumerate() {
            number[id.index()] = index as u32;
        }
        let mut dominator = vec![NONE; postorder.len()];
        let start = postorder.len() - 1;
        dominator[start] = start as u32;
        Self { number, dominator }
    }

    /// Looks at all nodes once, from the start on; whether anything has changed.
    fn improve<F: Family, N: Trace, E: Trace>(
        &mut self,
        network: &Network<F, N, E>,
        postorder: &[NodeId],
    ) -> bool {
        let mut changed = false;
        for (index, &id) in postorder.iter().enumerate().rev().skip(1) {
            let mut common = NONE;
            network.node(id).each_into(|edge| {
                let source = edge.source_id().map(|source| self.number[source.index()]);
                common = self.common(common, source.unwrap_or(NONE));
            });
            if self.dominator[index] != common {
                self.dominator[index] = common;
                changed = true;
            }
        }
        changed
    }

    /// The nearest dominator that two nodes share, one of which may be unknown.
    fn common(&self, mut one: u32, mut other: u32) -> u32 {
        if other == NONE || self.dominator[other as usize] == NONE {
            return one;
        }
        if one == NONE {
            return other;
        }
        while one != other {
            if one < other {
                one = self.dominator[one as usize];
            } else {
                other = self.dominator[other as usize];
            }
        }
        one
    }
}
