//! The program `scheme`.

use std::fs;
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;

use super::collected::Interpreter;
use super::{Args, Engine, Error, repl};

/// Does what the command line says.
///
/// # Errors
///
/// If a file cannot be read, or a program ends in an error or by `exit`.
pub fn run(args: &Args) -> Result<(), Error> {
    let result = run_engine(args);
    if args.stats {
        gc_core::collect();
        // Not `eprintln!`, which panics where stderr is closed.
        let _ = writeln!(io::stderr(), "scheme: {}", gc_core::stats());
    }
    result
}

fn run_engine(args: &Args) -> Result<(), Error> {
    let mut engine = Interpreter::new(Box::new(BufWriter::new(io::stdout())));
    if !args.expressions.is_empty() {
        for expression in &args.expressions {
            print_all(&engine.evaluate("-e", expression)?)?;
        }
        return Ok(());
    }
    match &args.file {
        Some(file) => engine.run(&file.display().to_string(), &read(file)?),
        None => repl::run(&mut engine, args.history.as_deref()),
    }
}

pub(super) fn print_all(values: &[String]) -> Result<(), Error> {
    let mut out = io::stdout().lock();
    let mut print = || {
        for value in values {
            writeln!(out, "{value}")?;
        }
        out.flush()
    };
    match print() {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Err(Error::Exit(0)),
        result => result.map_err(Error::Output),
    }
}

pub(super) fn read(file: &Path) -> Result<String, Error> {
    let unreadable = |error| Error::Unreadable {
        path: file.to_owned(),
        error,
    };
    if file.as_os_str() == "-" {
        let mut text = String::new();
        io::stdin().read_to_string(&mut text).map_err(unreadable)?;
        return Ok(text);
    }
    fs::read_to_string(file).map_err(unreadable)
}
