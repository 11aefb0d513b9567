//! How a heap has fared: samples over time, and pauses.

use core::time::Duration;

use crate::runtime::Heap;
use crate::stats::Collection;

/// What a heap held at one instant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Sample {
    /// Since the recorder was made.
    pub at: Duration,
    /// [`Stats::objects`](crate::Stats::objects)
    pub objects: usize,
    /// [`Stats::bytes`](crate::Stats::bytes)
    pub bytes: usize,
    /// [`Stats::reserved_bytes`](crate::Stats::reserved_bytes)
    pub reserved_bytes: usize,
}

/// What a [`Recorder`] has noted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    samples: Vec<Sample>,
    pauses: Vec<Duration>,
}

impl History {
    /// What the heap held, oldest first.
    #[must_use]
    pub fn samples(&self) -> &[Sample] {
        &self.samples
    }

    /// How long each collection took that was noted, oldest first.
    #[must_use]
    pub fn pauses(&self) -> &[Duration] {
        &self.pauses
    }
}

/// Notes what a heap holds, whenever the program says so: at the end of each frame or request, say.
///
/// ```
/// use gc_core::snapshot::{Recorder, SnapshotOptions};
/// use gc_core::{Gc, Heap};
///
/// let heap = Heap::new();
/// let mut recorder = Recorder::new(&heap);
/// let numbers: Vec<_> = (0..3).map(|n| { recorder.sample(); Gc::new_in(n, &heap) }).collect();
/// recorder.collect();
/// let snapshot = heap.snapshot_with(SnapshotOptions::new().history(recorder.history()));
/// assert_eq!(snapshot.history().samples().len(), 4);
/// assert_eq!(snapshot.history().pauses().len(), 1);
/// # drop(numbers);
/// ```
#[derive(Debug)]
pub struct Recorder {
    heap: Heap,
    begin: Option<std::time::Instant>,
    history: History,
}

impl Recorder {
    /// Begins with nothing noted.
    #[must_use]
    pub fn new(heap: &Heap) -> Self {
        // That target has no clock: all samples are then of one instant.
        let has_clock = cfg!(not(all(target_arch = "wasm32", target_os = "unknown")));
        Self {
            heap: heap.clone(),
            begin: has_clock.then(std::time::Instant::now),
            history: History::default(),
        }
    }

    /// Notes what the heap holds now. Takes time in proportion to its pages.
    pub fn sample(&mut self) {
        let stats = self.heap.stats();
        self.history.samples.push(Sample {
            at: self.begin.map_or(Duration::ZERO, |begin| begin.elapsed()),
            objects: stats.objects,
            bytes: stats.bytes,
            reserved_bytes: stats.reserved_bytes,
        });
    }

    /// Collects, and notes the pause and what the heap holds then.
    ///
    /// # Panics
    ///
    /// As [`Heap::collect`].
    pub fn collect(&mut self) -> Collection {
        let collection = self.heap.collect();
        self.pause(&collection);
        self.sample();
        collection
    }

    /// Notes the pause of a collection that was made elsewhere.
    pub fn pause(&mut self, collection: &Collection) {
        if !collection.skipped {
            self.history.pauses.push(collection.pause);
        }
    }

    /// What was noted until now.
    #[must_use]
    pub fn history(&self) -> History {
        self.history.clone()
    }
}
