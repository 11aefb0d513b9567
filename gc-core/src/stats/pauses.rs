//! How long the program stood still, by length of the pause.

use core::fmt;
use core::time::Duration;

use hdrhistogram::Histogram;

/// All pauses of a heap: a histogram with two significant digits, from a nanosecond up.
///
/// ```
/// let heap = gc_core::Heap::new();
/// heap.collect();
/// let pauses = heap.stats().pauses;
/// assert_eq!(pauses.count(), 1);
/// assert!(pauses.quantile(0.999) <= pauses.longest());
/// ```
#[derive(Clone, Default, PartialEq)]
pub struct Pauses {
    /// In nanoseconds; made with the first pause.
    histogram: Option<Histogram<u64>>,
}

impl Pauses {
    const DIGITS: u8 = 2;

    /// How many there were.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.histogram.as_ref().map_or(0, Histogram::len)
    }

    /// The longest one, to two digits.
    #[must_use]
    pub fn longest(&self) -> Duration {
        self.quantile(1.0)
    }

    /// The length that a share of the pauses do not exceed: `quantile(0.5)` is the median,
    /// `quantile(0.999)` the 99.9th percentile. Zero where there was none.
    #[must_use]
    pub fn quantile(&self, share: f64) -> Duration {
        let nanos = self
            .histogram
            .as_ref()
            .map(|it| it.value_at_quantile(share));
        Duration::from_nanos(nanos.unwrap_or(0))
    }

    /// The classes that hold any pause, shortest first: the longest pause of the class, and how many
    /// there were.
    pub fn iter(&self) -> impl Iterator<Item = (Duration, u64)> {
        self.histogram.iter().flat_map(|histogram| {
            let classes = histogram.iter_recorded();
            classes.map(|class| {
                let longest = Duration::from_nanos(class.value_iterated_to());
                (longest, class.count_since_last_iteration())
            })
        })
    }

    /// The pauses since an earlier look at the same heap.
    ///
    /// ```
    /// let heap = gc_core::Heap::new();
    /// heap.collect();
    /// let before = heap.stats().pauses;
    /// heap.collect();
    /// assert_eq!(heap.stats().pauses.since(&before).count(), 1);
    /// ```
    #[must_use]
    pub fn since(&self, earlier: &Self) -> Self {
        let mut since = self.clone();
        if let (Some(histogram), Some(earlier)) = (&mut since.histogram, &earlier.histogram) {
            // Fails only where the other one is no earlier look: then there is nothing to take away.
            let _ = histogram.subtract(earlier);
        }
        since
    }

    pub(super) fn note(&mut self, pause: Duration) {
        let histogram = self.histogram.get_or_insert_with(|| {
            let made = Histogram::new(Self::DIGITS);
            made.expect("the number of digits is one that a histogram can have")
        });
        let nanos = u64::try_from(pause.as_nanos()).unwrap_or(u64::MAX);
        // Grows as it needs; that can fail only for pauses of centuries.
        let recorded = histogram.record(nanos);
        debug_assert!(recorded.is_ok(), "a pause of {pause:?} must fit");
    }
}

impl fmt::Debug for Pauses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pauses")
            .field("count", &self.count())
            .field("median", &self.quantile(0.5))
            .field("p99.9", &self.quantile(0.999))
            .field("longest", &self.longest())
            .finish()
    }
}
