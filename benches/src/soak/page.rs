//! The page SOAK.md, of two parts that are measured one at a time.

use std::fmt::Write as _;
use std::fs;

use crate::compare::machine;

/// What is written.
#[derive(Clone, Copy, Debug)]
pub(super) enum Part {
    Soak,
    Scale,
}

const HEAD: &str = "# Soak and scale\n";

const SOAK: &str = "\
## Soak

A live graph of 200 000 nodes; each step replaces a group of four, and the old one is cyclic garbage, under the default
policy. Texts of up to 2000 bytes come and go beside it. *resident* is the most that the process had in memory since the
line before. Measured by `cargo run --release -p gc-benches --bin soak -- --write`, which fails where the
process grows after its warm-up.
";

const SCALE: &str = "\
## Scale

A graph of nodes with four edges each: built, collected while it is alive, and collected dead. Measured by
`cargo run --release -p gc-benches --bin soak -- --scale --write`, the best of a few rounds, in time on the processor.

Where edges are *near*, to nodes that were allocated about the same time, a node of the large graph should cost at most one and a half times
what one of a million does. Where they lead *anywhere* it costs more, and the only difference between the two is where edges lead: each of them is then a
line of memory that no cache holds, and mostly a page that no translation buffer does.
";

/// Where the second part begins.
const CUT: &str = "\n## Scale\n";

/// Replaces a part of the page.
pub(super) fn write(part: Part, table: &str) -> Result<(), String> {
    let path = machine::workspace().join("benches/SOAK.md");
    let old = fs::read_to_string(&path).unwrap_or_default();
    let (soak, scale) = match old.split_once(CUT) {
        Some((before, after)) => {
            let soak = before.trim_start_matches(HEAD).trim();
            (soak.to_owned(), format!("## Scale\n{after}"))
        }
        None => (
            old.trim_start_matches(HEAD).trim().to_owned(),
            String::new(),
        ),
    };
    let new = described(part, table);
    let (soak, scale) = match part {
        Part::Soak => (new, scale),
        Part::Scale => (soak, new),
    };
    let parts = [soak, scale].map(|it| it.trim().to_owned());
    let text = parts.into_iter().filter(|it| !it.is_empty());
    let text = text.fold(String::from(HEAD), |page, part| format!("{page}\n{part}\n"));
    fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
    println!("{}", path.display());
    Ok(())
}

fn described(part: Part, table: &str) -> String {
    let head = match part {
        Part::Soak => SOAK,
        Part::Scale => SCALE,
    };
    let mut text = format!("{head}\n{table}\n");
    for (name, value) in machine::description() {
        let _ = writeln!(text, "- {name}: {value}");
    }
    text
}
