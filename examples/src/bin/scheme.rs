//! Scheme.
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
