//! Time, where there is a clock.

use core::time::Duration;

/// An instant. On targets without a clock no time ever passes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clock(
    #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))] std::time::Instant,
);

impl Clock {
    /// Now.
    pub(crate) fn start() -> Self {
        Self(
            #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
            std::time::Instant::now(),
        )
    }

    /// The time since then.
    pub(crate) fn elapsed(&self) -> Duration {
        #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
        return self.0.elapsed();
        #[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
        return Duration::ZERO;
    }

    /// The time since then, which becomes now.
    pub(crate) fn lap(&mut self) -> Duration {
        let lap = self.elapsed();
        *self = Self::start();
        lap
    }
}
