//! The order in which everything is run: all peers once in each round, in an order drawn anew, so
//! that a slow minute of the machine falls on all of them.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::args::{Allocator, Args};
use super::child;
use super::results::Results;
use crate::cases::{Case, timed};
use crate::random::Random;

/// A case that takes longer than this …
const LONG: Duration = Duration::from_secs(4);

/// … is run in so many rounds only.
const ROUNDS_OF_LONG: u32 = 3;

/// A case over an allocator, and the program that runs it.
struct Run {
    case: Case,
    allocator: Allocator,
    program: PathBuf,
    /// How long the last run took.
    took: Duration,
}

/// Runs what is asked for.
pub(super) fn run(args: &Args) -> Result<Results, String> {
    let mut runs = runs(args)?;
    let mut random = Random::new(1);
    let mut results = Results::default();
    let start = Instant::now();
    for round in 0..args.rounds {
        let spent = start.elapsed();
        if round > 0 && spent + spent / round > Duration::from_secs(60 * args.minutes) {
            break;
        }
        results.begin_round();
        random.shuffle(&mut runs);
        // Within a round the peers follow each other workload by workload.
        runs.sort_by_key(|run| run.case.workload);
        let mut workload = "";
        for run in &mut runs {
            if run.case.workload != workload {
                workload = run.case.workload;
                eprintln!("round {} of {}: {workload}", round + 1, args.rounds);
            }
            if run.took < LONG || round < ROUNDS_OF_LONG {
                run_once(run, args, &mut results);
            }
        }
    }
    Ok(results)
}

/// Everything that is to be run in a round.
fn runs(args: &Args) -> Result<Vec<Run>, String> {
    let mut cases = timed();
    cases.retain(|case| named(&args.workloads, case.workload) && named(&args.peers, case.peer));
    if cases.is_empty() {
        return Err("no such workload with such a peer: `--list` shows what there is".to_owned());
    }
    let mut runs = Vec::new();
    for &allocator in &args.allocators {
        runs.extend(runs_of(&cases, allocator, allocator.program())?);
        if allocator == Allocator::System {
            cases.retain(|case| case.workload == "object_bytes");
            let weighed = runs_of(&cases, allocator, "object-bytes")?;
            cases = runs.iter().map(|run: &Run| run.case).collect();
            runs.extend(weighed);
        }
    }
    Ok(runs)
}

fn runs_of(cases: &[Case], allocator: Allocator, program: &str) -> Result<Vec<Run>, String> {
    let program = child::program(program)?;
    let run = |&case| Run {
        case,
        allocator,
        program: program.clone(),
        took: Duration::ZERO,
    };
    Ok(cases.iter().map(run).collect())
}

/// Whether a list of names is empty or holds the name.
fn named(names: &[String], name: &str) -> bool {
    names.is_empty() || names.iter().any(|n| n == name)
}

fn run_once(run: &mut Run, args: &Args, results: &mut Results) {
    let Run {
        case, allocator, ..
    } = *run;
    if results.has_failed(allocator, case.workload, case.peer) {
        return;
    }
    let start = Instant::now();
    match child::figures(&run.program, &case, &args.size) {
        Ok(figures) => {
            for (measure, figure) in figures {
                results.add(allocator, measure, case.peer, figure);
            }
        }
        Err(reason) => results.fail(allocator, case.workload, case.peer, reason),
    }
    run.took = start.elapsed();
}
