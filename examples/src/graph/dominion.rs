//! What disappears with each node, computed without cutting anything.
//!
//! A node X *dominates* a node V if every path from the roots to V leads through X. Cut the edges into
//! X, and no path through X is left: so **what disappears with X is what X dominates**, X itself
//! included. All dominators together are a tree, found in nearly linear time, and a node's subtree is
//! its dominion; to cut and collect once for each node instead would take quadratic time. That the
//! two agree is what the tests check, for every node of many small graphs.
//!
//! Several roots hang below one node that is not there, so that there is a single place to start
//! from.

use petgraph::algo::dominators::simple_fast;
use petgraph::graph::{DiGraph, NodeIndex};

use super::plain::{NodeId, PlainGraph};

/// How much disappears.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gone {
    /// Nodes that die.
    pub nodes: usize,
    /// Edges that die: those that the dead nodes owned, and those that were cut.
    pub edges: usize,
    /// The size of both.
    pub bytes: usize,
}

impl Gone {
    /// Nodes and edges.
    #[must_use]
    pub fn objects(&self) -> usize {
        self.nodes + self.edges
    }

    fn add(&mut self, other: Self) {
        self.nodes += other.nodes;
        self.edges += other.edges;
        self.bytes += other.bytes;
    }
}

/// What each node dominates.
///
/// # Invariants
///
/// 1. `order` holds the reachable nodes, each before those that it dominates, subtree by subtree: the
///    dominion of the node at `p` is `order[p..ends[p]]`.
#[derive(Clone, Debug)]
pub struct Dominion {
    order: Vec<NodeId>,
    ends: Vec<usize>,
    /// Where in `order` a node stands; `None` where the roots do not reach it.
    position: Vec<Option<usize>>,
    gone: Vec<Gone>,
}

impl Dominion {
    /// Finds what each node of a graph dominates, seen from the roots. `node_size` is what a node
    /// with the edges it owns takes, `edge_size` what a single edge takes.
    #[must_use]
    pub fn of(
        graph: &PlainGraph,
        roots: &[NodeId],
        node_size: impl Fn(NodeId) -> usize,
        edge_size: usize,
    ) -> Self {
        let children = dominator_tree(graph, roots);
        let mut dominion = Self::ordered(&children, graph.nodes().len());
        dominion.sum_subtrees(graph, node_size);
        dominion.add_cut_edges(graph, edge_size);
        dominion
    }

    /// The nodes that the roots reach.
    #[must_use]
    pub fn reachable(&self) -> &[NodeId] {
        &self.order
    }

    /// Whether the roots reach a node.
    #[must_use]
    pub fn is_reachable(&self, id: NodeId) -> bool {
        self.position[id.index()].is_some()
    }

    /// The nodes that disappear with one, itself first; none if nothing holds it anyway.
    #[must_use]
    pub fn nodes(&self, id: NodeId) -> &[NodeId] {
        match self.position[id.index()] {
            Some(position) => &self.order[position..self.ends[position]],
            None => &[],
        }
    }

    /// How much disappears with a node.
    #[must_use]
    pub fn gone(&self, id: NodeId) -> Gone {
        self.gone[id.index()]
    }

    /// Writes the tree down in an order in which each subtree is a range. No recursion: the tree may
    /// be as deep as the graph is long.
    fn ordered(children: &[Vec<NodeId>], count: usize) -> Self {
        let mut order = Vec::new();
        let mut ends = Vec::new();
        let mut position = vec![None; count];
        // A node is met twice: to place it, and when all below it is placed.
        let mut pending: Vec<(NodeId, bool)> = entries(&children[count]).collect();
        while let Some((id, placed)) = pending.pop() {
            if let (true, Some(place)) = (placed, position[id.index()]) {
                ends[place] = order.len();
                continue;
            }
            position[id.index()] = Some(order.len());
            order.push(id);
            ends.push(0);
            pending.push((id, true));
            pending.extend(entries(&children[id.index()]));
        }
        Self {
            order,
            ends,
            position,
            gone: vec![Gone::default(); count],
        }
    }

    fn sum_subtrees(&mut self, graph: &PlainGraph, node_size: impl Fn(NodeId) -> usize) {
        let degrees = graph.degrees();
        // Sums over a range of `order` are differences of sums from its start.
        let mut sums = vec![Gone::default()];
        for &id in &self.order {
            let mut sum = sums[sums.len() - 1];
            sum.add(Gone {
                nodes: 1,
                edges: degrees[id.index()].out,
                bytes: node_size(id),
            });
            sums.push(sum);
        }
        for (position, &id) in self.order.iter().enumerate() {
            let (start, end) = (sums[position], sums[self.ends[position]]);
            self.gone[id.index()] = Gone {
                nodes: end.nodes - start.nodes,
                edges: end.edges - start.edges,
                bytes: end.bytes - start.bytes,
            };
        }
    }

    /// Edges into a node from outside its dominion die by being cut. None enters the dominion
    /// elsewhere: there would be a path around the node.
    fn add_cut_edges(&mut self, graph: &PlainGraph, edge_size: usize) {
        for &(from, to) in graph.edges() {
            let places = (self.position[from.index()], self.position[to.index()]);
            let (Some(from), Some(place)) = places else {
                continue;
            };
            if !(place..self.ends[place]).contains(&from) {
                self.gone[to.index()].add(Gone {
                    nodes: 0,
                    edges: 1,
                    bytes: edge_size,
                });
            }
        }
    }
}

fn entries(ids: &[NodeId]) -> impl Iterator<Item = (NodeId, bool)> {
    ids.iter().rev().map(|&id| (id, false))
}

/// The nodes immediately dominated by each; the last entry is for the node above the roots.
fn dominator_tree(graph: &PlainGraph, roots: &[NodeId]) -> Vec<Vec<NodeId>> {
    let count = graph.nodes().len();
    let above = NodeIndex::<u32>::new(count);
    let edges = graph
        .edges()
        .iter()
        .map(|&(from, to)| (node(from), node(to)));
    let edges = edges.chain(roots.iter().map(|&root| (above, node(root))));
    let mut directed = DiGraph::<(), ()>::from_edges(edges);
    while directed.node_count() <= count {
        directed.add_node(());
    }
    let dominators = simple_fast(&directed, above);
    let mut children = vec![Vec::new(); count + 1];
    for id in graph.ids() {
        if let Some(dominator) = dominators.immediate_dominator(node(id)) {
            children[dominator.index()].push(id);
        }
    }
    children
}

fn node(id: NodeId) -> NodeIndex<u32> {
    NodeIndex::new(id.index())
}

#[cfg(test)]
mod tests {
    use super::{Dominion, Gone};
    use crate::graph::input::parse_edge_list;
    use crate::graph::plain::{NodeId, PlainGraph};
    use std::path::Path;

    fn graph(text: &str) -> PlainGraph {
        parse_edge_list(Path::new("list.txt"), text).unwrap()
    }

    fn dominion(graph: &PlainGraph, roots: &[usize]) -> Dominion {
        let roots: Vec<_> = roots.iter().map(|&root| NodeId::new(root)).collect();
        Dominion::of(graph, &roots, |_| 100, 1)
    }

    fn gone(nodes: usize, edges: usize, bytes: usize) -> Gone {
        Gone {
            nodes,
            edges,
            bytes,
        }
    }

    #[test]
    fn a_diamond_hangs_on_its_top_alone() {
        let graph = graph("0 1\n0 2\n1 3\n2 3\n");
        let dominion = dominion(&graph, &[0]);
        assert_eq!(dominion.gone(NodeId::new(0)), gone(4, 4, 400));
        assert_eq!(dominion.gone(NodeId::new(1)), gone(1, 2, 101));
        assert_eq!(dominion.gone(NodeId::new(3)), gone(1, 2, 102));
    }

    #[test]
    fn what_a_second_root_reaches_stays() {
        let graph = graph("0 1\n1 2\n3 2\n");
        let dominion = dominion(&graph, &[0, 3]);
        assert_eq!(
            dominion.nodes(NodeId::new(0)),
            [NodeId::new(0), NodeId::new(1)]
        );
        assert_eq!(dominion.nodes(NodeId::new(2)), [NodeId::new(2)]);
    }

    #[test]
    fn circles_and_loops_go_with_the_way_in() {
        let graph = graph("0 1\n1 1\n1 2\n2 1\n");
        let dominion = dominion(&graph, &[0]);
        assert_eq!(dominion.gone(NodeId::new(1)), gone(2, 4, 201));
    }

    #[test]
    fn what_nothing_reaches_dominates_nothing() {
        let graph = graph("0 1\n2 1\n");
        let dominion = dominion(&graph, &[0]);
        assert!(!dominion.is_reachable(NodeId::new(2)));
        assert!(dominion.nodes(NodeId::new(2)).is_empty());
        assert_eq!(dominion.reachable().len(), 2);
        assert_eq!(dominion.gone(NodeId::new(1)), gone(1, 1, 101));
    }

    #[test]
    fn a_chain_of_a_hundred_thousand_needs_no_deep_stack() {
        let text: String = (0..100_000).map(|i| format!("{i} {}\n", i + 1)).collect();
        let graph = graph(&text);
        let dominion = dominion(&graph, &[0]);
        assert_eq!(dominion.gone(NodeId::new(50_000)).nodes, 50_001);
    }
}
