//! All rows.

use super::program::{Program, Runs, Task};
use crate::family::Family;
use crate::graph::generate::generate;
use crate::graph::measure::Answers;
use crate::graph::network::Network;
use crate::{ast, list, lru, over_all_pointers, signals, world};

/// What is measured, in the table's order.
pub const PROGRAMS: [Program; 6] = [
    Program {
        name: "graph",
        does: "builds a power-law graph of 1 000 000 edges and asks all questions of `graph --analyse`",
        weak: "a node that is held alone has lost the edges into it, and circles leak",
        sources: &["graph/network", "graph/algorithms", "graph/generate.rs"],
        size: 1_000_000,
        runs: Runs::Here(over_all_pointers!(graph)),
    },
    Program {
        name: "list",
        does: "edits a doubly linked list of 1 000 000 numbers by a cursor, there and back",
        weak: "nothing is lost, but a long list overflows a usual stack when it is dropped",
        sources: &["list"],
        size: 1_000_000,
        runs: Runs::Here(over_all_pointers!(list)),
    },
    Program {
        name: "lru",
        does: "serves 2 000 000 requests from a cache of 20 000",
        weak: "nothing is lost",
        sources: &["lru.rs"],
        size: 2_000_000,
        runs: Runs::Here(over_all_pointers!(lru)),
    },
    Program {
        name: "signals",
        does: "sets 100 000 thermometers twice, once in each of two units that follow from each other",
        weak: "an observer that only its subject knows is gone, and cyclic dependencies leak",
        sources: &["signals"],
        size: 100_000,
        runs: Runs::Here(over_all_pointers!(signals)),
    },
    Program {
        name: "ast",
        does: "parses, checks and renames a program of 500 000 nodes",
        weak: "a node that is held alone has forgotten where it stands",
        sources: &["ast"],
        size: 500_000,
        runs: Runs::Here(over_all_pointers!(ast)),
    },
    Program {
        name: "world",
        does: "plays 32 turns with 100 000 entities",
        weak: "nobody knows who slew him once that one is gone, and feuds leak",
        sources: &["world"],
        size: 100_000,
        runs: Runs::Here(over_all_pointers!(world)),
    },
];

fn graph<F: Family>(size: usize) -> Task {
    let plain = generate(u32::try_from(size).unwrap_or(u32::MAX), 1);
    let start = plain.roots()[0];
    Box::new(move || {
        let network = Network::<F, Box<str>, u32>::from_plain(&plain);
        let (answers, _) = Answers::of(&network, start);
        answers.digest()
    })
}

fn list<F: Family>(size: usize) -> Task {
    Box::new(move || list::work::<F>(size))
}

fn lru<F: Family>(size: usize) -> Task {
    Box::new(move || lru::work::<F>(size))
}

fn signals<F: Family>(size: usize) -> Task {
    Box::new(move || signals::work::<F>(size))
}

fn ast<F: Family>(size: usize) -> Task {
    let text = ast::generate(size);
    Box::new(move || ast::work::<F>(&text))
}

fn world<F: Family>(size: usize) -> Task {
    Box::new(move || world::work::<F>(size))
}
