//! `@mut T`.
//!
//! The compiler of 2013 put a *write guard* around each borrow and each write: two bits at the top of the
//! box's count, one for "frozen" (someone reads) and one for "mutable" (someone writes). A borrow for
//! reading failed if the second was set, one for writing if either was. That is `RefCell`'s flag, and
//! where it comes from: `RefCell` is the check of `@mut` without the box.

use std::cell::{Ref, RefCell, RefMut};
use std::fmt;

use gc_core::{Gc, Trace};

use super::task::assert_in_task;

/// What a task said when a write guard failed.
const BORROWED: &str = "borrowed";

/// `@mut T`: one of the owners of a value that each of them may change.
#[derive(Trace)]
pub struct ManagedMut<T: 'static>(Gc<RefCell<T>>);

/// `@mut expr`: puts a value into the task's heap.
///
/// # Panics
///
/// Outside of a [`task`](super::task()).
#[must_use]
pub fn managed_mut<T: Trace>(value: T) -> ManagedMut<T> {
    assert_in_task();
    ManagedMut(Gc::new(RefCell::new(value)))
}

impl<T> ManagedMut<T> {
    /// Borrows the value to read it: it is frozen while the borrow lives.
    ///
    /// # Panics
    ///
    /// Fails the task with `borrowed` if someone writes.
    #[track_caller]
    pub fn freeze(&self) -> Ref<'_, T> {
        self.0.try_borrow().unwrap_or_else(|_| panic!("{BORROWED}"))
    }

    /// Borrows the value to change it.
    ///
    /// # Panics
    ///
    /// Fails the task with `borrowed` if someone reads or writes.
    #[track_caller]
    pub fn write(&self) -> RefMut<'_, T> {
        self.0
            .try_borrow_mut()
            .unwrap_or_else(|_| panic!("{BORROWED}"))
    }

    /// Puts another value in its place.
    ///
    /// # Panics
    ///
    /// Fails the task with `borrowed` if someone reads or writes.
    #[track_caller]
    pub fn set(&self, value: T) {
        let former = std::mem::replace(&mut *self.write(), value);
        // Its destructor may come back here, so it runs when the guard has gone.
        drop(former);
    }

    /// Whether two pointers are to one box.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        Gc::ptr_eq(&self.0, &other.0)
    }
}

/// One more owner: what the compiler did wherever an `@mut T` was copied.
impl<T> Clone for ManagedMut<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T: fmt::Debug> fmt::Debug for ManagedMut<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
