//! A live graph that loses and gains a group of nodes in each step.

use std::time::{Duration, Instant};

use crate::clock::{Clock, Frees};
use crate::measure::Measure;
use crate::memory;
use crate::random::Random;
use crate::shapes::{Churn, Exchange};
use crate::size::Size;

/// Bytes in the unit of the peak.
const MEBIBYTE: f64 = 1_048_576.0;

pub(crate) fn churn<C: Churn>(clock: &mut Clock, size: &Size) {
    let exchange = Exchange::new(size.churn_groups);
    let mut random = Random::new(9);
    let positions: Vec<_> = (0..size.churn_steps)
        .map(|_| random.below(size.churn_groups))
        .collect();
    let mut graph = C::build(&exchange, size.churn_groups);
    clock.time(Measure::ChurnStep, positions.len(), Frees::InTime, || {
        for &position in &positions {
            graph.replace(&exchange, position);
        }
    });
    if clock.wants(Measure::ChurnPause) {
        // Once more, with a look at the clock around each step, which would blur the time above.
        let longest = positions
            .iter()
            .map(|&position| step(&mut graph, &exchange, position))
            .max();
        clock.note_time(Measure::ChurnPause, longest.unwrap_or_default());
    }
    if let Some(peak) = memory::peak_resident() {
        clock.note(Measure::ChurnPeak, peak as f64 / MEBIBYTE);
    }
    graph.release();
}

fn step<C: Churn>(graph: &mut C, exchange: &Exchange, position: usize) -> Duration {
    let start = Instant::now();
    graph.replace(exchange, position);
    start.elapsed()
}
