//! A graph drawn at random whose degrees follow a power law, after Chakrabarti, Zhan and Faloutsos, "R-MAT: a
//! recursive model for graph mining" (2004).
//!
//! The matrix of all possible edges is quartered, one quarter is drawn, and so on until one cell is left. As the
//! quarters are not equally likely, few nodes get most edges, as in the Web and in social networks.

use std::collections::HashMap;
use std::path::Path;

use fastrand::Rng;

use super::name::Name;
use super::plain::{NodeId, PlainGraph};
use super::progress::{Unit, bar};

/// How many edges there are for each node that could occur.
const EDGES_A_NODE: u32 = 8;
/// How likely the quarters are, in percent: from and to the first half, only from it, only to it. The
/// figures are those of the Graph500 benchmark.
const QUARTERS: [u32; 3] = [57, 19, 19];
/// Edges are from 1 to so many long.
const LONGEST: u32 = 16;

/// Draws a graph of so many edges; the same for the same seed. The root is the first node drawn.
///
/// # Panics
///
/// If there are to be no edges.
#[must_use]
pub fn generate(edges: u32, seed: u64) -> PlainGraph {
    assert!(edges > 0, "expected at least one edge to draw, found none");
    let levels = (edges / EDGES_A_NODE).max(2).next_power_of_two().ilog2();
    let progress = bar(edges.into(), Unit::Edges);
    let mut random = Rng::with_seed(seed);
    let mut drawn = Drawn::default();
    let mut weights = Vec::with_capacity(edges as usize);
    for _ in 0..edges {
        let (from, to) = cell(&mut random, levels);
        let edge = (drawn.number(from), drawn.number(to));
        drawn.edges.push(edge);
        weights.push(random.u32(1..=LONGEST));
        progress.inc(1);
    }
    progress.finish_and_clear();
    let origin = format!("generated with seed {seed}");
    let roots = vec![NodeId::new(0)];
    PlainGraph::new(Path::new(&origin), "node", drawn.names, drawn.edges, roots)
        .with_weights(weights)
}

/// A row and a column of a matrix of `2^levels` each.
fn cell(random: &mut Rng, levels: u32) -> (u32, u32) {
    let (mut row, mut column) = (0, 0);
    for _ in 0..levels {
        let [both, only_from, only_to] = QUARTERS;
        let (down, right) = match random.u32(0..100) {
            drawn if drawn < both => (0, 0),
            drawn if drawn < both + only_from => (0, 1),
            drawn if drawn < both + only_from + only_to => (1, 0),
            _ => (1, 1),
        };
        row = 2 * row + down;
        column = 2 * column + right;
    }
    (row, column)
}

/// Nodes are numbered as they are drawn, so that there are none without edges.
#[derive(Default)]
struct Drawn {
    names: Vec<Name>,
    edges: Vec<(NodeId, NodeId)>,
    numbers: HashMap<u32, NodeId>,
}

impl Drawn {
    fn number(&mut self, place: u32) -> NodeId {
        *self.numbers.entry(place).or_insert_with(|| {
            self.names.push(Name::word(&place.to_string()));
            NodeId::new(self.names.len() - 1)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::generate;

    #[test]
    fn the_same_seed_draws_the_same_graph_and_another_another() {
        assert_eq!(generate(1000, 7).edges(), generate(1000, 7).edges());
        assert_ne!(generate(1000, 7).edges(), generate(1000, 8).edges());
    }

    #[test]
    fn few_nodes_have_most_edges() {
        let graph = generate(20_000, 1);
        let mut degrees: Vec<_> = graph.degrees().iter().map(|degree| degree.into).collect();
        degrees.sort_unstable_by(|one, other| other.cmp(one));
        let tenth: usize = degrees[..degrees.len() / 10].iter().sum();
        assert_eq!(graph.edges().len(), 20_000);
        assert!(tenth > 10_000, "a tenth of the nodes has {tenth} edges");
    }
}
