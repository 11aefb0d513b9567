//! What the example programs cost over `Gc` and over `Rc` with `Weak`.
//!
//! ```text
//! cargo run --release -p gc-examples --bin table [-- [PROGRAM]… [--rounds N] [--percent P]]
//! ```
//!
//! Prints a Markdown table: lines of code, time, peak memory, and what leaks. All pointers run the same source,
//! and must give the same answers. Errors go to stderr, with exit code 2 and nothing on stdout.
#![forbid(unsafe_code)]

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;
use gc_examples::memory::Counting;
use gc_examples::output::print;
use gc_examples::table::{self, Args, Error};

/// Counts only while memory is measured.
#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn main() -> ExitCode {
    let table = table::run(&Args::parse());
    match table.and_then(|text| print(&text).map_err(Error::Output)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Not `eprintln!`, which panics where stderr is closed.
            let _ = writeln!(io::stderr(), "table: {error}");
            ExitCode::from(2)
        }
    }
}
