//! Shortest paths, after Dijkstra, "A note on two problems in connexion with graphs" (1959), with a binary heap from which
//! outdated entries are skipped.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use gc_core::Trace;

use crate::family::Family;
use crate::graph::network::Network;
use crate::graph::plain::NodeId;

/// The shortest paths from one node to all others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths {
    /// The length of the shortest path to each node; `None` where none leads.
    pub distance: Vec<Option<u64>>,
    /// The node before each on that path; `None` for the start too.
    pub before: Vec<Option<NodeId>>,
}

impl Paths {
    /// The nodes on the shortest path to one, from the start; none if no path leads there.
    #[must_use]
    pub fn to(&self, target: NodeId) -> Vec<NodeId> {
        if self.distance[target.index()].is_none() {
            return Vec::new();
        }
        let mut path = vec![target];
        let mut at = target;
        while let Some(before) = self.before[at.index()] {
            path.push(before);
            at = before;
        }
        path.reverse();
        path
    }

    /// The farthest node that can be reached, and its distance; the first one of several.
    #[must_use]
    pub fn farthest(&self) -> Option<(NodeId, u64)> {
        let reached = self.distance.iter().enumerate();
        let reached = reached.filter_map(|(index, distance)| Some((index, (*distance)?)));
        let farthest = reached.max_by_key(|&(index, distance)| (distance, Reverse(index)));
        farthest.map(|(index, distance)| (NodeId::new(index), distance))
    }
}

/// Finds the shortest paths from `start`, where an edge is as long as `weight` says, in time in proportion to
/// `edges * log(edges)`. A path longer than `u64` can say counts as that long.
///
/// # Panics
///
/// If there is no node `start`.
#[must_use]
pub fn shortest_paths<F: Family, N: Trace, E: Trace>(
    network: &Network<F, N, E>,
    start: NodeId,
    weight: impl Fn(&E) -> u64,
) -> Paths {
    let count = network.nodes().len();
    let mut paths = Paths {
        distance: vec![None; count],
        before: vec![None; count],
    };
    let mut pending = BinaryHeap::from([Reverse((0, start))]);
    paths.distance[start.index()] = Some(0);
    while let Some(Reverse((distance, id))) = pending.pop() {
        if paths.distance[id.index()] != Some(distance) {
            continue;
        }
        network.node(id).each_out(|edge| {
            let target = edge.target().id();
            let longer = distance.saturating_add(weight(edge.data()));
            let known = &mut paths.distance[target.index()];
            if known.is_none_or(|known| longer < known) {
                *known = Some(longer);
                paths.before[target.index()] = Some(id);
                pending.push(Reverse((longer, target)));
            }
        });
    }
    paths
}
