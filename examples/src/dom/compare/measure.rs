//! The work, with a clock and a look at the allocator.

use std::time::{Duration, Instant};

use super::Tree;
use crate::dom::query::Selector;

/// Who knows how much memory is allocated: a program with an allocator that counts.
#[derive(Clone, Copy, Debug)]
pub struct Meter {
    /// Bytes that are allocated now.
    pub now: fn() -> usize,
    /// The most bytes that were allocated since [`reset`](Self::reset).
    pub peak: fn() -> usize,
    /// Forgets the peak.
    pub reset: fn(),
}

/// What it took, once.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cost {
    pub(super) parse: Duration,
    pub(super) query: Duration,
    pub(super) write: Duration,
    pub(super) free: Duration,
    /// Bytes that the document takes.
    pub(super) held: usize,
    /// The most bytes while all was done.
    pub(super) peak: usize,
    /// Bytes that are still allocated at the end.
    pub(super) left: usize,
}

impl Cost {
    pub(super) fn total(&self) -> Duration {
        self.parse + self.query + self.write + self.free
    }

    /// The medians of each.
    pub(super) fn median(all: &[Self]) -> Self {
        Self {
            parse: median(all, |it| it.parse),
            query: median(all, |it| it.query),
            write: median(all, |it| it.write),
            free: median(all, |it| it.free),
            held: median(all, |it| it.held),
            peak: median(all, |it| it.peak),
            left: median(all, |it| it.left),
        }
    }
}

/// What came out of it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Outcome {
    pub(super) found: usize,
    pub(super) html: String,
}

/// Parses, searches, writes and drops.
pub(super) fn work<T: Tree>(html: &str, selector: &Selector, meter: &Meter) -> (Cost, Outcome) {
    let before = (meter.now)();
    (meter.reset)();
    let (parse, document) = timed(|| T::parse(html));
    let held = (meter.now)().saturating_sub(before);
    let (query, found) = timed(|| T::count(&document, selector));
    T::reveal_templates(&document);
    let (write, html) = timed(|| T::serialize(&document));
    let peak = (meter.peak)().saturating_sub(before);
    let (free, ()) = timed(|| T::free(document));
    let left = (meter.now)().saturating_sub(before + html.capacity());
    let cost = Cost {
        parse,
        query,
        write,
        free,
        held,
        peak,
        left,
    };
    (cost, Outcome { found, html })
}

fn timed<R>(f: impl FnOnce() -> R) -> (Duration, R) {
    let clock = Instant::now();
    let result = f();
    (clock.elapsed(), result)
}

fn median<K: Ord + Default>(all: &[Cost], key: impl Fn(&Cost) -> K) -> K {
    let mut sorted: Vec<K> = all.iter().map(key).collect();
    sorted.sort_unstable();
    let middle = sorted.len() / 2;
    sorted.into_iter().nth(middle).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Cost, Meter, work};
    use crate::dom::compare::{Collected, Reference};
    use crate::dom::query::Selector;
    use std::time::Duration;

    const NO_METER: Meter = Meter {
        now: || 0,
        peak: || 0,
        reset: || {},
    };

    #[test]
    fn the_median_is_the_middle_one() {
        let costs = [3, 1, 2].map(|held| Cost {
            held,
            parse: Duration::from_secs(held as u64),
            ..Cost::default()
        });
        let median = Cost::median(&costs);
        assert_eq!((median.held, median.parse), (2, Duration::from_secs(2)));
    }

    #[test]
    fn both_trees_do_the_same_work() {
        let html = "<template><p>a</template><p>b<p>c";
        let selector = Selector::parse("p + p").unwrap();
        let (_, ours) = work::<Collected>(html, &selector, &NO_METER);
        let (_, theirs) = work::<Reference>(html, &selector, &NO_METER);
        assert_eq!(ours, theirs);
        assert_eq!(ours.found, 1);
    }
}
