//! What was read.

use super::counted;
use crate::graph::dominion::Dominion;
use crate::graph::name::list;
use crate::graph::plain::{NodeId, PlainGraph};

/// The first lines of every answer.
pub(crate) fn heading(graph: &PlainGraph, roots: &[NodeId], dominion: &Dominion) -> String {
    let origin = graph.origin().display();
    let nodes = counted(graph.nodes().len(), graph.unit());
    let edges = counted(graph.edges().len(), "edge");
    let held = list(&graph.label_all(roots));
    let mut text = format!("{origin}: {nodes}, {edges}; held by {held}\n");
    let lost = graph.nodes().len() - dominion.reachable().len();
    if lost > 0 {
        let lost = counted(lost, graph.unit());
        text += &format!("{lost} cannot be reached from there and left out\n");
    }
    text + "\n"
}
