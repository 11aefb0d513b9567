//! The table.

use comfy_table::{CellAlignment, Table, presets::ASCII_MARKDOWN};

use super::program::Program;

/// What was measured of a program over some pointers.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cost {
    /// The median, in seconds.
    pub(super) seconds: f64,
    /// Bytes asked of the allocator, at most.
    pub(super) peak: f64,
    /// Bytes that came into use, at most, where the system tells.
    pub(super) resident: Option<f64>,
    /// Bytes never given back.
    pub(super) leaked: f64,
}

/// A program with its figures.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) program: Program,
    pub(super) lines: usize,
    pub(super) gc: Cost,
    pub(super) weak: Cost,
    /// What leaks with `Rc` alone.
    pub(super) rc_leaked: f64,
}

const HEADER: [&str; 10] = [
    "program",
    "lines",
    "ms, `Gc`",
    "`Rc` + `Weak`",
    "ratio",
    "peak MiB, `Gc`",
    "`Rc` + `Weak`",
    "leaked MiB, `Gc`",
    "`Rc` + `Weak`",
    "`Rc` alone",
];

/// The table, and what its rows are.
pub(super) fn report(rows: &[Row], rounds: u32) -> String {
    let mut table = Table::new();
    table.load_style(ASCII_MARKDOWN).set_header(HEADER);
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    for row in rows {
        table.add_row(cells(row));
    }
    let notes: String = rows.iter().map(note).collect();
    format!(
        "{table}\n\nTimes are of the processor, medians of {rounds} runs, each in a process of its own, in turns. Peak memory is \
         what was asked of\nthe allocator, in brackets what came into use. Lines are those of code, without the pointers. Where `Rc` + `Weak` \
         leaks, its time\nlacks what freeing takes.\n\n{notes}"
    )
}

fn cells(row: &Row) -> [String; 10] {
    let (gc, weak) = (row.gc, row.weak);
    [
        format!("`{}`", row.program.name),
        row.lines.to_string(),
        milliseconds(gc.seconds),
        milliseconds(weak.seconds),
        format!("{:.2}", gc.seconds / weak.seconds),
        peak(gc),
        peak(weak),
        leaked(gc.leaked),
        leaked(weak.leaked),
        leaked(row.rc_leaked),
    ]
}

fn note(row: &Row) -> String {
    let Program {
        name, does, weak, ..
    } = row.program;
    format!("- `{name}` {does}. With `Rc` and `Weak`: {weak}.\n")
}

fn milliseconds(seconds: f64) -> String {
    format!("{:.1}", seconds * 1000.0)
}

fn mebibytes(bytes: f64) -> String {
    format!("{:.1}", bytes / f64::from(1 << 20))
}

fn peak(cost: Cost) -> String {
    match cost.resident {
        Some(resident) => format!("{} ({})", mebibytes(cost.peak), mebibytes(resident)),
        None => mebibytes(cost.peak),
    }
}

/// Less than a kibibyte is what the runtime keeps for itself.
fn leaked(bytes: f64) -> String {
    match bytes < 1024.0 {
        true => "0".to_owned(),
        false => mebibytes(bytes),
    }
}
