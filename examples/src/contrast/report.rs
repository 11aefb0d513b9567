//! Results as text.

use std::time::Duration;

use comfy_table::{CellAlignment, Table, presets::ASCII_MARKDOWN};

use super::Args;
use super::document::{Outcome, Step};
use super::prices::Price;
use super::style::Style;
use super::timing::Timing;

/// All about one style.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) header: usize,
    pub(crate) source: &'static str,
    pub(crate) node: usize,
    pub(crate) outcome: Outcome,
    pub(crate) timing: Timing,
}

impl Row {
    pub(crate) fn of<S: Style>(outcome: Outcome, timings: &[Timing]) -> Self {
        Self {
            name: S::NAME,
            header: S::HEADER,
            source: S::SOURCE,
            node: S::NODE,
            outcome,
            timing: Timing::median(timings),
        }
    }
}

/// What the program does, step by step.
pub(crate) fn story() -> String {
    let steps = Step::ALL.map(|step| {
        let (number, _) = step.label().split_once(' ').unwrap_or_default();
        format!("  {number}. {}\n", step.story())
    });
    format!(
        "One program, four pointers. A document is a tree whose nodes know their parents:\n\n{}",
        steps.concat()
    )
}

/// When each node died, in each style.
pub(crate) fn deaths(rows: &[Row; 4]) -> String {
    let mut table = table(&["node"], rows.iter().map(|it| it.name), false);
    for (index, entry) in rows[0].outcome.entries.iter().enumerate() {
        let died = rows
            .iter()
            .map(|row| row.outcome.entries[index].died.map_or("never", Step::label));
        table.add_row([entry.name].into_iter().chain(died));
    }
    format!("\nWhen each node was dropped, as it announced itself:\n\n{table}\n")
}

/// What else differs.
pub(crate) fn differences(rows: &[Row; 4]) -> String {
    let mut table = table(
        &[
            "",
            "`figure` alone (step 6) finds",
            "left at the end",
            "header",
        ],
        [],
        false,
    );
    for row in rows {
        let left = match row.outcome.left() {
            0 => "nothing".to_owned(),
            left => format!("{left} nodes, {} bytes", left * row.node),
        };
        table.add_row([
            row.name.to_owned(),
            row.outcome.path.join(" < "),
            left,
            format!("{} bytes ({})", row.header, row.source),
        ]);
    }
    format!(
        "\n{table}\n\nThe header is what was then, for @mut: it runs here on gc-core's own, with the \
         borrow flag beside\nthe value.\n"
    )
}

/// What a second writer is told.
pub(crate) fn aliasing(messages: &[(&str, String)]) -> String {
    let mut table = table(&["two writers at once", "the second is told"], [], false);
    for (pointer, message) in messages {
        table.add_row([*pointer, message]);
    }
    format!("\n{table}\n")
}

/// What it costs.
pub(crate) fn times(rows: &[Row; 4], args: &Args) -> String {
    let header = [
        "",
        "bytes a node",
        "build, ns a node",
        "move, ns each",
        "let go, ns a node",
    ];
    let mut table = table(&header, [], true);
    for row in rows {
        let Timing {
            build,
            edit,
            let_go,
            ..
        } = row.timing;
        table.add_row([
            row.name.to_owned(),
            row.node.to_string(),
            nanoseconds(build),
            nanoseconds(edit),
            nanoseconds(let_go),
        ]);
    }
    format!(
        "\nThe same with {} nodes, of which every fourth is moved; medians of {} rounds:\n\n{table}\n\n\
         Bytes: header and value, without what an allocator adds and without the vectors of children.\n\
         Letting go: until all is dropped, the end of the thread included. `Rc` is quick there as it \
         leaks.\n",
        args.nodes, args.rounds
    )
}

/// What one pointer costs.
pub(crate) fn prices(prices: &[Price], args: &Args) -> String {
    let header = [
        "one pointer to 16 bytes",
        "header, bytes",
        "new and drop, ns",
        "copy and drop, ns",
        "read, ns",
    ];
    let mut table = table(&header, [], true);
    let cell = |time: Option<f64>| time.map_or("-".to_owned(), |it| format!("{it:.1}"));
    for price in prices {
        table.add_row([
            price.pointer.to_owned(),
            price.header.to_string(),
            cell(price.new),
            cell(price.copy),
            cell(price.read),
        ]);
    }
    format!(
        "\n{table}\n\nMedians of {} rounds, in a hot loop that is included.\n{}",
        args.rounds,
        if cfg!(debug_assertions) {
            "Built without --release: the times mean little.\n"
        } else {
            ""
        }
    )
}

/// How to ask for something else.
pub(crate) fn footer() -> &'static str {
    "\nNo arguments are needed; `-- --help` lists those there are.\n"
}

fn nanoseconds(time: Duration) -> String {
    time.as_nanos().to_string()
}

/// A table. Its columns but for the first are flush right if they are numbers.
fn table<'a>(header: &[&'a str], more: impl IntoIterator<Item = &'a str>, numbers: bool) -> Table {
    let mut table = Table::new();
    table
        .load_style(ASCII_MARKDOWN)
        .set_header(header.iter().copied().chain(more));
    if numbers {
        for column in table.column_iter_mut().skip(1) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}
