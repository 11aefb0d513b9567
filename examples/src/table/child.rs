//! One run of one program.

use super::Error;
use super::clock::Clock;
use super::figures::{Figures, Quantity};
use super::program::Task;
use crate::memory::{self, Resident};
use crate::pointers::Pointers;
use crate::stack::on_stack_of;

/// What dropping one object of a chain takes at most, without optimisation.
const STEP: usize = 1024;
/// What everything else takes.
const BASE: usize = 1 << 24;

/// Runs a task of some size on a thread of its own, at whose end the heap goes, and on a stack on which
/// that many `Rc`s can be dropped one within the other.
pub(super) fn measure(
    make_ready: fn(usize) -> Task,
    pointers: Pointers,
    quantity: Quantity,
    size: usize,
) -> Result<Figures, Error> {
    let bytes = BASE + size.saturating_mul(STEP);
    let on_thread = |work: &(dyn Fn() -> Figures + Sync)| {
        on_stack_of(bytes, work).map_err(|error| Error::NoStack { bytes, error })
    };
    let run = |task: Task| {
        let answer = task();
        pointers.collect();
        answer
    };
    match quantity {
        Quantity::Time => on_thread(&|| time(make_ready(size), run)),
        Quantity::Peak => on_thread(&|| {
            let task = make_ready(size);
            let (answer, usage) = memory::measure(|| run(task));
            figures(answer, usage.peak)
        }),
        Quantity::Leak => {
            let (figures, usage) =
                memory::measure(|| on_thread(&|| self::figures(run(make_ready(size)), 0)));
            figures.map(|figures| self::figures(figures.answer, usage.held))
        }
    }
}

fn time(task: Task, run: impl Fn(Task) -> u64) -> Figures {
    let resident = Resident::now();
    let clock = Clock::start();
    let answer = run(task);
    let seconds = clock.seconds();
    Figures {
        answer,
        measured: seconds,
        resident: resident
            .and_then(Resident::growth)
            .map(|bytes| bytes as f64),
    }
}

fn figures(answer: u64, bytes: usize) -> Figures {
    Figures {
        answer,
        measured: bytes as f64,
        resident: None,
    }
}
