//! Instructions of the hot paths, counted by valgrind. Unlike times they are the same each time.

use std::collections::BTreeMap;
use std::process::Command;
use std::thread;

use super::args::{Allocator, HotPathArgs};
use super::child;
use crate::cases::{Case, hot_paths};
use crate::clock::Clock;
use crate::size::Size;
use crate::workloads::hot_paths::REGION;

/// How often an operation is done.
const COUNT: usize = 50_000;

/// The five hot paths: the workload, and how it is shown.
pub(super) const PATHS: [(&str, &str); 5] = [
    ("alloc", "alloc"),
    ("alloc_drop", "alloc + drop"),
    ("clone_drop", "clone + drop"),
    ("walk", "walk, per link"),
    ("drop_last", "drop of the last"),
];

/// Instructions per operation by peer, in the order of [`PATHS`].
pub(super) type Instructions = BTreeMap<&'static str, [Option<f64>; PATHS.len()]>;

/// Does the operation that `args` names so many times.
pub(super) fn run(args: &HotPathArgs) -> Result<(), String> {
    let case = hot_paths()
        .into_iter()
        .find(|case| case.workload == args.path && case.peer == args.peer)
        .ok_or_else(|| format!("no path `{}` with `{}`", args.path, args.peer))?;
    let size = Size {
        objects: args.count,
        ..Size::TINY
    };
    (case.run)(&mut Clock::all(), &size);
    Ok(())
}

/// Counts for all peers that `admit` admits, or says why not.
pub(super) fn count(admit: impl Fn(&str) -> bool) -> Result<Instructions, String> {
    let version = Command::new("valgrind").arg("--version").output();
    if !version.is_ok_and(|output| output.status.success()) {
        return Err("valgrind is not installed".to_owned());
    }
    eprintln!("counting instructions");
    let mut cases = hot_paths();
    cases.retain(|case| admit(case.peer));
    let mut per_path = BTreeMap::new();
    for (case, count) in cases.iter().zip(side_by_side(&cases)) {
        per_path.insert((case.peer, case.workload), count?);
    }
    let mut instructions = Instructions::new();
    for &(peer, _) in per_path.keys() {
        let paths = PATHS.map(|(path, _)| per_path.get(&(peer, path)).copied());
        instructions.insert(peer, paths);
    }
    Ok(instructions)
}

/// Counts all cases, as many at a time as there are processors: instructions do not depend on what
/// else runs.
fn side_by_side(cases: &[Case]) -> Vec<Result<f64, String>> {
    let processors = thread::available_parallelism().map_or(1, usize::from);
    let share = cases.len().div_ceil(processors).max(1);
    thread::scope(|scope| {
        let workers: Vec<_> = cases
            .chunks(share)
            .map(|cases| scope.spawn(|| cases.iter().map(per_operation).collect::<Vec<_>>()))
            .collect();
        let counts = workers.into_iter().map(|worker| worker.join());
        counts
            .flat_map(|counts| counts.expect("counting does not panic"))
            .collect()
    })
}

/// Instructions of one operation.
fn per_operation(case: &Case) -> Result<f64, String> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(format!("--toggle-collect={REGION}"))
        .arg(child::program(Allocator::System.program())?)
        .args(["--hot-path", case.workload, case.peer, &COUNT.to_string()])
        .output()
        .map_err(|error| format!("valgrind cannot be started: {error}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    let collected = said
        .lines()
        .filter_map(|line| line.split_once("Collected :"))
        .find_map(|(_, count)| count.trim().parse::<f64>().ok());
    match collected {
        Some(collected) => Ok(collected / COUNT as f64),
        None => {
            let last = said.lines().last().unwrap_or_default();
            Err(format!(
                "valgrind with {} in `{}`: {last}",
                case.peer, case.workload
            ))
        }
    }
}
