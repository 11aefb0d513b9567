//! Breadth first.

use std::collections::VecDeque;

use gc_core::Trace;

use crate::family::Family;
use crate::graph::network::Network;
use crate::graph::plain::NodeId;

/// How many edges each node is away from `start`; `None` where no path leads. Takes time in proportion to
/// nodes and edges.
///
/// # Panics
///
/// If there is no node `start`.
#[must_use]
pub fn breadth_first<F: Family, N: Trace, E: Trace>(
    network: &Network<F, N, E>,
    start: NodeId,
) -> Vec<Option<u32>> {
    let mut steps = vec![None; network.nodes().len()];
    let mut pending = VecDeque::from([(start, 0)]);
    steps[start.index()] = Some(0);
    while let Some((id, step)) = pending.pop_front() {
        network.node(id).each_out(|edge| {
            let next = edge.target().id();
            if steps[next.index()].is_none() {
                steps[next.index()] = Some(step + 1);
                pending.push_back((next, step + 1));
            }
        });
    }
    steps
}
