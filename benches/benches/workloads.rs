//! The workloads for criterion, with a report in HTML and a plot of each: a group for each measure,
//! with the peers beside each other.
//!
//! `cargo bench -p gc-benches` runs all; `cargo bench -p gc-benches -- churn` those whose name says
//! so. Sizes are those of `compare --quick`, since a million nodes take criterion an hour.

use std::process::ExitCode;
use std::time::Duration;

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion};
use gc_benches::{Case, Clock, Measure, Size, Unit, run_again, timed};

const SIZE: Size = Size::QUICK;

fn main() -> ExitCode {
    match run_again() {
        Ok(Some(status)) => {
            return if status.success() {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            };
        }
        Ok(None) => {}
        Err(error) => eprintln!("no deep stack, long lists may overflow it: {error}"),
    }
    let mut criterion = Criterion::default()
        .sample_size(10)
        .nresamples(10_000)
        .warm_up_time(Duration::from_millis(100))
        .measurement_time(Duration::from_millis(500))
        .configure_from_args();
    let cases = timed();
    for &measure in Measure::ALL {
        if is_time(measure) {
            bench(&mut criterion, measure, &cases);
        }
    }
    criterion.final_summary();
    ExitCode::SUCCESS
}

fn is_time(measure: Measure) -> bool {
    matches!(measure.unit(), Unit::NanosPer(_) | Unit::Millis)
}

fn bench(criterion: &mut Criterion, measure: Measure, cases: &[Case]) {
    let mut group = criterion.benchmark_group(measure.id());
    for case in cases.iter().filter(|case| case.takes(measure)) {
        bench_peer(&mut group, measure, case);
    }
    group.finish();
}

fn bench_peer(group: &mut BenchmarkGroup<'_, WallTime>, measure: Measure, case: &Case) {
    group.bench_function(case.peer, |bencher| {
        bencher.iter_custom(|times| {
            let mut clock = Clock::only(measure);
            for _ in 0..times {
                (case.run)(&mut clock, &SIZE);
            }
            clock.take_sum()
        });
    });
}
