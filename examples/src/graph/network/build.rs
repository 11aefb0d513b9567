//! A graph of objects from a plain one.

use super::Network;
use crate::family::Family;
use crate::graph::plain::PlainGraph;

impl<F: Family> Network<F, Box<str>, u32> {
    /// The objects of a graph: nodes carry their labels, edges their weights.
    #[must_use]
    pub fn from_plain(graph: &PlainGraph) -> Self {
        let mut network = Self::with_capacity(graph.nodes().len());
        for (id, degree) in graph.ids().zip(graph.degrees()) {
            network.add_node_with_room(graph.label(id).into(), degree.out, degree.into);
        }
        for (index, &(from, to)) in graph.edges().iter().enumerate() {
            network.connect(from, to, graph.weight(index));
        }
        network
    }
}
