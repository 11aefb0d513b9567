//! The nodes with which most would disappear.

use std::time::Duration;

use super::table::table;
use super::{SIZE, counted};
use crate::graph::dominion::Dominion;
use crate::graph::plain::{NodeId, PlainGraph};

/// That each row was tried out.
#[derive(Debug)]
pub(crate) struct Checked {
    /// How long the cuts and collections took together.
    pub(crate) took: Duration,
}

/// A table of nodes, in their order.
pub(crate) fn report_ranking(
    graph: &PlainGraph,
    roots: &[NodeId],
    dominion: &Dominion,
    ranked: &[NodeId],
    all: usize,
    checked: &Checked,
) -> String {
    let plural = format!("{}s gone", graph.unit());
    let header = [
        "",
        graph.unit(),
        &plural,
        "edges gone",
        "size gone",
        "share",
    ];
    let mut table = table(&header, &[1]);
    for (index, &id) in ranked.iter().enumerate() {
        let gone = dominion.gone(id);
        table.add_row([
            (index + 1).to_string(),
            shown(graph, roots, id),
            gone.nodes.to_string(),
            gone.edges.to_string(),
            gone.bytes.to_string(),
            share(gone.bytes, all),
        ]);
    }
    format!(
        "What would disappear with each, the {} with most in order of size:\n\n{table}\n\n{SIZE}\
         With a {} goes all that it dominates: what is reached through it only.\n\
         Each row was checked: its edges were cut, and a collection freed just these objects \
         ({:.1?} in all).\n",
        counted(ranked.len(), graph.unit()),
        graph.unit(),
        checked.took
    )
}

fn shown(graph: &PlainGraph, roots: &[NodeId], id: NodeId) -> String {
    let mark = if roots.contains(&id) { " (root)" } else { "" };
    format!("{}{mark}", graph.label(id))
}

/// A part of a whole in percent, with one decimal.
fn share(part: usize, whole: usize) -> String {
    let permille = (part as u128 * 1000 + whole as u128 / 2) / (whole as u128).max(1);
    format!("{}.{} %", permille / 10, permille % 10)
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn shares_are_rounded_to_a_decimal() {
        assert_eq!(share(1, 3), "33.3 %");
        assert_eq!(share(2, 3), "66.7 %");
        assert_eq!(share(3, 3), "100.0 %");
    }
}
