//! A random graph whose nodes are all reachable from the first.

use std::hint::black_box;

use super::rings::litter;
use crate::nodes::{Chains, Graphs};
use crate::random::Random;
use crate::value::Value;

/// A graph.
pub(crate) trait Graph: Sized {
    /// A graph with a node for each entry, whose edges lead to the nodes it names; only the first
    /// node is held. The peer does not collect on its own until the graph is released, where that
    /// can be said.
    fn build(edges: &[[u32; 4]]) -> Self;

    /// Collects, with the graph alive.
    fn collect(&mut self);

    /// Makes rings of two nodes beside the graph and lets go of them.
    fn litter(&mut self, rings: usize);

    /// Walks from node to node by random edges, holding a handle to each node passed.
    fn touch(&mut self, steps: usize);

    /// Lets go of the graph and frees all nodes.
    fn release(self);
}

/// A graph of [`Graphs`].
pub(crate) struct GraphOf<P: Graphs> {
    first: P::Node,
    /// Every node, where edges own nothing.
    #[expect(dead_code, reason = "held for its drop")]
    owners: Vec<P::Node>,
}

impl<P: Graphs + Chains> Graph for GraphOf<P> {
    fn build(edges: &[[u32; 4]]) -> Self {
        P::set_automatic(false);
        let nodes: Vec<_> = (0..edges.len() as u64)
            .map(|i| P::node(P::Value::new(i)))
            .collect();
        for (node, to) in nodes.iter().zip(edges) {
            P::set_edges(node, to.map(|i| &nodes[i as usize]));
        }
        Self {
            first: nodes[0].clone(),
            owners: if P::EDGES_OWN { Vec::new() } else { nodes },
        }
    }

    fn collect(&mut self) {
        P::collect();
    }

    fn litter(&mut self, rings: usize) {
        litter::<P>(rings);
    }

    fn touch(&mut self, steps: usize) {
        let mut random = Random::new(steps as u64);
        let mut node = self.first.clone();
        for _ in 0..steps {
            let Some(next) = P::edge(&node, random.below(4)) else {
                unreachable!("every node has four edges")
            };
            node = black_box(next);
        }
    }

    fn release(self) {
        drop(self);
        P::collect();
        P::set_automatic(true);
    }
}
