//! The same graph small and large.

use std::fmt::Write as _;
use std::sync::LazyLock;
use std::time::Instant;

use crate::peers::GcCore;
use crate::random::{Random, index};
use crate::shapes::{Graph, GraphOf};

const MILLION: usize = 1_000_000;

/// How far apart the ends of a near edge are at most, in the order of allocation.
const NEAR: usize = 1_000;

/// Where edges lead.
#[derive(Clone, Copy, Debug)]
enum Reach {
    /// Anywhere: each edge is a line of memory that no cache has, and beyond some size a page that no
    /// translation buffer has.
    Anywhere,
    /// To nodes allocated about the same time.
    Near,
}

/// Nanoseconds that this thread had a processor, where the system tells, so that other programs matter less; those
/// that passed elsewhere.
fn now() -> u64 {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let passed = || START.elapsed().as_nanos() as u64;
    let said = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let busy = said.and_then(|it| it.split_whitespace().next()?.parse().ok());
    busy.filter(|it| *it > 0).unwrap_or_else(passed)
}

/// Nanoseconds a node.
struct Times {
    build: f64,
    live: f64,
    dead: f64,
}

/// The ends of all edges. The first edges are a circle through all nodes, so that all are reachable from any.
fn edges(n: usize, reach: Reach) -> Vec<[u32; 4]> {
    let mut random = Random::new(5);
    let mut end = |from: usize| match reach {
        Reach::Anywhere => random.below(n),
        Reach::Near => (from + random.below(NEAR.min(n))) % n,
    };
    (0..n)
        .map(|from| [(from + 1) % n, end(from), end(from), end(from)].map(index))
        .collect()
}

fn measure(n: usize, reach: Reach) -> Times {
    let edges = edges(n, reach);
    let each = |start: u64| (now() - start) as f64 / n as f64;
    let start = now();
    let mut graph = GraphOf::<GcCore<u64>>::build(&edges);
    let build = each(start);
    drop(edges);
    let start = now();
    graph.collect();
    let live = each(start);
    let start = now();
    graph.release();
    let dead = each(start);
    let left = gc_core::stats().objects;
    assert_eq!(left, 0, "the graph is garbage");
    Times { build, live, dead }
}

/// The least of each time over some rounds.
fn best(n: usize, reach: Reach, rounds: usize) -> Times {
    let first = measure(n, reach);
    (1..rounds).fold(first, |best, _| {
        let times = measure(n, reach);
        Times {
            build: best.build.min(times.build),
            live: best.live.min(times.live),
            dead: best.dead.min(times.dead),
        }
    })
}

/// Measures a million and `large` nodes.
pub(super) fn table(large: usize) -> String {
    let mut text = String::from(
        "| nodes | edges lead | build, ns a node | collect alive, ns a node | collect dead, ns a node |\n|---:|---|---:|---:|---:|\n",
    );
    for (reach, name) in [(Reach::Near, "near"), (Reach::Anywhere, "anywhere")] {
        for (n, rounds) in [(MILLION, 5), (large, 2)] {
            eprintln!("{n} nodes, edges lead {name}");
            let it = best(n, reach, rounds);
            let _ = writeln!(
                text,
                "| {n} | {name} | {:.0} | {:.0} | {:.0} |",
                it.build, it.live, it.dead
            );
        }
    }
    text
}
