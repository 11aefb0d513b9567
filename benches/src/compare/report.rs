//! The text of BENCHMARKS.md.

use std::fmt::Write;

use super::args::{Allocator, Args};
use super::grid::Grid;
use super::instructions::{Instructions, PATHS};
use super::machine;
use super::results::Results;
use crate::cases::PEERS;
use crate::measure::Measure;
use crate::size::Size;

/// The name of our own peer.
pub(super) const OURS: &str = "gc-core";

/// What stands where a peer has no figure.
const NONE: &str = "–";

/// The most decimals that are shown.
const DECIMALS: f64 = 6.0;

/// Three significant digits.
pub(super) fn digits(figure: f64) -> String {
    if figure <= 0.0 {
        return "0".to_owned();
    }
    let decimals = (2.0 - figure.log10().floor()).clamp(0.0, DECIMALS);
    format!("{figure:.0$}", decimals as usize)
}

fn ratio(a: f64, b: f64) -> String {
    if b > 0.0 {
        format!("{} ×", digits(a / b))
    } else {
        NONE.to_owned()
    }
}

fn label(measure: Measure) -> String {
    format!("{}, {}", measure.title(), measure.unit())
}

/// Ours beside `Rc` and the best of the others.
pub(super) fn summary(results: &Results, allocator: Allocator) -> Grid {
    let mut grid = Grid::new([
        "workload",
        "gc-core",
        "Rc",
        "ratio to Rc",
        "best other",
        "",
        "ratio to it",
    ]);
    for measure in results.measures(allocator) {
        let ours = results.median(allocator, measure, OURS);
        let baseline = results.baseline(allocator, measure);
        let best = results.best(allocator, measure, |peer| peer != OURS);
        let over = |other: Option<(&str, f64)>| {
            let figures = ours.zip(other);
            figures.map_or(NONE.to_owned(), |(ours, (_, other))| ratio(ours, other))
        };
        grid.row(vec![
            label(measure),
            ours.map_or(NONE.to_owned(), digits),
            match baseline {
                Some(("Rc", figure)) => digits(figure),
                Some((_, figure)) => format!("{} (with Weak)", digits(figure)),
                None => NONE.to_owned(),
            },
            over(baseline),
            best.map_or(NONE.to_owned(), |(peer, _)| peer.to_owned()),
            best.map_or(NONE.to_owned(), |(_, figure)| digits(figure)),
            over(best),
        ]);
    }
    grid
}

/// The peers of which there is any figure.
fn peers(results: &Results, allocator: Allocator) -> Vec<&'static str> {
    let measures = results.measures(allocator);
    let has_any = |peer: &&str| {
        let peer = PEERS.iter().find(|p| *p == peer);
        let mut all = measures.iter().zip(peer.into_iter().cycle());
        all.any(|(&measure, &peer)| results.median(allocator, measure, peer).is_some())
    };
    PEERS.iter().copied().filter(has_any).collect()
}

/// The medians of all peers, the best in bold.
pub(super) fn medians(results: &Results, allocator: Allocator, bold: bool) -> Grid {
    let peers = peers(results, allocator);
    let mut grid = Grid::new([&["workload"], peers.as_slice()].concat());
    for measure in results.measures(allocator) {
        let best = results.best(allocator, measure, |_| true);
        let cell = |&peer: &&'static str| match results.median(allocator, measure, peer) {
            Some(figure) if bold && best.is_some_and(|(best, _)| best == peer) => {
                format!("**{}**", digits(figure))
            }
            Some(figure) => digits(figure),
            None => NONE.to_owned(),
        };
        let cells = [label(measure)].into_iter().chain(peers.iter().map(cell));
        grid.row(cells.collect());
    }
    grid
}

/// The ratios of all peers to `Rc`.
fn ratios(results: &Results, allocator: Allocator) -> Grid {
    let peers = peers(results, allocator);
    let mut grid = Grid::new([&["workload"], peers.as_slice()].concat());
    for measure in results.measures(allocator) {
        let Some((_, baseline)) = results.baseline(allocator, measure) else {
            continue;
        };
        let cell = |&peer: &&'static str| {
            let figure = results.median(allocator, measure, peer);
            figure.map_or(NONE.to_owned(), |figure| digits(figure / baseline))
        };
        let cells = [measure.title().to_owned()]
            .into_iter()
            .chain(peers.iter().map(cell));
        grid.row(cells.collect());
    }
    grid
}

/// Instructions per operation.
pub(super) fn instructions(counted: &Instructions) -> Grid {
    let mut grid = Grid::new(["peer"].into_iter().chain(PATHS.map(|(_, title)| title)));
    for &peer in PEERS {
        let Some(paths) = counted.get(peer) else {
            continue;
        };
        let cell = |path: &Option<f64>| path.map_or(NONE.to_owned(), |count| format!("{count:.1}"));
        let cells = [peer.to_owned()].into_iter().chain(paths.iter().map(cell));
        grid.row(cells.collect());
    }
    grid
}

/// The whole text. `pictures` has the path of each allocator's picture.
pub(super) fn text(
    args: &Args,
    results: &Results,
    counted: &Result<Instructions, String>,
    pictures: &[(Allocator, String)],
) -> String {
    let mut text = String::from(include_str!("head.md"));
    for (name, value) in machine::description() {
        let _ = writeln!(text, "- {name}: {value}");
    }
    let _ = writeln!(text, "- rounds: {}", results.rounds());
    text.push('\n');
    text += &sizes(&args.size);
    for &allocator in &args.allocators {
        let picture = pictures.iter().find(|(of, _)| *of == allocator);
        text += &section(results, allocator, picture.map(|(_, path)| path.as_str()));
    }
    text += "\n## Instructions of the hot paths\n\n";
    text += &match counted {
        Ok(counted) => format!(
            "{}{}",
            include_str!("instructions.md"),
            instructions(counted).markdown()
        ),
        Err(reason) => format!("Not counted: {reason}.\n"),
    };
    let failures: Vec<_> = results
        .failures()
        .map(|failure| format!("- {failure}\n"))
        .collect();
    if !failures.is_empty() {
        let _ = write!(text, "\n## What failed\n\n{}", failures.concat());
    }
    text
}

/// All about one allocator.
fn section(results: &Results, allocator: Allocator, picture: Option<&str>) -> String {
    let title = allocator.title();
    let picture = picture.map_or(String::new(), |path| {
        format!("![Figures relative to gc-core, over {title}]({path})\n\n")
    });
    format!(
        "\n## Over {title}\n\n{picture}{}\n### All peers over {title}, medians\n\n{}\n\
         ### All peers over {title}, ratio to `Rc`\n\n{}",
        summary(results, allocator).markdown(),
        medians(results, allocator, true).markdown(),
        ratios(results, allocator).markdown(),
    )
}

fn sizes(size: &Size) -> String {
    format!(
        "Sizes: {} objects or list nodes; binary trees of depth {}, with parents {}; {} nodes in \
         rings; a random graph of {} nodes and {} edges; churn on {} live nodes in {} steps.\n",
        size.objects,
        size.tree_depth,
        size.parent_depth,
        size.ring_nodes,
        size.graph_nodes,
        size.graph_nodes * 4,
        size.churn_groups * 4,
        size.churn_steps,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_have_three_digits() {
        let shown = [1234.5, 123.4, 12.34, 1.234, 0.1234, 0.0001234].map(digits);
        assert_eq!(shown, ["1234", "123", "12.3", "1.23", "0.123", "0.000123"]);
        assert_eq!(digits(0.0), "0");
    }

    #[test]
    fn the_best_peer_is_bold() {
        let mut results = Results::default();
        results.add(Allocator::System, Measure::Trees, "Rc", 2.0);
        results.add(Allocator::System, Measure::Trees, "Box", 1.0);
        let text = medians(&results, Allocator::System, true).markdown();
        assert!(text.contains("| 2.00 | **1.00** |"), "{text}");
    }
}
