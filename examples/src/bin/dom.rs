//! What in this page matches that selector?
//!
//! ```text
//! cargo run --release -p gc-examples --bin dom -- FILE.html SELECTOR [--format outline|html|text] [--limit COUNT]
//!     [--columns COUNT] [--heap]
//! ```
//!
//! # The story
//!
//! A document tree is where reference counting gives up: a node's parent, its siblings and its children all
//! refer to each other, listeners refer to nodes that hold them, and a script may keep any of them. This
//! one has [`Gc`](gc_core::Gc)s for all of these, and what nobody holds is collected. html5ever parses into it
//! and writes it; the crate `selectors` searches it.
//!
//! # What it prints
//!
//! By default a line for each match, indented under the match around it, with the beginning of its text: try
//! `h1, h2, h3` on a page. `--format html` and `--format text` print all of each match. `--columns 80`
//! says how many lines each takes on a screen of that width, `--heap` what the document costs and that
//! all of it is freed.
//!
//! Exit codes: 0 if something matches; 2 if nothing does, which is said on stderr; 1 for errors, with nothing on
//! stdout.
#![forbid(unsafe_code)]

use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use clap::Parser;
use gc_examples::dom::{self, Args, Error};

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(u8::from(error.use_stderr()));
        }
    };
    match answer(&args) {
        Ok(0) => {
            let (selector, file) = (&args.selector, args.file.display());
            complain(&format!("nothing in `{file}` matches `{selector}`"));
            ExitCode::from(2)
        }
        Ok(_) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&error.to_string());
            ExitCode::from(1)
        }
    }
}

/// Prints what is found, and gives how many matches there are.
fn answer(args: &Args) -> Result<usize, Error> {
    let answer = dom::run(args)?;
    let mut out = io::stdout().lock();
    match out
        .write_all(answer.text.as_bytes())
        .and_then(|()| out.flush())
    {
        // A reader that has seen enough (`| head`) is no error.
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Error::Output(error)),
        _ => Ok(answer.found),
    }
}

/// Not `eprintln!`, which panics where stderr is closed.
fn complain(what: &str) {
    let _ = writeln!(io::stderr(), "dom: {what}");
}
