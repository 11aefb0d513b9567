//! What `Box`, `Rc`, `RefCell` and `Weak` are made of, and what none of them can do.
//!
//! ```text
//! cargo run -p gc-examples --bin steps [-- STEP…]
//! ```
//!
//! Runs the steps of [`gc_examples::steps`] and says of each what happened. The code is the
//! point: read `examples/src/steps` beside the output. Without arguments all steps run.
#![forbid(unsafe_code)]

use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use clap::Parser;
use gc_examples::steps::STEPS;

/// What Box, Rc, RefCell and Weak are made of, and what none of them can do.
#[derive(Debug, Parser)]
struct Args {
    /// Steps to run: own, shared, guarded, watched, knot. All if none is named.
    #[arg(value_parser = STEPS.map(|step| step.name))]
    steps: Vec<String>,
}

fn main() -> ExitCode {
    match io::stdout()
        .lock()
        .write_all(tell(&Args::parse()).as_bytes())
    {
        // A reader that has seen enough (`| head`) is no error.
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            let _ = writeln!(io::stderr(), "steps: {error}");
            ExitCode::from(2)
        }
        _ => ExitCode::SUCCESS,
    }
}

fn tell(args: &Args) -> String {
    let mut text = String::new();
    for (index, step) in STEPS.iter().enumerate() {
        if args.steps.is_empty() || args.steps.iter().any(|it| it == step.name) {
            text += &format!(
                "{}. {}: re-creates {}\n",
                index + 1,
                step.name,
                step.recreates
            );
            for line in (step.run)() {
                text += &format!("   {line}\n");
            }
        }
    }
    if args.steps.is_empty() {
        text += "The code is in examples/src/steps. `-- STEP` runs one of these only.\n";
    }
    text
}
