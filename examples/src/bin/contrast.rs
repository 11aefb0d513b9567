//! One program with four pointers: when does each node die, and what is left?
//!
//! ```text
//! cargo run --release -p gc-examples --bin contrast [-- [--nodes N] [--rounds N]]
//! ```
//!
//! # The story
//!
//! Rust once had a managed pointer, `@T`. It counted references, allowed cycles, and for a time
//! collected them. In its place came `Rc`, whose cycles leak, and `Weak`, with which the programmer
//! decides which pointer of each cycle does not count. This program writes the same document tree,
//! whose nodes know their parents, with each of them and with [`Gc`](gc_core::Gc), and lets the nodes
//! say when they are dropped:
//!
//! - **`Rc`** for parents too: what has a child never dies.
//! - **`Rc` and `Weak`**: all die in time, some too early. Whoever keeps only a child has lost the tree.
//! - **`@mut`** of Rust 0.6, re-created in [`managed`](gc_examples::managed): a child keeps its tree,
//!   and the dead wait until the task ends.
//! - **`Gc`**: a child keeps its tree, and the dead go at the next collection.
//!
//! What is not part of a cycle dies at once with all four.
//!
//! Then the same with many nodes and a clock, and the price of a single pointer. The first style
//! leaks what it is timed with: a few megabytes a round by default.
#![forbid(unsafe_code)]

use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use clap::Parser;
use gc_examples::contrast::{self, Args};

fn main() -> ExitCode {
    let text = contrast::run(&Args::parse());
    match io::stdout().lock().write_all(text.as_bytes()) {
        // A reader that has seen enough (`| head`) is no error.
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            let _ = writeln!(io::stderr(), "contrast: {error}");
            ExitCode::from(2)
        }
        _ => ExitCode::SUCCESS,
    }
}
