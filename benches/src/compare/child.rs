//! One workload with one peer, in a process of its own.
//!
//! What a peer leaves behind in the allocator, in caches or in thread-locals thus cannot favour or
//! harm another, and one that overflows the stack ends nothing but its own figures.

use std::env;
use std::path::{Path, PathBuf};
use std::process::ExitStatus;

use super::args::ChildArgs;
use super::results::median;
use crate::cases::{Case, timed};
use crate::clock::Clock;
use crate::deep_stack;
use crate::measure::Measure;
use crate::size::Size;

/// How often a workload is run in one process. What is long, or looks at the memory of the whole
/// process, is run once.
fn runs(workload: &str) -> usize {
    match workload {
        "random_graph" | "churn" | "object_bytes" | "trees" | "parent_trees" => 1,
        _ => 3,
    }
}

/// Runs the case that `args` names and prints its figures, a line each.
pub(super) fn run(args: &ChildArgs) -> Result<(), String> {
    let case = timed()
        .into_iter()
        .find(|case| case.workload == args.workload && case.peer == args.peer)
        .ok_or_else(|| format!("no case `{}` with `{}`", args.workload, args.peer))?;
    let mut figures: Vec<(Measure, Vec<f64>)> = Vec::new();
    for _ in 0..runs(case.workload) {
        let mut clock = Clock::all();
        (case.run)(&mut clock, &args.size);
        for (measure, figure) in clock.take_figures() {
            match figures.iter_mut().find(|(m, _)| *m == measure) {
                Some((_, all)) => all.push(figure),
                None => figures.push((measure, vec![figure])),
            }
        }
    }
    for (measure, all) in figures {
        if let Some(figure) = median(&all) {
            println!("{measure} {figure}");
        }
    }
    Ok(())
}

/// The program of that name, which lies beside this one.
pub(super) fn program(name: &str) -> Result<PathBuf, String> {
    let this = env::current_exe().map_err(|error| format!("cannot find this program: {error}"))?;
    let path = this
        .with_file_name(name)
        .with_extension(env::consts::EXE_EXTENSION);
    if path.exists() {
        Ok(path)
    } else {
        Err(format!(
            "`{name}` is not built: run `cargo build --release -p gc-benches --bins`"
        ))
    }
}

/// Runs a case in a child and returns its figures, or why there are none.
pub(super) fn figures(
    program: &Path,
    case: &Case,
    size: &Size,
) -> Result<Vec<(Measure, f64)>, String> {
    let output = deep_stack::command(program)
        .args(["--child", case.workload, case.peer, size.name])
        .output()
        .map_err(|error| format!("cannot be started: {error}"))?;
    if !output.status.success() {
        return Err(reason(output.status, &output.stderr));
    }
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(|line| figure(line).ok_or_else(|| format!("printed `{line}`, expected a figure")))
        .collect()
}

fn figure(line: &str) -> Option<(Measure, f64)> {
    let (measure, figure) = line.split_once(' ')?;
    Some((Measure::named(measure)?, figure.parse().ok()?))
}

/// Why a child failed: how it ended and the last thing it said.
fn reason(status: ExitStatus, stderr: &[u8]) -> String {
    let said = String::from_utf8_lossy(stderr);
    match said.lines().rfind(|line| !line.trim().is_empty()) {
        Some(last) => format!("{status}: {last}"),
        None => status.to_string(),
    }
}
