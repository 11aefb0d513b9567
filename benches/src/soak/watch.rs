//! The churn, and a look at the process now and then.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use gc_core::{Gc, Heap, Stats};

use crate::memory;
use crate::peers::GcCore;
use crate::random::Random;
use crate::shapes::{Churn, Exchange, Groups};

/// Groups of four nodes in the live graph.
const GROUPS: usize = 50_000;

/// Replacements between two looks at the clock.
const STRIDE: usize = 1_000;

/// Lines in the table.
const SAMPLES: u32 = 20;

/// The process may be so much larger at the end than after its warm-up: what a malloc leaves unused between blocks of
/// changing sizes.
const SLACK: usize = 256 << 10;

const MEBIBYTE: f64 = 1_048_576.0;

/// The process at one moment.
#[derive(Debug)]
struct Sample {
    at: Duration,
    steps: u64,
    /// The most that was resident since the last sample.
    resident: usize,
    // Not the statistics as a whole: their histogram takes room, which would look like a leak.
    reserved: usize,
    objects: usize,
    collections: u64,
}

#[derive(Debug)]
pub(super) struct Soak {
    samples: Vec<Sample>,
    /// Objects and bytes reserved when all had been let go.
    end: Stats,
}

/// Replaces groups of the graph for so long; every thousandth step also makes some acyclic values of changing
/// sizes, slices among them.
pub(super) fn soak(length: Duration) -> Result<Soak, String> {
    let exchange = Exchange::new(GROUPS);
    let mut random = Random::new(9);
    let mut graph = Groups::<GcCore<u64>>::build(&exchange, GROUPS);
    let start = Instant::now();
    let every = length / SAMPLES;
    let (mut samples, mut steps, mut peak) = (Vec::with_capacity(SAMPLES as usize + 1), 0, 0);
    while start.elapsed() < length {
        for _ in 0..STRIDE {
            graph.replace(&exchange, random.below(GROUPS));
        }
        acyclic(&mut random);
        steps += STRIDE as u64;
        let seen = peak_samples(steps);
        if seen {
            let resident = memory::resident();
            peak = peak.max(resident.ok_or("this system does not say what is resident")?);
        }
        if start.elapsed() >= every * (samples.len() as u32 + 1) {
            let stats = Heap::current().stats();
            samples.push(Sample {
                at: start.elapsed(),
                steps,
                resident: peak,
                reserved: stats.reserved_bytes,
                objects: stats.objects,
                collections: stats.collections,
            });
            eprintln!(
                "{:.0} s, {:.1} MiB",
                start.elapsed().as_secs_f64(),
                peak as f64 / MEBIBYTE
            );
            peak = 0;
        }
    }
    graph.release();
    let end = Heap::current().stats();
    Ok(Soak { samples, end })
}

/// The system takes long to say what is resident: asked every so often.
fn peak_samples(steps: u64) -> bool {
    steps.is_multiple_of(20 * STRIDE as u64)
}

/// Values that come and go by counting alone.
fn acyclic(random: &mut Random) {
    let texts: Vec<Gc<str>> = (0..100)
        .map(|_| Gc::from("x".repeat(random.below(2_000))))
        .collect();
    let copies: Vec<_> = texts.iter().rev().step_by(2).cloned().collect();
    drop(texts);
    drop(copies);
}

impl Soak {
    /// The most that was resident in a stretch of samples.
    fn peak(&self, from: usize, to: usize) -> usize {
        let stretch = &self.samples[from..to];
        stretch.iter().map(|it| it.resident).max().unwrap_or(0)
    }

    /// The peaks of the second and of the last quarter: before that is the warm-up.
    fn early_and_late(&self) -> (usize, usize) {
        let len = self.samples.len();
        (self.peak(len / 4, len / 2), self.peak(len - len / 4, len))
    }

    pub(super) fn table(&self) -> String {
        let mut text = String::from(
            "| s | million groups replaced | resident, MiB | reserved, MiB | objects | collections |\n|---:|---:|---:|---:|---:|---:|\n",
        );
        for it in &self.samples {
            let _ = writeln!(
                text,
                "| {:.0} | {:.1} | {:.1} | {:.1} | {} | {} |",
                it.at.as_secs_f64(),
                it.steps as f64 / 1e6,
                it.resident as f64 / MEBIBYTE,
                it.reserved as f64 / MEBIBYTE,
                it.objects,
                it.collections
            );
        }
        let (early, late) = self.early_and_late();
        let _ = writeln!(
            text,
            "\nResident at most: {:.1} MiB in the second quarter, {:.1} MiB in the last one. At the end, all let go: {} objects, \
             {} bytes reserved.",
            early as f64 / MEBIBYTE,
            late as f64 / MEBIBYTE,
            self.end.objects,
            self.end.reserved_bytes
        );
        text
    }

    /// Whether nothing leaked.
    pub(super) fn verdict(&self) -> Result<(), String> {
        let (early, late) = self.early_and_late();
        if self.samples.len() < 4 {
            return Err(
                "the run was too short to compare its quarters: give it more --minutes".into(),
            );
        }
        if late > early + SLACK {
            return Err(format!("the process grew from {early} to {late} bytes"));
        }
        if self.end.objects > 0 {
            return Err(format!("{} objects were left at the end", self.end.objects));
        }
        Ok(())
    }
}
