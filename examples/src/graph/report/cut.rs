//! What died with one node.

use super::table::table;
use super::{SIZE, counted};
use crate::graph::model::Cut;
use crate::graph::name::list;
use crate::graph::plain::{NodeId, PlainGraph};

/// The dead in order of size, and the sums.
pub(crate) fn report_cut(
    graph: &PlainGraph,
    roots: &[NodeId],
    cut: &Cut,
    node_size: impl Fn(NodeId) -> usize,
) -> String {
    format!(
        "Cut off `{}`{}. What died:\n\n{}\n\n{SIZE}\n{}",
        graph.label(cut.node),
        why_held(graph, roots, cut),
        dead(graph, cut, node_size),
        sums(graph, cut)
    )
}

/// What held the node until it was cut off.
fn why_held(graph: &PlainGraph, roots: &[NodeId], cut: &Cut) -> String {
    let mut dependents = cut.dependents.clone();
    dependents.sort_unstable();
    dependents.dedup();
    let dependents = list(&graph.label_all(&dependents));
    match (roots.contains(&cut.node), cut.dependents.len()) {
        (true, 0) => ", a root".to_owned(),
        (true, edges) => format!(", a root with {} from {dependents}", counted(edges, "edge")),
        (false, edges) => format!(" from {dependents} ({})", counted(edges, "edge")),
    }
}

fn dead(graph: &PlainGraph, cut: &Cut, node_size: impl Fn(NodeId) -> usize) -> String {
    let mut dead: Vec<_> = cut.died.iter().map(|&id| (node_size(id), id)).collect();
    dead.sort_by_key(|&(size, id)| (std::cmp::Reverse(size), graph.label(id)));
    let mut table = table(&[graph.unit(), "size"], &[0]);
    for (size, id) in dead {
        table.add_row([graph.label(id), &size.to_string()]);
    }
    table.to_string()
}

fn sums(graph: &PlainGraph, cut: &Cut) -> String {
    let mut table = table(&["", "before", "after", "gone"], &[0]);
    let plural = format!("{}s", graph.unit());
    let (before, after) = (cut.before, cut.after);
    for (what, before, after) in [
        (plural.as_str(), before.nodes, after.nodes),
        ("edges", before.edges, after.edges),
        ("objects in the heap", before.objects, after.objects),
        ("bytes in the heap", before.bytes, after.bytes),
    ] {
        let gone = before - after;
        table.add_row([
            what,
            &before.to_string(),
            &after.to_string(),
            &gone.to_string(),
        ]);
    }
    let counting = counted(cut.by_counting, "object");
    let collection = cut
        .collection
        .map(|collection| format!("The collection {collection}.\n"));
    format!(
        "{table}\n\nThe heap counts slots only, not names and vectors.\n\
         {counting} died by counting while the edges were cut (in {:.1?}).\n{}",
        cut.cutting,
        collection.unwrap_or_default()
    )
}
