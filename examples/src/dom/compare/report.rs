//! Results -> text.

use std::time::Duration;

use comfy_table::{CellAlignment, Table, presets::ASCII_MARKDOWN};

use super::args::Args;
use super::measure::Cost;

/// What it took for one page.
pub(super) struct Row {
    pub(super) page: String,
    pub(super) bytes: usize,
    pub(super) found: usize,
    /// Name and cost of each tree; the reference is the last one.
    pub(super) costs: [(&'static str, Cost); 2],
}

pub(super) fn report(rows: &[Row], args: &Args) -> String {
    let mut text = String::new();
    for row in rows {
        text += &format!(
            "{} ({} bytes, {} matches)\n\n{}\n\n",
            row.page,
            row.bytes,
            row.found,
            table(row)
        );
    }
    text += &format!(
        "Medians of {} rounds, each in a fresh process{}; times in ms, memory in KiB as asked for from the allocator. `held`: by \
         the document; `peak`: with what parsing and writing take for a while; `left`: when the document is gone \
         and, with Gc, a collection was made. `drop` includes that collection.\n",
        args.rounds,
        if args.warm {
            " that has done the same before"
        } else {
            ""
        }
    );
    if cfg!(debug_assertions) {
        text += "Built without --release: the times mean little.\n";
    }
    text
}

fn table(row: &Row) -> Table {
    let mut table = Table::new();
    table.load_style(ASCII_MARKDOWN).set_header([
        "tree", "parse", "query", "write", "drop", "total", "held", "peak", "left",
    ]);
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    for (name, cost) in &row.costs {
        table.add_row(cells(name, cost));
    }
    let [(_, ours), (name, theirs)] = &row.costs;
    table.add_row(ratios(&format!("ratio to {name}"), ours, theirs));
    table
}

fn cells(name: &str, cost: &Cost) -> [String; 9] {
    [
        name.to_owned(),
        milliseconds(cost.parse),
        milliseconds(cost.query),
        milliseconds(cost.write),
        milliseconds(cost.free),
        milliseconds(cost.total()),
        kibibytes(cost.held),
        kibibytes(cost.peak),
        kibibytes(cost.left),
    ]
}

fn ratios(name: &str, ours: &Cost, theirs: &Cost) -> [String; 9] {
    let times =
        |time: fn(&Cost) -> Duration| ratio(time(ours).as_secs_f64(), time(theirs).as_secs_f64());
    [
        name.to_owned(),
        times(|it| it.parse),
        times(|it| it.query),
        times(|it| it.write),
        times(|it| it.free),
        times(Cost::total),
        ratio(ours.held as f64, theirs.held as f64),
        ratio(ours.peak as f64, theirs.peak as f64),
        String::new(),
    ]
}

fn ratio(ours: f64, theirs: f64) -> String {
    if theirs > 0.0 {
        format!("{:.2}", ours / theirs)
    } else {
        "-".to_owned()
    }
}

fn milliseconds(time: Duration) -> String {
    format!("{:.3}", time.as_secs_f64() * 1000.0)
}

fn kibibytes(bytes: usize) -> String {
    format!("{:.0}", bytes as f64 / 1024.0)
}
