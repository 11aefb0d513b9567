//! The same questions to the same graph, stored in several ways: what they take in time and memory.

mod answers;
mod arena;

use std::time::{Duration, Instant};

use super::Error;
use super::model::{Collected, Counted, CountedWeakly, on_deep_stack};
use super::network::Network;
use super::plain::{NodeId, PlainGraph};
use crate::family::Family;
use crate::memory;

pub use answers::Answers;
pub(crate) use answers::QUESTIONS;

/// Answers, and how long they took.
type Timed = Result<(Answers, Times), Error>;

/// A way to store a graph.
#[derive(Clone, Copy, Debug)]
pub struct Storage {
    /// What it is called.
    pub name: &'static str,
    time: fn(&PlainGraph, NodeId) -> Timed,
    weigh: fn(&PlainGraph) -> Result<Weight, Error>,
}

/// The objects over all pointers, and petgraph's arena.
pub const STORAGES: [Storage; 4] = [
    Storage::of_objects::<Collected>(),
    Storage::of_objects::<CountedWeakly>(),
    Storage::of_objects::<Counted>(),
    arena::STORAGE,
];

impl Storage {
    /// The objects over one kind of pointers. On a stack on which `Rc`s can be dropped, and on a thread of
    /// their own, at whose end the heap goes.
    #[must_use]
    pub const fn of_objects<F: Family>() -> Self {
        Self {
            name: F::NAME,
            time: |graph, start| on_deep_stack(graph, || time_objects::<F>(graph, start)),
            weigh: |graph| {
                let build = || Network::<F, _, _>::from_plain(graph);
                let held = on_deep_stack(graph, || memory::measure(build).1)?.held;
                let (done, left) = memory::measure(|| on_deep_stack(graph, || drop(build())));
                let leaked = left.held;
                done.map(|()| Weight { held, leaked })
            },
        }
    }

    /// Builds the graph, asks all questions, and lets it go; takes the time of each.
    ///
    /// # Errors
    ///
    /// If there is no memory for a stack on which `Rc`s can be dropped.
    pub fn time(&self, graph: &PlainGraph, start: NodeId) -> Result<(Answers, Times), Error> {
        (self.time)(graph, start)
    }

    /// Builds the graph and lets it go, and counts the bytes.
    ///
    /// # Errors
    ///
    /// As [`time`](Self::time).
    pub fn weigh(&self, graph: &PlainGraph) -> Result<Weight, Error> {
        (self.weigh)(graph)
    }
}

/// How long things take.
#[derive(Clone, Debug)]
pub struct Times {
    /// To build the graph.
    pub build: Duration,
    /// To answer each question, in the order of [`Answers`].
    pub questions: Vec<Duration>,
    /// To let go of the graph, a collection included.
    pub let_go: Duration,
}

impl Times {
    /// The median of each, over some rounds; `None` of no rounds.
    #[must_use]
    pub fn median(rounds: &[Self]) -> Option<Self> {
        let median = |part: &dyn Fn(&Self) -> Duration| {
            let mut times: Vec<_> = rounds.iter().map(part).collect();
            times.sort_unstable();
            times[times.len() / 2]
        };
        let questions = 0..rounds.first()?.questions.len();
        Some(Self {
            build: median(&|round| round.build),
            questions: questions
                .map(|index| median(&|round| round.questions[index]))
                .collect(),
            let_go: median(&|round| round.let_go),
        })
    }
}

/// How much memory a graph takes, as it is asked of the allocator.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Weight {
    /// The bytes that it takes.
    pub held: usize,
    /// The bytes that were never given back.
    pub leaked: usize,
}

fn time_objects<F: Family>(graph: &PlainGraph, start: NodeId) -> (Answers, Times) {
    let (network, build) = clock(|| Network::<F, _, _>::from_plain(graph));
    let (answers, questions) = Answers::of(&network, start);
    let ((), let_go) = clock(|| {
        drop(network);
        F::collect();
    });
    let times = Times {
        build,
        questions,
        let_go,
    };
    (answers, times)
}

/// Does something, and says how long that took.
fn clock<R>(work: impl FnOnce() -> R) -> (R, Duration) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed())
}
