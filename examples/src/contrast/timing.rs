//! The same program with many nodes and a clock.

use std::time::{Duration, Instant};

use super::ledger::Announcement;
use super::style::Style;

/// Children of a node when the document is built.
const FAN_OUT: usize = 8;

/// One node in so many is moved.
const MOVED: usize = 4;

/// How long it took.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Timing {
    /// To build a node.
    pub(crate) build: Duration,
    /// To move a subtree.
    pub(crate) edit: Duration,
    /// To let a node go, the end of the thread included.
    pub(crate) let_go: Duration,
    /// Bytes of all nodes before they were let go, where someone knows.
    pub(crate) bytes: Option<usize>,
}

impl Timing {
    /// Of one run with so many nodes; each time divided by how often that was done.
    pub(crate) fn of<S: Style>(nodes: usize) -> Self {
        let (build, edit, bytes, start) = S::run(|| {
            let start = Instant::now();
            let document = build::<S>(nodes);
            let built = Instant::now();
            shuffle::<S>(&document);
            let edited = Instant::now();
            let bytes = S::living_bytes();
            let start_of_end = Instant::now();
            drop(document);
            S::collect();
            (built - start, edited - built, bytes, start_of_end)
        });
        let let_go = start.elapsed();
        Self {
            build: per(build, nodes),
            edit: per(edit, nodes / MOVED),
            let_go: per(let_go, nodes),
            bytes,
        }
    }

    /// The median of each.
    pub(crate) fn median(all: &[Self]) -> Self {
        Self {
            build: median(all.iter().map(|it| it.build)),
            edit: median(all.iter().map(|it| it.edit)),
            let_go: median(all.iter().map(|it| it.let_go)),
            bytes: all.first().and_then(|it| it.bytes),
        }
    }
}

fn build<S: Style>(nodes: usize) -> Vec<S::Handle> {
    let mut document: Vec<S::Handle> = Vec::with_capacity(nodes);
    for index in 0..nodes {
        let node = S::node(Announcement::silent());
        if index > 0 {
            S::adopt(&document[(index - 1) / FAN_OUT], &node);
        }
        document.push(node);
    }
    document
}

/// Gives nodes other parents. Parents always come before their children, so no node ever becomes its own
/// ancestor.
fn shuffle<S: Style>(document: &[S::Handle]) {
    let mut random = 0x9E37_79B9_7F4A_7C15_u64;
    for _ in 0..document.len() / MOVED {
        let child = 1 + next(&mut random, document.len() - 1);
        let parent = next(&mut random, child);
        S::leave(&document[child]);
        S::adopt(&document[parent], &document[child]);
    }
}

/// A number below `bound`, by Marsaglia's xorshift.
fn next(state: &mut u64, bound: usize) -> usize {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    (*state % bound as u64) as usize
}

fn per(whole: Duration, parts: usize) -> Duration {
    Duration::from_nanos((whole.as_nanos() / parts.max(1) as u128) as u64)
}

/// The middle one; zero of none.
pub(crate) fn median(all: impl Iterator<Item = Duration>) -> Duration {
    let mut sorted: Vec<_> = all.collect();
    sorted.sort_unstable();
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Timing, median};
    use crate::contrast::style::{Collected, Style, TaskManaged};

    #[test]
    fn a_node_takes_as_many_bytes_as_the_heap_counts() {
        let nodes = 100;
        for (counted, claimed) in [
            (Timing::of::<Collected>(nodes).bytes, Collected::NODE),
            (Timing::of::<TaskManaged>(nodes).bytes, TaskManaged::NODE),
        ] {
            assert_eq!(counted, Some(nodes * claimed));
        }
    }

    #[test]
    fn the_median_is_the_middle_one() {
        let times = [3, 1, 2].map(Duration::from_secs);
        assert_eq!(median(times.into_iter()), Duration::from_secs(2));
    }
}
