//! Tasks: where managed boxes live and die.
//!
//! A task is a thread here, with a heap that never collects on its own. What goes in and comes out must be
//! `Send`, which managed boxes are not: that is the rule "managed boxes never cross task boundaries".

use std::any::Any;
use std::cell::Cell;
use std::error::Error;
use std::fmt;
use std::thread;

use gc_core::{Heap, Policy};

thread_local! {
    static IN_TASK: Cell<bool> = const { Cell::new(false) };
}

/// Runs `body` as a task, and waits for its end.
///
/// When it ends, in whichever way, the annihilator drops all boxes that are left: those in cycles.
///
/// # Errors
///
/// If the task failed, which we call a panic today.
///
/// ```
/// use gc_examples::managed::{managed, task};
///
/// let sum = task(|| {
///     let numbers = managed(vec![1, 2, 3]);
///     numbers.iter().sum::<i32>()
/// });
/// assert_eq!(sum, Ok(6));
/// ```
pub fn task<R: Send>(body: impl FnOnce() -> R + Send) -> Result<R, Failure> {
    thread::scope(|scope| {
        let task = scope.spawn(|| {
            IN_TASK.set(true);
            // The annihilator: the heap is collected in full when its last handle goes.
            let heap = Heap::with_policy(Policy::MANUAL);
            heap.enter(body)
        });
        task.join().map_err(|payload| Failure::of(&*payload))
    })
}

/// A managed box belongs to a task.
#[track_caller]
pub(super) fn assert_in_task() {
    assert!(
        IN_TASK.get(),
        "expected to be in a task, which owns all managed boxes that it makes: \
         call this from within `managed::task`"
    );
}

/// That a task failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    message: String,
}

impl Failure {
    fn of(payload: &(dyn Any + Send)) -> Self {
        let text = payload.downcast_ref::<String>().map(String::as_str);
        let text = text.or_else(|| payload.downcast_ref::<&str>().copied());
        Self {
            message: text.unwrap_or("explicit failure").to_owned(),
        }
    }

    /// What it failed with.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "task failed: {}", self.message)
    }
}

impl Error for Failure {}
