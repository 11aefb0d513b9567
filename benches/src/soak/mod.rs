//! Does anything leak, and does a large heap cost more per node than a small one?
//!
//! `soak` churns a live graph for minutes and compares what the process has in memory early and late.
//! `soak -- --scale` builds, collects and drops graphs of a million and of fifty million nodes.

mod args;
mod page;
mod scale;
mod watch;

use std::process::ExitCode;

use args::{Args, HELP, What};

/// The whole program.
#[must_use]
pub fn main() -> ExitCode {
    match start() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn start() -> Result<(), String> {
    let args = Args::parse()?;
    match args.what {
        What::Help => {
            print!("{HELP}");
            Ok(())
        }
        What::Soak(length) => {
            let soak = watch::soak(length)?;
            let text = soak.table();
            print!("{text}");
            if args.write {
                page::write(page::Part::Soak, &text)?;
            }
            soak.verdict()
        }
        What::Scale(nodes) => {
            let text = scale::table(nodes);
            print!("{text}");
            if args.write {
                page::write(page::Part::Scale, &text)?;
            }
            Ok(())
        }
    }
}
