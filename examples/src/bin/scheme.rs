//! A small Scheme whose memory is a `Gc` heap.
//!
//! ```text
//! cargo run --release -p gc-examples --bin scheme [-- [FILE] [-e EXPR]… [--history FILE] [--stats]]
//! ```
//!
//! With FILE it runs a program (`-`: from standard input); with `-e` it evaluates expressions and prints
//! their values; with neither it asks for expressions. Programs to begin with are in `examples/data/scheme`. What
//! the language is says [`gc_examples::scheme`].
//!
//! Errors go to stderr, with place and calls, and exit code 1.
#![forbid(unsafe_code)]

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;
use gc_examples::scheme::{self, Args, Error};

fn main() -> ExitCode {
    match scheme::run(&Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Error::Exit(code)) => ExitCode::from(code),
        Err(error) => {
            // Not `eprintln!`, which panics where stderr is closed.
            let _ = writeln!(io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}
