//! How much a heap has held, over time.

use core::time::Duration;

use crate::clock::Clock;
use crate::runtime::Heap;

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

/// Notes what a heap holds, whenever the program says so: at the end of each frame or request, say.
///
/// ```
/// use gc_core::snapshot::{Recorder, SnapshotOptions};
/// use gc_core::{Gc, Heap};
///
/// let heap = Heap::new();
/// let mut recorder = Recorder::new(&heap);
/// let numbers: Vec<_> = (0..3).map(|n| { recorder.sample(); Gc::new_in(n, &heap) }).collect();
/// let snapshot = heap.snapshot_with(SnapshotOptions::new().history(recorder.samples()));
/// let objects: Vec<_> = snapshot.history().iter().map(|sample| sample.objects).collect();
/// assert_eq!(objects, [0, 1, 2]);
/// # drop(numbers);
/// ```
#[derive(Debug)]
pub struct Recorder {
    heap: Heap,
    begin: Clock,
    samples: Vec<Sample>,
}

impl Recorder {
    /// Begins with nothing noted.
    #[must_use]
    pub fn new(heap: &Heap) -> Self {
        Self {
            heap: heap.clone(),
            begin: Clock::start(),
            samples: Vec::new(),
        }
    }

    /// Notes what the heap holds now. Takes time in proportion to its pages.
    pub fn sample(&mut self) {
        let stats = self.heap.stats();
        self.samples.push(Sample {
            at: self.begin.elapsed(),
            objects: stats.objects,
            bytes: stats.bytes,
            reserved_bytes: stats.reserved_bytes,
        });
    }

    /// What was noted until now, oldest first.
    #[must_use]
    pub fn samples(&self) -> &[Sample] {
        &self.samples
    }
}
