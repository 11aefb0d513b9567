//! `@T`.

use std::fmt;
use std::ops::Deref;

use gc_core::{Gc, Trace};

use super::task::assert_in_task;

/// `@T`: one of the owners of a value that cannot be changed.
#[derive(Trace)]
pub struct Managed<T: 'static>(Gc<T>);

/// `@expr`: puts a value into the task's heap.
///
/// # Panics
///
/// Outside of a [`task`](super::task()).
#[must_use]
pub fn managed<T: Trace>(value: T) -> Managed<T> {
    assert_in_task();
    Managed(Gc::new(value))
}

impl<T> Managed<T> {
    /// Whether two pointers are to one box.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        Gc::ptr_eq(&self.0, &other.0)
    }
}

/// One more owner: what the compiler did wherever an `@T` was copied.
impl<T> Clone for Managed<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> Deref for Managed<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: fmt::Debug> fmt::Debug for Managed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
