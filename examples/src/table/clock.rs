//! Time that a thread takes.

/// Counts the processor time of this thread, where the system tells, and time as it goes by elsewhere: so other programs on
/// the same processor change little.
pub(super) struct Clock {
    #[cfg(unix)]
    start: rustix::time::Timespec,
    #[cfg(not(unix))]
    start: std::time::Instant,
}

#[cfg(unix)]
impl Clock {
    /// Starts to count.
    pub(super) fn start() -> Self {
        Self { start: now() }
    }

    /// The time since then.
    pub(super) fn seconds(&self) -> f64 {
        let now = now();
        let seconds = now.tv_sec - self.start.tv_sec;
        let nanoseconds = now.tv_nsec - self.start.tv_nsec;
        seconds as f64 + nanoseconds as f64 / 1e9
    }
}

#[cfg(unix)]
fn now() -> rustix::time::Timespec {
    rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime)
}

#[cfg(not(unix))]
impl Clock {
    /// Starts to count.
    pub(super) fn start() -> Self {
        let start = std::time::Instant::now();
        Self { start }
    }

    /// The time since then.
    pub(super) fn seconds(&self) -> f64 {
        self.start.elapsed().as_secs_f64()
    }
}

#[cfg(test)]
mod tests {
    use super::Clock;
    use std::hint::black_box;

    #[test]
    fn work_takes_time() {
        let clock = Clock::start();
        black_box((0..100_000_u64).map(black_box).sum::<u64>());
        assert!(clock.seconds() > 0.0);
    }
}
