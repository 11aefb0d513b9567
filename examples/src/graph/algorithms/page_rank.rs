//! PageRank, after Brin and Page, "The anatomy of a large-scale hypertextual Web search engine" (1998), by the
//! power method.

use gc_core::Trace;

use crate::family::Family;
use crate::graph::network::Network;

/// How much a surfer who follows edges at random is found at each node.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranking {
    /// The share of each node; all together are 1.
    pub shares: Vec<f64>,
    /// How many rounds it took.
    pub rounds: usize,
}

/// Ranks the nodes of a graph: in each round a surfer follows an edge with probability `damping`, and jumps
/// to any node otherwise, or where no edge leaves. Ends when a round moves less than `tolerance` in all, or
/// after `max_rounds`. A round takes time in proportion to nodes and edges.
///
/// An edge that is there twice is followed twice as often.
///
/// # Panics
///
/// If `damping` is not between 0 and 1.
#[must_use]
pub fn page_rank<F: Family, N: Trace, E: Trace>(
    network: &Network<F, N, E>,
    damping: f64,
    tolerance: f64,
    max_rounds: usize,
) -> Ranking {
    assert!(
        (0.0..=1.0).contains(&damping),
        "expected a damping factor from 0 to 1, found {damping}"
    );
    let count = network.nodes().len();
    let mut shares = vec![1.0 / count as f64; count];
    let mut rounds = 0;
    let mut moved = f64::INFINITY;
    while rounds < max_rounds && moved >= tolerance && count > 0 {
        let next = next_round(network, damping, &shares);
        let differences = next.iter().zip(&shares).map(|(new, old)| (new - old).abs());
        moved = differences.sum();
        shares = next;
        rounds += 1;
    }
    Ranking { shares, rounds }
}

fn next_round<F: Family, N: Trace, E: Trace>(
    network: &Network<F, N, E>,
    damping: f64,
    shares: &[f64],
) -> Vec<f64> {
    let mut next = vec![0.0; shares.len()];
    // What is found where no edge leaves.
    let mut stuck = 0.0;
    for (node, share) in network.nodes().iter().zip(shares) {
        match node.out_degree() {
            0 => stuck += share,
            degree => {
                let part = damping * share / degree as f64;
                node.each_out(|edge| next[edge.target().id().index()] += part);
            }
        }
    }
    let moving = 1.0 - stuck;
    let jump = (moving * (1.0 - damping) + stuck) / shares.len() as f64;
    for share in &mut next {
        *share += jump;
    }
    next
}
