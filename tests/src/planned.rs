//! Panics that a test means to happen: told apart from failures, and silent.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

/// The payload of a planned panic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planned(pub u32);

/// Panics without a message on stderr. [`caught`] tells which one it was.
///
/// # Panics
///
/// Always.
pub fn panic_as_planned(id: u32) -> ! {
    resume_unwind(Box::new(Planned(id)))
}

/// Runs `f` and returns the number of the planned panic that came out of it, if any.
///
/// # Panics
///
/// With whatever `f` panics with, if that was not planned.
pub fn caught(f: impl FnOnce()) -> Option<u32> {
    match catch_unwind(AssertUnwindSafe(f)) {
        Ok(()) => None,
        Err(payload) => match payload.downcast::<Planned>() {
            Ok(planned) => Some(planned.0),
            Err(failure) => resume_unwind(failure),
        },
    }
}
