//! Takes the times of a workload, or checks what it frees.

use std::time::{Duration, Instant};

use crate::measure::{Measure, Unit};
use crate::value::Census;

/// How many payloads a timed part must drop.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Frees {
    /// Just so many.
    Exactly(usize),
    /// The peer decides when; all must be gone when the workload ends.
    InTime,
}

#[derive(Debug)]
enum Mode {
    /// Take the time of one measure, or of all.
    Time(Option<Measure>),
    /// Compare the drops with what each part says, and take no time.
    Check,
}

/// Passed through a workload, which hands it the parts that count.
#[derive(Debug)]
pub struct Clock {
    mode: Mode,
    figures: Vec<(Measure, f64)>,
    /// The sum of the times of the one measure, where there is one.
    sum: Duration,
}

impl Clock {
    /// Takes all times.
    #[must_use]
    pub fn all() -> Self {
        Self::new(Mode::Time(None))
    }

    /// Takes the times of one measure; parts of the workload that serve others only are left out.
    #[must_use]
    pub fn only(measure: Measure) -> Self {
        Self::new(Mode::Time(Some(measure)))
    }

    /// Takes no times; checks what each part frees.
    #[must_use]
    pub fn checking() -> Self {
        Self::new(Mode::Check)
    }

    fn new(mode: Mode) -> Self {
        Self {
            mode,
            figures: Vec::new(),
            sum: Duration::ZERO,
        }
    }

    /// The figures taken since they were last asked for, in their measures' units.
    pub fn take_figures(&mut self) -> Vec<(Measure, f64)> {
        std::mem::take(&mut self.figures)
    }

    /// The time of all parts taken since it was last asked for.
    pub fn take_sum(&mut self) -> Duration {
        std::mem::take(&mut self.sum)
    }

    /// Whether the part that serves `measure` should run.
    pub(crate) fn wants(&self, measure: Measure) -> bool {
        match self.mode {
            Mode::Time(Some(only)) => only == measure,
            Mode::Time(None) | Mode::Check => true,
        }
    }

    /// Whether drops are being checked, so that times mean nothing.
    pub(crate) fn checks(&self) -> bool {
        matches!(self.mode, Mode::Check)
    }

    /// Runs a part of the workload that does `units` of what the measure counts.
    ///
    /// # Panics
    ///
    /// If drops are checked and the part dropped not what `frees` says.
    pub(crate) fn time<R>(
        &mut self,
        measure: Measure,
        units: usize,
        frees: Frees,
        part: impl FnOnce() -> R,
    ) -> R {
        let before = Census::now();
        let start = Instant::now();
        let result = part();
        let time = start.elapsed();
        if self.checks() {
            check(measure, frees, before);
        }
        if self.wants(measure) {
            self.sum += time;
            self.figures.push((measure, in_unit(measure, time, units)));
        }
        result
    }

    /// Notes a figure that is not the time of a part.
    pub(crate) fn note(&mut self, measure: Measure, figure: f64) {
        if self.wants(measure) {
            self.figures.push((measure, figure));
        }
    }

    /// Notes a time that was taken elsewhere.
    pub(crate) fn note_time(&mut self, measure: Measure, time: Duration) {
        if self.wants(measure) {
            self.sum += time;
        }
        self.note(measure, in_unit(measure, time, 1));
    }
}

fn in_unit(measure: Measure, time: Duration, units: usize) -> f64 {
    match measure.unit() {
        Unit::NanosPer(_) => time.as_secs_f64() * 1e9 / units as f64,
        Unit::Millis => time.as_secs_f64() * 1e3,
        unit @ (Unit::Bytes | Unit::Mebibytes) => {
            unreachable!("{measure} is counted in {unit}, expected a time")
        }
    }
}

fn check(measure: Measure, frees: Frees, before: Census) {
    let dropped = Census::now().dropped - before.dropped;
    if let Frees::Exactly(expected) = frees {
        assert_eq!(
            dropped, expected as u64,
            "{measure}: {dropped} payloads were dropped, expected {expected}"
        );
    }
}
