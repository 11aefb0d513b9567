//! A program with a leak, and how it is found.
//!
//! ```text
//! cargo run --release -p gc-examples --bin explore [-- [--out DIR] [--why TEXT] [--fixed] [--windows N]]
//! ```
//!
//! The program is a [desktop](gc_examples::explore::desktop) on which windows are opened and closed. It
//! takes snapshots of its own heap ([`gc_core::snapshot`]) and says what it finds:
//!
//! ```text
//! explore -- --out DIR            # more windows are alive than open; DIR/heap.html shows all of it
//! explore -- --why Preferences    # the path that keeps them alive
//! explore -- --fixed              # the same with the leak mended
//! ```
//!
//! With `--features sites` growth is also shown by the line that made the objects.
//!
//! Errors go to stderr, with exit code 2 and nothing on stdout.
#![forbid(unsafe_code)]

use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use clap::Parser;
use gc_examples::explore::{self, Args, Error};

fn main() -> ExitCode {
    match explore::run(&Args::parse()).and_then(|text| print(&text)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Not `eprintln!`, which panics where stderr is closed.
            let _ = writeln!(io::stderr(), "explore: {error}");
            ExitCode::from(2)
        }
    }
}

/// Writes the whole answer at once. A reader that has seen enough (`| head`) is no error.
fn print(text: &str) -> Result<(), Error> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Error::Output(error)),
        _ => Ok(()),
    }
}
