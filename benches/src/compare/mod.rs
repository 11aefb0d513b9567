//! The program `compare`: all workloads, all peers, side by side, and the report.

mod args;
mod child;
mod grid;
mod instructions;
pub(crate) mod machine;
mod plot;
mod report;
mod results;
mod rounds;

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use args::{Allocator, Args, Request};
use instructions::Instructions;
use results::Results;

use crate::cases::{PEERS, timed};
use crate::size::Size;

/// Where pictures are written, below the directory of the report.
const PICTURES: &str = "benches/plots";

/// Runs the program `compare`.
#[must_use]
pub fn main() -> ExitCode {
    exit(request().and_then(|request| match request {
        Request::Help => {
            print!("{}", args::HELP);
            Ok(())
        }
        Request::List => {
            list();
            Ok(())
        }
        Request::Child(args) => child::run(&args),
        Request::HotPath(args) => instructions::run(&args),
        Request::Compare(args) => compare(&args),
    }))
}

/// Runs a program that is only ever started by `compare`.
#[must_use]
pub fn child_main() -> ExitCode {
    exit(request().and_then(|request| match request {
        Request::Child(args) => child::run(&args),
        _ => Err("this program is started by `compare`".to_owned()),
    }))
}

fn request() -> Result<Request, String> {
    args::parse(env::args_os().skip(1)).map_err(|error| error.to_string())
}

fn exit(outcome: Result<(), String>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("error: {reason}");
            ExitCode::from(2)
        }
    }
}

fn list() {
    let workloads: BTreeSet<_> = timed().iter().map(|case| case.workload).collect();
    println!("workloads:");
    for workload in workloads {
        println!("  {workload}");
    }
    println!("peers:");
    for peer in PEERS {
        println!("  {peer}");
    }
}

fn compare(args: &Args) -> Result<(), String> {
    if cfg!(debug_assertions) {
        return Err("this is a debug build: run it with `--release`".to_owned());
    }
    build()?;
    let results = rounds::run(args)?;
    let counted = if args.instructions {
        instructions::count(|peer| args.peers.is_empty() || args.peers.iter().any(|p| p == peer))
    } else {
        Err("left out by `--no-instructions`".to_owned())
    };
    print(args, &results, &counted);
    match out(args) {
        Some(directory) => write(args, &results, &counted, &directory),
        None => Ok(()),
    }
}

/// Builds the programs beside this one, where it was started by cargo.
fn build() -> Result<(), String> {
    let Some(cargo) = env::var_os("CARGO") else {
        return Ok(());
    };
    let status = Command::new(cargo)
        .args(["build", "--release", "--package", "gc-benches", "--bins"])
        .current_dir(machine::workspace())
        .status()
        .map_err(|error| format!("cargo cannot be started: {error}"))?;
    if status.success() {
        Ok(())
    } else {
        Err("the programs beside this one do not build".to_owned())
    }
}

/// Where to write. What is not a whole run is only written where it is asked for.
fn out(args: &Args) -> Option<PathBuf> {
    let whole = args.size.name == Size::FULL.name
        && args.workloads.is_empty()
        && args.peers.is_empty()
        && args.allocators == Allocator::ALL;
    let root = whole.then(machine::workspace);
    args.out.clone().or(root)
}

fn print(args: &Args, results: &Results, counted: &Result<Instructions, String>) {
    for &allocator in &args.allocators {
        let title = allocator.title();
        println!(
            "\nover {title}\n\n{}",
            report::medians(results, allocator, false).plain()
        );
        println!("{}", report::summary(results, allocator).plain());
    }
    match counted {
        Ok(counted) => println!("instructions\n\n{}", report::instructions(counted).plain()),
        Err(reason) => println!("instructions were not counted: {reason}"),
    }
    for failure in results.failures() {
        println!("failed: {failure}");
    }
}

fn write(
    args: &Args,
    results: &Results,
    counted: &Result<Instructions, String>,
    directory: &Path,
) -> Result<(), String> {
    let plots = directory.join(PICTURES);
    let cannot = |error| format!("cannot write below {}: {error}", directory.display());
    fs::create_dir_all(&plots).map_err(cannot)?;
    let mut pictures = Vec::new();
    for &allocator in &args.allocators {
        let name = format!("{}.svg", allocator.name());
        plot::draw(results, allocator, &plots.join(&name))?;
        pictures.push((allocator, format!("{PICTURES}/{name}")));
    }
    let text = report::text(args, results, counted, &pictures);
    fs::write(directory.join("BENCHMARKS.md"), text).map_err(cannot)?;
    println!("wrote {}", directory.join("BENCHMARKS.md").display());
    Ok(())
}
