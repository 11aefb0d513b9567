//! Three pointers side by side.

use super::counted;
use super::table::table;
use crate::graph::dominion::Gone;
use crate::graph::model::{Census, Circles, Cut, HeldEdge};
use crate::graph::name::list;
use crate::graph::plain::{NodeId, PlainGraph};

/// What died when the same node was cut off, and what was left when all was let go.
pub(crate) fn compare_pointers(
    graph: &PlainGraph,
    cuts: &[Cut],
    expected: Gone,
    circles: &Circles,
) -> String {
    let header = [
        "pointers",
        "gone",
        "of",
        "time",
        "never freed",
        "bytes of that",
    ];
    let mut table = table(&header, &[0]);
    for cut in cuts {
        table.add_row([
            cut.family.to_owned(),
            cut.objects_died().to_string(),
            expected.objects().to_string(),
            format!("{:.1?}", cut.took()),
            leaked(graph, cut.leaked),
            cut.leaked.bytes.to_string(),
        ]);
    }
    let label = cuts.first().map_or("", |cut| graph.label(cut.node));
    format!(
        "\nThe same with other pointers: objects gone once `{label}` is cut off, of those that \
         nothing reaches\nany more; and what lives on when the roots are let go too:\n\n{table}\n\n\
         With `Rc` alone every edge is a cycle with its source. {}\n",
        data(graph, circles)
    )
}

fn data(graph: &PlainGraph, circles: &Circles) -> String {
    if circles.nodes.is_empty() {
        return "The data itself has no circles, so weak sources leak nothing here.".to_owned();
    }
    format!(
        "The data itself has circles\n({} of {}: {}), and weak sources cannot help there.",
        counted(circles.knots, "knot"),
        counted(circles.nodes.len(), graph.unit()),
        list(&graph.label_all(&circles.nodes))
    )
}

/// What an edge knows that is all that is held.
pub(crate) fn compare_edges(
    graph: &PlainGraph,
    (from, to): (NodeId, NodeId),
    edges: &[HeldEdge],
) -> String {
    let header = [
        "pointers",
        "its source",
        "its target",
        "alive with it",
        "never freed",
    ];
    let mut table = table(&header, &[0, 1, 2]);
    for edge in edges {
        let source = edge.source.map_or("forgotten", |id| graph.label(id));
        table.add_row([
            edge.family,
            source,
            graph.label(edge.target),
            &counted(edge.held.nodes, graph.unit()),
            &leaked(graph, edge.leaked),
        ]);
    }
    let (from, to) = (graph.label(from), graph.label(to));
    format!("\nEverything let go but the edge `{from}` -> `{to}`:\n\n{table}\n")
}

fn leaked(graph: &PlainGraph, census: Census) -> String {
    match (census.nodes, census.edges) {
        (0, 0) => "nothing".to_owned(),
        (nodes, edges) => {
            let nodes = counted(nodes, graph.unit());
            format!("{nodes}, {}", counted(edges, "edge"))
        }
    }
}
