//! What disappears if X goes?
//!
//! ```text
//! cargo run --release -p gc-examples --bin graph [-- [FILE] [--drop NAME] [--root NAME]… [--compare]]
//! cargo run --release -p gc-examples --bin graph -- [FILE | --generate EDGES] --analyse [--compare]
//! ```
//!
//! # The story
//!
//! A lock file lists packages and what each depends on. Remove one dependency: which packages does
//! nothing need any more? "Whatever is no longer reachable" is what a garbage collector decides all
//! day, so this program lets one decide. It builds the graph out of [`Gc`](gc_core::Gc)s, cuts the
//! edges into X, calls [`collect`](gc_core::collect) and prints what died.
//!
//! The data structure is the one that reference counting is bad at. A node owns the edges that leave
//! it; an edge knows both its ends, as it is handed around on its own and has to answer "from where
//! to where?". So each edge is a cycle with its source, even in a graph that has no cycles:
//!
//! ```text
//!            owns                 strong
//!   source --------->  edge  ---------------> target
//!      ^                |                       |
//!      +----------------+                       |  looks its dependents up
//!            strong     ^ . . . . . . . . . . . +  by weak pointers
//! ```
//!
//! With `Rc` in the place of `Gc` nothing here is ever freed. With a weak pointer to the source it is
//! freed too early: an edge held alone has forgotten where it came from, and circles in the data
//! still leak. `--compare` runs the same program (one generic text, three pointers) and counts.
//!
//! # What it reads
//!
//! - without FILE: the `Cargo.lock` of the current directory or of the nearest one above it;
//! - any `Cargo.lock`: the roots are the packages without a `source`, so the workspace's members;
//! - an edge list, `from to` a line, `#` for comments: the root is the first node.
//!
//! In place of a file, `--generate EDGES` draws a graph whose degrees follow a power law. With `--weighted` an
//! edge list has a third column, the lengths of edges. A bar shows on stderr how far a long list has been read,
//! where that is a terminal.
//!
//! `--root` names other roots. A package of which there are several versions is named by
//! `name@version`.
//!
//! # What it prints
//!
//! - with `--drop NAME`: all that died, in order of size; objects and bytes before and after; times;
//! - without: the twenty nodes with which most would disappear. That is computed from the dominator
//!   tree (see [`Dominion`](gc_examples::graph::dominion::Dominion)) and then checked, row by row,
//!   by really cutting and collecting.
//!
//! - with `--analyse`: breadth first, strongly connected components, shortest paths, PageRank and dominators of
//!   the whole graph, built of nodes and edges that hold each other [both ways](gc_examples::graph::network); with
//!   `--compare` too, the same over `Rc` and in petgraph's arena, with times and memory. All must give the same
//!   answers.
//!
//! Errors go to stderr, with exit code 2 and nothing on stdout.
#![forbid(unsafe_code)]

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;
use gc_examples::graph::{self, Args, Error};
use gc_examples::memory::Counting;
use gc_examples::output::print;

/// Counts only while memory is measured.
#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn main() -> ExitCode {
    match graph::run(&Args::parse()).and_then(|text| print(&text).map_err(Error::Output)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Not `eprintln!`, which panics where stderr is closed.
            let _ = writeln!(io::stderr(), "graph: {error}");
            ExitCode::from(2)
        }
    }
}
