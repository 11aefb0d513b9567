//! The program, without its output.

use super::Args;
use super::aliasing;
use super::document;
use super::prices::prices;
use super::report::{self, Row};
use super::style::{Collected, StrongParents, Style, TaskManaged, WeakParents};
use super::timing::Timing;

/// Runs everything and says what happened.
#[must_use]
pub fn run(args: &Args) -> String {
    let rows = rows(args);
    [
        report::story(),
        report::deaths(&rows),
        report::differences(&rows),
        report::aliasing(&aliasing::messages()),
        report::times(&rows, args),
        report::prices(&prices(args.rounds), args),
        report::footer().to_owned(),
    ]
    .concat()
}

fn rows(args: &Args) -> [Row; 4] {
    let [strong, weak, managed, collected] = timings(args);
    [
        row::<StrongParents>(&strong),
        row::<WeakParents>(&weak),
        row::<TaskManaged>(&managed),
        row::<Collected>(&collected),
    ]
}

fn row<S: Style>(timings: &[Timing]) -> Row {
    Row::of::<S>(document::run::<S>(), timings)
}

/// Of each style. They take turns, so that what disturbs one round disturbs all.
fn timings(args: &Args) -> [Vec<Timing>; 4] {
    let nodes = args.nodes as usize;
    let mut timings = [const { Vec::new() }; 4];
    for _ in 0..args.rounds {
        let round = [
            Timing::of::<StrongParents>(nodes),
            Timing::of::<WeakParents>(nodes),
            Timing::of::<TaskManaged>(nodes),
            Timing::of::<Collected>(nodes),
        ];
        for (all, timing) in timings.iter_mut().zip(round) {
            all.push(timing);
        }
    }
    timings
}
