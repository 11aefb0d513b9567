//! How much a slice of a collection may do, and how far it got.

use core::time::Duration;

use crate::stats::Collection;

/// Bounds one slice of a collection; see [`Heap::step`](crate::Heap::step).
///
/// What is done between two looks at the budget is bounded by a few dozen objects, with one exception:
/// the objects of one strongly connected piece of garbage are judged together.
///
/// ```
/// use gc_core::{Budget, Heap};
/// use std::time::Duration;
///
/// let heap = Heap::current();
/// heap.step(Budget::objects(10_000));
/// heap.step(Budget::time(Duration::from_micros(500)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    objects: usize,
    time: Option<Duration>,
}

impl Budget {
    /// Objects that a millisecond is good for where there is no clock.
    const OBJECTS_PER_MS: u128 = 10_000;

    /// To look at about this many objects. Each object is looked at a few times in the course of a collection.
    #[must_use]
    pub const fn objects(objects: usize) -> Self {
        Self {
            objects,
            time: None,
        }
    }

    /// To take about this long. On targets without a clock (`wasm32-unknown-unknown`) a millisecond is
    /// taken for 10 000 objects.
    #[must_use]
    pub const fn time(time: Duration) -> Self {
        if cfg!(all(target_arch = "wasm32", target_os = "unknown")) {
            return Self::objects((time.as_micros() * Self::OBJECTS_PER_MS / 1000) as usize);
        }
        Self {
            objects: usize::MAX,
            time: Some(time),
        }
    }

    pub(crate) const fn object_limit(self) -> usize {
        self.objects
    }

    pub(crate) const fn time_limit(self) -> Option<Duration> {
        self.time
    }
}

/// How far a collection in slices is after [`Heap::step`](crate::Heap::step).
///
/// ```
/// use gc_core::{Budget, Heap};
///
/// let heap = Heap::current();
/// while !heap.step(Budget::objects(10_000)).is_done() {
///     // … the program goes on …
/// }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// What the collection did, if this was its last slice.
    pub collection: Option<Collection>,
    /// True if nothing was done, because the heap was collecting or dropping already.
    pub skipped: bool,
}

impl Progress {
    /// Whether the collection is complete.
    ///
    /// ```
    /// let progress = gc_core::Heap::new().step(gc_core::Budget::objects(1));
    /// assert!(progress.is_done(), "an empty heap takes one slice");
    /// ```
    #[must_use]
    pub const fn is_done(&self) -> bool {
        self.collection.is_some()
    }
}
