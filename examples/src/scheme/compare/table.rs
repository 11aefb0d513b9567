//! The figures as a table.

use std::time::Duration;

use comfy_table::presets::ASCII_MARKDOWN;
use comfy_table::{CellAlignment, Table};

use super::MEBIBYTE;
use super::figures::Space;

/// What was measured of a program, over `Gc` and over `Rc`.
pub(super) struct Row {
    pub(super) program: String,
    pub(super) times: [Duration; 2],
    pub(super) space: [Space; 2],
}

/// What `Rc` may leave without being said to leak: the names of symbols, which live as long as their
/// thread.
const NAMES: usize = 256 << 10;

impl Row {
    fn leaks(&self) -> bool {
        self.space[1].left > NAMES
    }

    fn cells(&self) -> Vec<String> {
        let mut cells = vec![self.program.clone()];
        cells.extend(time_cells(self.times));
        cells.extend(self.space.map(|space| mebibytes(space.peak)));
        cells.extend(self.space.map(|space| mebibytes(space.left)));
        cells
    }
}

fn time_cells(times: [Duration; 2]) -> [String; 3] {
    let [gc, rc] = times.map(|time| time.as_secs_f64() * 1e3);
    [
        format!("{gc:.1}"),
        format!("{rc:.1}"),
        format!("{:.2}", gc / rc),
    ]
}

fn mebibytes(bytes: usize) -> String {
    format!("{:.2}", bytes as f64 / MEBIBYTE)
}

/// The table: first the programs of which `Rc` frees all, then those of which it leaks.
pub(super) fn table(rows: &[Row]) -> String {
    let mut table = Table::new();
    table.load_style(ASCII_MARKDOWN);
    table.set_header([
        "program",
        "Gc, ms",
        "Rc, ms",
        "Gc / Rc",
        "peak Gc, MiB",
        "peak Rc, MiB",
        "left by Gc, MiB",
        "left by Rc, MiB",
    ]);
    for (leaks, title) in [(false, "all that Rc frees"), (true, "all that Rc leaks of")] {
        let rows: Vec<_> = rows.iter().filter(|row| row.leaks() == leaks).collect();
        if rows.is_empty() {
            continue;
        }
        let mut totals = [Duration::ZERO; 2];
        for row in rows {
            table.add_row(row.cells());
            for (total, time) in totals.iter_mut().zip(row.times) {
                *total += time;
            }
        }
        let mut cells = vec![title.to_owned()];
        cells.extend(time_cells(totals));
        table.add_row(cells);
    }
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    format!("{table}\n")
}

#[cfg(test)]
mod tests {
    use super::{Row, Space, table};
    use std::time::Duration;

    fn row(program: &str, left: usize) -> Row {
        Row {
            program: program.to_owned(),
            times: [Duration::from_millis(30), Duration::from_millis(20)],
            space: [0, left].map(|left| Space { peak: 1, left }),
        }
    }

    #[test]
    fn programs_that_leak_come_last_with_a_total_of_their_own() {
        let text = table(&[row("leaky", 10_000_000), row("tidy", 0)]);
        let place = |word: &str| text.find(word).expect("it is in the table");
        assert!(place("tidy") < place("all that Rc frees"));
        assert!(place("all that Rc frees") < place("leaky"));
        assert!(place("leaky") < place("all that Rc leaks of"));
        assert_eq!(text.matches("1.50").count(), 4);
    }
}
