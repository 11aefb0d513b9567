//! The program, without its output.

use std::process::Command;

use super::child;
use super::figures::{Figures, Quantity};
use super::lines::code_lines;
use super::program::{Program, Runs};
use super::programs::PROGRAMS;
use super::report::{Cost, Row, report};
use super::{Args, Error};
use crate::pointers::Pointers;

/// The pointers that are timed.
const TIMED: [Pointers; 2] = [Pointers::Gc, Pointers::RcWeak];

/// Measures what was asked for.
///
/// # Errors
///
/// If there is no such program, or if a run of one fails.
pub fn run(args: &Args) -> Result<String, Error> {
    let programs = select(&args.programs)?;
    if let (Some(quantity), Some(pointers)) = (args.measure, args.pointers) {
        return measure_one(&programs, pointers, quantity, args.percent);
    }
    let rows = programs.into_iter().map(|program| row(program, args));
    let rows: Vec<Row> = rows.collect::<Result<_, _>>()?;
    Ok(report(&rows, args.rounds))
}

fn select(names: &[String]) -> Result<Vec<Program>, Error> {
    if names.is_empty() {
        return Ok(PROGRAMS.to_vec());
    }
    let find = |name: &String| {
        let program = PROGRAMS.iter().find(|program| program.name == *name);
        program.copied().ok_or_else(|| Error::UnknownProgram {
            name: name.clone(),
            known: PROGRAMS.iter().map(|program| program.name).collect(),
        })
    };
    names.iter().map(find).collect()
}

/// What a process does that was started for one run.
fn measure_one(
    programs: &[Program],
    pointers: Pointers,
    quantity: Quantity,
    percent: u32,
) -> Result<String, Error> {
    let mut lines = String::new();
    for program in programs {
        if let Runs::Here(make_ready) = program.runs {
            let size = program.size_at(percent);
            let figures = child::measure(make_ready.of(pointers), pointers, quantity, size)?;
            lines += &serde_json::json!(figures).to_string();
            lines.push('\n');
        }
    }
    Ok(lines)
}

fn row(program: Program, args: &Args) -> Result<Row, Error> {
    let mut answer = None;
    let mut ask = |pointers: Pointers, quantity| {
        let figures = ask(&program, pointers, quantity, args.percent)?;
        match *answer.get_or_insert(figures.answer) == figures.answer {
            true => Ok(figures),
            false => Err(Error::Contradiction {
                name: program.name,
                pointers: pointers.name(),
            }),
        }
    };
    let mut times = [const { Vec::new() }; TIMED.len()];
    for _ in 0..args.rounds {
        for (pointers, times) in TIMED.into_iter().zip(&mut times) {
            times.push(ask(pointers, Quantity::Time)?);
        }
    }
    let mut costs = [Cost::default(); TIMED.len()];
    for ((pointers, times), cost) in TIMED.into_iter().zip(&times).zip(&mut costs) {
        *cost = Cost {
            seconds: median(times.iter().map(|figures| figures.measured)),
            resident: median_of_some(times.iter().map(|figures| figures.resident)),
            peak: ask(pointers, Quantity::Peak)?.measured,
            leaked: ask(pointers, Quantity::Leak)?.measured,
        };
    }
    let rc_leaked = ask(Pointers::Rc, Quantity::Leak)?.measured;
    let [gc, weak] = costs;
    Ok(Row {
        lines: code_lines(program.sources)?,
        program,
        gc,
        weak,
        rc_leaked,
    })
}

/// Lets a process of its own do one run.
fn ask(
    program: &Program,
    pointers: Pointers,
    quantity: Quantity,
    percent: u32,
) -> Result<Figures, Error> {
    let name = program.name;
    let no_run = |error| Error::NoRun { name, error };
    let mut command = program
        .command(pointers, quantity, percent)
        .map_err(no_run)?;
    let output = command.output().map_err(no_run)?;
    let failed = |how: String| Error::Failed {
        name,
        pointers: pointers.name(),
        how,
        command: shown(&command),
    };
    if !output.status.success() {
        return Err(failed(output.status.to_string()));
    }
    serde_json::from_slice(&output.stdout).map_err(|error| failed(error.to_string()))
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let words: Vec<_> = words.map(|word| word.to_string_lossy()).collect();
    words.join(" ")
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut sorted: Vec<_> = values.collect();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}

fn median_of_some(values: impl Iterator<Item = Option<f64>>) -> Option<f64> {
    let known: Option<Vec<_>> = values.collect();
    known.map(|known| median(known.into_iter()))
}

#[cfg(all(test, unix))]
mod tests {
    use super::{ask, median};
    use crate::pointers::Pointers;
    use crate::table::{Program, Quantity, Runs};
    use std::process::Command;

    fn elsewhere(command: fn(Pointers, Quantity, usize) -> Command) -> Program {
        Program {
            name: "elsewhere",
            does: "",
            weak: "",
            sources: &[],
            size: 200,
            runs: Runs::Elsewhere(command),
        }
    }

    #[test]
    fn another_program_is_told_what_to_do_and_prints_its_figures() {
        let program = elsewhere(|pointers, quantity, size| {
            assert_eq!((pointers, quantity), (Pointers::RcWeak, Quantity::Peak));
            let mut command = Command::new("echo");
            command.arg(format!("{{\"answer\": {size}, \"measured\": 0.5}}"));
            command
        });
        let figures = ask(&program, Pointers::RcWeak, Quantity::Peak, 50).unwrap();
        assert_eq!((figures.answer, figures.measured), (100, 0.5));
    }

    #[test]
    fn a_run_that_fails_or_prints_something_else_is_named() {
        for command in ["false", "echo"] {
            let program = match command {
                "false" => elsewhere(|_, _, _| Command::new("false")),
                _ => elsewhere(|_, _, _| Command::new("echo")),
            };
            let error = ask(&program, Pointers::Gc, Quantity::Leak, 100).unwrap_err();
            let message = error.to_string();
            assert!(message.contains("`elsewhere` over Gc failed"), "{message}");
            assert!(message.contains(&format!("run `{command}`")), "{message}");
        }
    }

    #[test]
    fn the_median_is_the_middle_one() {
        assert_eq!(median([3.0, 1.0, 2.0].into_iter()), 2.0);
    }
}
