//! A graph of nodes with four edges each, held by one handle: collected while it is alive, idle,
//! beside fresh garbage, after some of it was touched, and dead.
//!
//! The first edges form a circle through all nodes in random order; the other three are random. So
//! a node's count says nothing, and all nodes are reachable from any.

use crate::clock::{Clock, Frees};
use crate::measure::Measure;
use crate::random::{Random, index, shuffled};
use crate::shapes::Graph;
use crate::size::Size;

/// Edges of each node.
const EDGES: usize = 4;

/// The ends of all edges, node by node.
fn edges(n: usize) -> Vec<[u32; EDGES]> {
    let mut random = Random::new(5);
    let mut edges: Vec<_> = (0..n)
        .map(|_| std::array::from_fn(|_| index(random.below(n))))
        .collect();
    let circle = shuffled(n, 6);
    for (i, &node) in circle.iter().enumerate() {
        edges[node as usize][0] = circle[(i + 1) % n];
    }
    edges
}

pub(crate) fn random_graph<G: Graph>(clock: &mut Clock, size: &Size) {
    let n = size.graph_nodes;
    let mut graph = G::build(&edges(n));
    clock.time(Measure::GraphLive, n, Frees::Exactly(0), || graph.collect());
    clock.time(Measure::GraphIdle, 1, Frees::Exactly(0), || graph.collect());
    let rings = n / 200;
    graph.litter(rings);
    clock.time(Measure::GraphGarbage, 1, Frees::Exactly(2 * rings), || {
        graph.collect();
    });
    let touched = [
        (Measure::GraphTouch10, 10),
        (Measure::GraphTouch10k, 10_000),
    ];
    for (measure, steps) in touched {
        graph.touch(steps);
        clock.time(measure, 1, Frees::Exactly(0), || graph.collect());
    }
    clock.time(Measure::GraphDead, n * EDGES, Frees::Exactly(n), || {
        graph.release();
    });
}

/// The same graph, for peers without a collector.
pub(crate) fn random_graph_release<G: Graph>(clock: &mut Clock, size: &Size) {
    let n = size.graph_nodes;
    let graph = G::build(&edges(n));
    clock.time(Measure::GraphDead, n * EDGES, Frees::Exactly(n), || {
        graph.release();
    });
}
