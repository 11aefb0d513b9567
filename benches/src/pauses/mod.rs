//! How long the program stands still: what each policy does to pauses, time and memory.
//!
//! Each run is a process of its own, so that its peak of memory is its own.

mod report;
mod run;

use std::process::{Command, ExitCode};

pub(crate) use run::{Figures, RUNS, Run};

/// What `pauses --help` prints.
const HELP: &str = "\
measures pauses, time and memory of gc-core's policies and writes PAUSES.md

usage: pauses [RUN…]

  RUN         the number of a run (see --list): only these, and nothing is written
  --list      print the runs
  --help      print this
";

/// The whole program.
#[must_use]
pub fn main() -> ExitCode {
    match start(&std::env::args().skip(1).collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn start(args: &[String]) -> Result<(), String> {
    match args {
        [flag] if flag == "--help" => print!("{HELP}"),
        [flag] if flag == "--list" => {
            for (number, run) in RUNS.iter().enumerate() {
                println!("{number:2}  {run}");
            }
        }
        [flag, number] if flag == "--child" => println!("{}", run(number)?.measure()),
        [] => report::write(&measure_all(RUNS.iter().enumerate())?)?,
        numbers => {
            for number in numbers {
                run(number)?;
            }
            let chosen = RUNS.iter().enumerate().filter(|(at, _)| {
                let number = at.to_string();
                numbers.contains(&number)
            });
            print!("{}", report::table(&measure_all(chosen)?));
        }
    }
    Ok(())
}

fn run(number: &str) -> Result<&'static Run, String> {
    let found = number.parse().ok().and_then(|at: usize| RUNS.get(at));
    found.ok_or_else(|| {
        let last = RUNS.len() - 1;
        format!("a run has a number from 0 to {last}: found '{number}' (--list names them)")
    })
}

/// Runs each in a process of its own, one after the other.
fn measure_all(
    runs: impl Iterator<Item = (usize, &'static Run)>,
) -> Result<Vec<(&'static Run, Figures)>, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    runs.map(|(number, run)| {
        eprintln!("{run}");
        let child = Command::new(&program)
            .args(["--child", &number.to_string()])
            .output()
            .map_err(|error| format!("{}: {error}", program.display()))?;
        let said = String::from_utf8_lossy(&child.stdout);
        let figures = said.trim().parse();
        let figures = figures.map_err(|error| {
            let complaint = String::from_utf8_lossy(&child.stderr);
            format!("the run '{run}' ended without figures ({error}): {complaint}")
        })?;
        Ok((run, figures))
    })
    .collect()
}
