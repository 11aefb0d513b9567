//! What a node carries: a number, or a number whose drops are counted.
//!
//! Workloads are timed with `u64`, so that nothing runs but the peer, and checked with
//! [`Counted`], which has the same size, so that a peer that frees too little is found out.

use std::cell::Cell;

/// The payload of a node, 8 bytes.
pub(crate) trait Value: 'static {
    /// A payload with the number `n`.
    fn new(n: u64) -> Self;

    /// The number.
    fn get(&self) -> u64;

    /// What a place holds whose node has been freed. Its own creation and drop do not count.
    fn vacant() -> Self;
}

impl Value for u64 {
    #[inline]
    fn new(n: u64) -> Self {
        n
    }

    #[inline]
    fn get(&self) -> u64 {
        *self
    }

    #[inline]
    fn vacant() -> Self {
        0
    }
}

/// Marks a [`Counted`] that stands for no node.
const VACANT: u64 = u64::MAX;

/// A number that counts, per thread, how often one is made and dropped.
#[derive(Debug)]
pub(crate) struct Counted(u64);

/// How many payloads were made, dropped, and alive at most.
#[derive(Clone, Copy, Debug, Default)]
pub struct Census {
    /// Made since the thread started.
    pub created: u64,
    /// Dropped since the thread started.
    pub dropped: u64,
    /// The most that were alive at once since [`Census::reset_peak`].
    pub peak: u64,
}

thread_local! {
    static CENSUS: Cell<Census> = const {
        Cell::new(Census { created: 0, dropped: 0, peak: 0 })
    };
}

impl Census {
    /// The counts of this thread.
    #[must_use]
    pub fn now() -> Self {
        CENSUS.get()
    }

    /// Payloads alive.
    #[must_use]
    pub fn alive(&self) -> u64 {
        self.created - self.dropped
    }

    /// Starts to look for the most alive at once anew.
    pub fn reset_peak() {
        let census = CENSUS.get();
        CENSUS.set(Self {
            peak: census.alive(),
            ..census
        });
    }
}

impl Value for Counted {
    fn new(n: u64) -> Self {
        let census = CENSUS.get();
        let created = census.created + 1;
        CENSUS.set(Census {
            created,
            dropped: census.dropped,
            peak: census.peak.max(created - census.dropped),
        });
        Self(n)
    }

    fn get(&self) -> u64 {
        self.0
    }

    fn vacant() -> Self {
        Self(VACANT)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        if self.0 != VACANT {
            let census = CENSUS.get();
            CENSUS.set(Census {
                dropped: census.dropped + 1,
                ..census
            });
        }
    }
}

const _: () = assert!(size_of::<Counted>() == size_of::<u64>());
