//! What is run, and the figures of a run.

use std::fmt;
use std::str::FromStr;
use std::time::{Duration, Instant};

use gc_core::{Heap, Policy, Stats};

use crate::memory;
use crate::peers::GcCore;
use crate::random::Random;
use crate::shapes::{Churn, Exchange, Groups, Rings, RingsOf};

/// Nodes in a group of the graph that churns.
const GROUP: usize = 4;

/// A program under a policy.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) program: Program,
    pub(crate) policy: &'static str,
}

/// What runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Program {
    /// A live graph of some nodes, whose groups of four are replaced, one after the other.
    Churn {
        /// Live nodes.
        live: usize,
        /// Replacements.
        steps: usize,
    },
    /// Rings of two nodes, let go at once.
    Rings {
        /// Rings in all.
        rings: usize,
        /// Rings between two calls of `collect`; 0: the policy decides.
        between: usize,
    },
    /// Rings of two nodes beside a live list, then one young collection.
    Young {
        /// Live nodes.
        live: usize,
        /// Rings.
        rings: usize,
    },
}

const MILLION: usize = 1_000_000;

const fn churn(live: usize, policy: &'static str) -> Run {
    let steps = live + MILLION;
    Run {
        program: Program::Churn { live, steps },
        policy,
    }
}

const fn rings(between: usize, policy: &'static str) -> Run {
    let rings = 10 * MILLION;
    Run {
        program: Program::Rings { rings, between },
        policy,
    }
}

/// All runs, in the order of the table.
pub(crate) const RUNS: &[Run] = &[
    churn(200_000, "full only"),
    churn(200_000, "default"),
    churn(200_000, "low pause"),
    churn(MILLION, "full only"),
    churn(MILLION, "default"),
    churn(MILLION, "low pause"),
    churn(10 * MILLION, "full only"),
    churn(10 * MILLION, "default"),
    churn(10 * MILLION, "low pause"),
    rings(10_000, "manual"),
    rings(0, "default"),
    rings(0, "low pause"),
    Run {
        program: Program::Young {
            live: 10 * MILLION,
            rings: 10_000,
        },
        policy: "manual",
    },
];

impl Run {
    fn policy(&self) -> Policy {
        match self.policy {
            "manual" => Policy::MANUAL,
            "low pause" => Policy::LOW_PAUSE,
            "full only" => Policy {
                nursery_bytes: usize::MAX,
                ..Policy::default()
            },
            _ => Policy::default(),
        }
    }

    /// Runs it, in this process.
    pub(crate) fn measure(&self) -> Figures {
        let heap = Heap::current();
        heap.set_policy(Policy::MANUAL);
        let figures = match self.program {
            Program::Churn { live, steps } => {
                let groups = live / GROUP;
                let exchange = Exchange::new(groups);
                let mut graph = Groups::<GcCore<u64>>::build(&exchange, groups);
                let _ = heap.collect();
                let mut random = Random::new(9);
                self.time(steps, || graph.replace(&exchange, random.below(groups)))
            }
            Program::Rings { rings, between } => {
                let mut maker = RingsOf::<GcCore<u64>>::new();
                let batch = if between == 0 { 10_000 } else { between };
                let mut figures = self.time(rings / batch, || {
                    maker.make(batch, 2);
                    if between > 0 {
                        maker.collect();
                    }
                });
                figures.step_ns /= batch as f64;
                figures
            }
            Program::Young { live, rings } => {
                let groups = live / GROUP;
                let graph = Groups::<GcCore<u64>>::build(&Exchange::new(groups), groups);
                let _ = heap.collect();
                RingsOf::<GcCore<u64>>::new().make(rings, 2);
                let before = heap.stats().objects;
                let figures = self.time(1, || {
                    let _ = heap.collect_young();
                });
                let freed = before - heap.stats().objects;
                assert_eq!(freed, 2 * rings, "a young collection frees all fresh rings");
                drop(graph);
                figures
            }
        };
        // What is left is not part of the run.
        heap.leak();
        figures
    }

    /// Takes the figures of some steps.
    fn time(&self, steps: usize, mut step: impl FnMut()) -> Figures {
        let heap = Heap::current();
        heap.set_policy(self.policy());
        let mut peak = 0;
        let live = heap.stats().reserved_bytes;
        let before = heap.stats();
        let mut longest = Duration::ZERO;
        let mut now = Instant::now();
        let start = now;
        for at in 0..steps {
            step();
            let then = Instant::now();
            longest = longest.max(then - now);
            now = then;
            if at % 1024 == 0 {
                // Not part of any step.
                peak = peak.max(heap.stats().reserved_bytes);
                now = Instant::now();
            }
        }
        let time = start.elapsed();
        peak = peak.max(heap.stats().reserved_bytes);
        Figures::new(time, steps, longest, (live, peak), &before, &heap.stats())
    }
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let millions = |count: usize| count as f64 / MILLION as f64;
        match self.program {
            Program::Churn { live, .. } => write!(f, "churn, {} M live", millions(live))?,
            Program::Rings { rings, between: 0 } => {
                write!(f, "{} M rings of two", millions(rings))?;
            }
            Program::Rings { rings, between } => {
                let millions = millions(rings);
                write!(
                    f,
                    "{millions} M rings of two, collected by hand every {between}"
                )?;
            }
            Program::Young { live, rings } => {
                let millions = millions(live);
                write!(
                    f,
                    "{rings} fresh rings beside {millions} M live, one young collection"
                )?;
            }
        }
        write!(f, ", {}", self.policy)
    }
}

/// What a run gave.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Figures {
    /// Nanoseconds a step, collections included.
    pub(crate) step_ns: f64,
    /// The longest step, in milliseconds, by a clock outside of the heap.
    pub(crate) longest_step_ms: f64,
    /// The longest stop, and what 99.9 % of the stops do not exceed, as the heap tells it.
    pub(crate) longest_ms: f64,
    pub(crate) p999_ms: f64,
    pub(crate) stops: u64,
    pub(crate) collections: u64,
    /// MiB reserved before the run, and at most.
    pub(crate) live_mib: f64,
    pub(crate) peak_mib: f64,
    /// MiB of the process at most.
    pub(crate) resident_mib: f64,
}

impl Figures {
    fn new(
        time: Duration,
        steps: usize,
        longest: Duration,
        (live, peak): (usize, usize),
        before: &Stats,
        after: &Stats,
    ) -> Self {
        let ms = |time: Duration| time.as_secs_f64() * 1e3;
        let mib = |bytes: usize| bytes as f64 / 1_048_576.0;
        let pauses = after.pauses.since(&before.pauses);
        Self {
            step_ns: time.as_secs_f64() * 1e9 / steps as f64,
            longest_step_ms: ms(longest),
            longest_ms: ms(pauses.longest()),
            p999_ms: ms(pauses.quantile(0.999)),
            stops: pauses.count(),
            collections: after.collections - before.collections,
            live_mib: mib(live),
            peak_mib: mib(peak),
            resident_mib: mib(memory::peak_resident().unwrap_or(0)),
        }
    }
}

/// For the process that asked.
impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            step_ns,
            longest_step_ms,
            longest_ms,
            p999_ms,
            stops,
            collections,
            live_mib,
            peak_mib,
            resident_mib,
        } = self;
        write!(
            f,
            "{step_ns} {longest_step_ms} {longest_ms} {p999_ms} {stops} {collections} "
        )?;
        write!(f, "{live_mib} {peak_mib} {resident_mib}")
    }
}

impl FromStr for Figures {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let numbers: Result<Vec<f64>, _> = text.split(' ').map(str::parse).collect();
        match numbers.as_deref() {
            Ok(
                &[
                    step_ns,
                    longest_step_ms,
                    longest_ms,
                    p999_ms,
                    stops,
                    collections,
                    live_mib,
                    peak_mib,
                    resident_mib,
                ],
            ) => Ok(Self {
                step_ns,
                longest_step_ms,
                longest_ms,
                p999_ms,
                stops: stops as u64,
                collections: collections as u64,
                live_mib,
                peak_mib,
                resident_mib,
            }),
            _ => Err(format!("expected nine numbers, found '{text}'")),
        }
    }
}
