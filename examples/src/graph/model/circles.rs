//! Circles that the data itself has, whatever points back to sources.

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use crate::graph::plain::{NodeId, PlainGraph};

/// Circles, knot by knot: two circles that share a node are in one knot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Circles {
    /// How many knots there are.
    pub knots: usize,
    /// The nodes that lie on circles, in order.
    pub nodes: Vec<NodeId>,
}

/// Finds the circles of a graph. An edge from a node to itself is one.
#[must_use]
pub fn find_circles(graph: &PlainGraph) -> Circles {
    let edges = graph.edges().iter();
    let directed =
        DiGraph::<(), ()>::from_edges(edges.map(|&(from, to)| (number(from), number(to))));
    let is_circle = |knot: &Vec<_>| knot.len() > 1 || directed.contains_edge(knot[0], knot[0]);
    let mut circles = Circles::default();
    for knot in kosaraju_scc(&directed).into_iter().filter(is_circle) {
        circles.knots += 1;
        let nodes = knot.into_iter().map(|node| NodeId::new(node.index()));
        circles.nodes.extend(nodes);
    }
    circles.nodes.sort_unstable();
    circles
}

fn number(id: NodeId) -> NodeIndex<u32> {
    NodeIndex::new(id.index())
}

#[cfg(test)]
mod tests {
    use super::find_circles;
    use crate::graph::input::parse_edge_list;
    use crate::graph::plain::NodeId;
    use std::path::Path;

    #[test]
    fn loops_and_circles_count_and_ways_between_them_do_not() {
        let list = "0 1\n1 2\n2 1\n2 3\n3 3\n3 4\n";
        let graph = parse_edge_list(Path::new("list.txt"), list).unwrap();
        let circles = find_circles(&graph);
        assert_eq!(circles.knots, 2);
        assert_eq!(circles.nodes, [1, 2, 3].map(NodeId::new));
    }
}
