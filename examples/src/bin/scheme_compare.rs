//! The Scheme interpreter over `Gc` and over `Rc`: one text, two pointers.
//!
//! ```text
//! cargo run --release -p gc-examples --bin scheme_compare [-- [PROGRAM]… [--rounds N] [--plot OUT.svg]]
//! ```
//!
//! Prints for each program how long it takes and how much memory, and what is left when its interpreter is
//! gone. Or draws, with `--plot`, what a program holds over time: a level line for `Gc`, a rising one for
//! `Rc`, if the program makes closures that can see themselves.
//!
//! Times are medians of processes that run in turn; they include the end of the interpreter and, for `Gc`, a
//! last collection. Memory is what is asked of the global allocator.

use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use clap::Parser;
use gc_examples::memory;
use gc_examples::scheme::compare::{self, Args, Memory};

#[global_allocator]
static ALLOCATOR: memory::Counting = memory::Counting;

fn main() -> ExitCode {
    let memory = Memory {
        start: memory::start,
        held: || memory::so_far().held,
        peak: || memory::so_far().peak,
    };
    let complaint = match compare::run(&Args::parse(), memory) {
        Ok(text) => match io::stdout().lock().write_all(text.as_bytes()) {
            // A reader that has seen enough (`| head`) is no error.
            Err(error) if error.kind() != ErrorKind::BrokenPipe => error.to_string(),
            _ => return ExitCode::SUCCESS,
        },
        Err(error) => error.to_string(),
    };
    // Not `eprintln!`, which panics where stderr is closed.
    let _ = writeln!(io::stderr(), "scheme_compare: {complaint}");
    ExitCode::FAILURE
}
