//! Results as text.

mod analysis;
mod compare;
mod cut;
mod heading;
mod ranking;
mod table;

pub(crate) use analysis::{compare_storages, report_analysis};
pub(crate) use compare::{compare_edges, compare_pointers};
pub(crate) use cut::report_cut;
pub(crate) use heading::heading;
pub(crate) use ranking::{Checked, report_ranking};

/// What the column of sizes means, for under a table.
const SIZE: &str = "Size in bytes: a node's slot (header and value), its name, its vectors of \
                    pointers, and the slots of the edges it owns.\n";

/// `1 node`, `2 nodes`.
fn counted(count: usize, unit: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{plural}")
}
