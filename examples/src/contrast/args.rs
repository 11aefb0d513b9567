//! What the program is asked.

use clap::Parser;

/// One program, written with Rc, with Rc and Weak, with the @mut of Rust 0.6, and with Gc: when does
/// each node die, what is left at the end, and what does it cost? Needs no arguments.
#[derive(Clone, Debug, Parser)]
pub struct Args {
    /// Nodes of the document that is timed.
    #[arg(long, default_value_t = 50_000, value_parser = clap::value_parser!(u32).range(100..=5_000_000))]
    pub nodes: u32,

    /// How often each is timed; what is printed is the median.
    #[arg(long, default_value_t = 7, value_parser = clap::value_parser!(u32).range(1..=99))]
    pub rounds: u32,
}
