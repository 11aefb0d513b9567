//! The table for people.

use std::fmt::Write as _;
use std::fs;

use super::{Figures, Run};
use crate::compare::machine;

const HEAD: &str = "\
# Pauses

What gc-core's policies do to pauses, time and memory, measured by `cargo run --release -p gc-benches --bin pauses`.

- **churn**: a live graph of groups of four nodes that know each other and the nodes of other groups; each step
  replaces one group, and the old one is cyclic garbage. 'Full only' is the default policy without young collections.
- **rings**: rings of two nodes, let go as soon as they are made; a step is a ring.
- *longest step* is taken by a clock around each step (around 10 000 rings, in their case); *longest* and *p99.9* are the stops that the heap
  counts, collections at one go or slices.
- *peak* is what the heap had reserved at most, beside what it had when the steps began; *process* is the most memory that the process ever had.
";

/// The rows.
pub(super) fn table(rows: &[(&'static Run, Figures)]) -> String {
    let mut text = String::from(
        "| program, policy | ns a step | longest step | longest | p99.9 | stops | collections | live, peak | process |\n\
         |---|---:|---:|---:|---:|---:|---:|---:|---:|\n",
    );
    for (run, it) in rows {
        let _ = writeln!(
            text,
            "| {run} | {:.0} | {:.2} ms | {:.2} ms | {:.2} ms | {} | {} | {:.0}, {:.0} MiB | {:.0} MiB |",
            it.step_ns,
            it.longest_step_ms,
            it.longest_ms,
            it.p999_ms,
            it.stops,
            it.collections,
            it.live_mib,
            it.peak_mib,
            it.resident_mib
        );
    }
    text
}

/// Writes the page.
pub(super) fn write(rows: &[(&'static Run, Figures)]) -> Result<(), String> {
    let mut text = format!("{HEAD}\n{}\n", table(rows));
    for (name, value) in machine::description() {
        let _ = writeln!(text, "- {name}: {value}");
    }
    let path = machine::workspace().join("PAUSES.md");
    fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
    println!("{}", path.display());
    Ok(())
}
