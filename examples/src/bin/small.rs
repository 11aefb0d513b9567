//! Small structures whose parts refer to each other.
//!
//! ```text
//! cargo run --release -p gc-examples --bin small -- NAME [--pointers gc|rc-weak|rc]
//! ```
//!
//! | NAME | what |
//! |---|---|
//! | `list` | [a doubly linked list](gc_examples::list) with cursors |
//! | `lru` | [a cache](gc_examples::lru) that forgets what has not been used for longest |
//! | `signals` | [values](gc_examples::signals) that follow from each other, in cycles too, and observers |
//! | `ast` | [a syntax tree](gc_examples::ast) with parents and types; `ast FILE` and `ast -e EXPRESSION` check a text |
//! | `world` | [a game world](gc_examples::world) of entities that refer to each other |
//!
//! Each tells what it can do, and with `--pointers` what is different over `Rc`. What they cost is told by the program
//! `table`. Errors go to stderr, with nothing on stdout and exit code 1 (2 where the arguments are wrong).
#![forbid(unsafe_code)]

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;
use gc_examples::output::print;
use gc_examples::small::{self, Arguments, Error};

fn main() -> ExitCode {
    let shown = small::run(&Arguments::parse());
    let printed = shown.and_then(|lines| print(&(lines.join("\n") + "\n")).map_err(Error::Output));
    match printed {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Not `eprintln!`, which panics where stderr is closed. A wrong text is shown as it is.
            let _ = match &error {
                Error::Wrong(report) => write!(io::stderr(), "{report}"),
                error => writeln!(io::stderr(), "small: {error}"),
            };
            ExitCode::from(1)
        }
    }
}
