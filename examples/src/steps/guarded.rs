//! Step 3, `RefCell`: borrows that are counted while the program runs.
//!
//! ```text
//!   Guarded = [ borrows: -1 | 0 | 1, 2, … | value ]
//!               being written, free, being read
//! ```
//!
//! The compiler's rule is "one who writes or many who read". Where a value is shared it cannot see
//! who does what, but the rule can be checked when it matters: each borrow is noted in a number
//! beside the value and struck out when its guard goes. The check that the compiler did for nothing is
//! now a test and a store for each borrow, and a mistake shows up as a panic.
//!
//! That number has nothing to do with owners, which is why it is a type of its own: it works inside a
//! [`Shared`](super::shared::Shared), a plain variable, or a `Gc`. Rust's first managed pointer, `@mut T`,
//! kept it in the pointer's header instead; see [`managed`](crate::managed).

use std::cell::{Cell, UnsafeCell};
use std::fmt;
use std::ops::{Deref, DerefMut};

/// What the flag is while someone writes. While nobody does, it is the number of readers.
const WRITING: isize = -1;

/// A value that may be changed by whoever can reach it, one at a time.
///
/// # Invariants
///
/// `borrows` is the number of living [`Reading`]s, or -1 if there is a [`Writing`].
pub struct Guarded<T> {
    borrows: Cell<isize>,
    /// The one type through which a shared reference leads to something that can be changed.
    value: UnsafeCell<T>,
}

impl<T> Guarded<T> {
    /// A value that nobody has borrowed.
    pub const fn new(value: T) -> Self {
        Self {
            borrows: Cell::new(0),
            value: UnsafeCell::new(value),
        }
    }

    /// To be read, unless someone writes.
    pub fn try_read(&self) -> Option<Reading<'_, T>> {
        let borrows = self.borrows.get();
        if borrows == WRITING {
            return None;
        }
        self.borrows.set(borrows + 1);
        Some(Reading(self))
    }

    /// To be written, unless someone else has it.
    pub fn try_write(&self) -> Option<Writing<'_, T>> {
        if self.borrows.get() != 0 {
            return None;
        }
        self.borrows.set(WRITING);
        Some(Writing(self))
    }

    /// To be read.
    ///
    /// # Panics
    ///
    /// If someone writes.
    #[track_caller]
    pub fn read(&self) -> Reading<'_, T> {
        self.try_read()
            .expect("a reader came while someone was writing")
    }

    /// To be written.
    ///
    /// # Panics
    ///
    /// If someone else has it.
    #[track_caller]
    pub fn write(&self) -> Writing<'_, T> {
        self.try_write()
            .expect("a writer came while someone was reading or writing")
    }
}

impl<T: fmt::Debug> fmt::Debug for Guarded<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.try_read() {
            Some(value) => f.debug_tuple("Guarded").field(&*value).finish(),
            None => f.write_str("Guarded(being written)"),
        }
    }
}

/// A borrow for reading, noted in the flag while it lives.
#[derive(Debug)]
pub struct Reading<'a, T>(&'a Guarded<T>);

impl<T> Deref for Reading<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY:
        // 1. while a `Reading` lives the flag is above 0, so there is no `Writing`.
        unsafe { &*self.0.value.get() }
    }
}

impl<T> Drop for Reading<'_, T> {
    fn drop(&mut self) {
        self.0.borrows.set(self.0.borrows.get() - 1);
    }
}

/// A borrow for writing, noted in the flag while it lives.
#[derive(Debug)]
pub struct Writing<'a, T>(&'a Guarded<T>);

impl<T> Deref for Writing<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY:
        // 1. while a `Writing` lives there is no other one; this one is borrowed for reading.
        unsafe { &*self.0.value.get() }
    }
}

impl<T> DerefMut for Writing<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY:
        // 1. while a `Writing` lives there is no other borrow; this one is mutably borrowed.
        unsafe { &mut *self.0.value.get() }
    }
}

impl<T> Drop for Writing<'_, T> {
    fn drop(&mut self) {
        self.0.borrows.set(0);
    }
}

/// Tells what the step is about.
pub fn run() -> Vec<String> {
    let shared = super::shared::Shared::new(Guarded::new(vec![1, 2]));
    let other = shared.clone();
    other.write().push(3);
    let mut said = vec![format!(
        "two owners, and one changed it: {:?}",
        *shared.read()
    )];
    let reading = shared.read();
    said.push(format!(
        "a writer while one reads? {}",
        if other.try_write().is_some() {
            "yes"
        } else {
            "refused"
        }
    ));
    drop(reading);
    said.push(format!(
        "and afterwards? {}",
        if other.try_write().is_some() {
            "yes"
        } else {
            "refused"
        }
    ));
    said.push("now owners can make a cycle: see the next step".to_owned());
    said
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use super::Guarded;

    #[test]
    fn many_may_read_at_once() {
        let cell = Guarded::new(5);
        let (first, second) = (cell.read(), cell.read());
        assert_eq!(*first + *second, 10);
    }

    #[test]
    fn nobody_writes_while_one_reads() {
        let cell = Guarded::new(5);
        let reading = cell.read();
        assert!(cell.try_write().is_none());
        drop(reading);
        *cell.write() = 6;
        assert_eq!(*cell.read(), 6);
    }

    #[test]
    fn nobody_reads_or_writes_while_one_writes() {
        let cell = Guarded::new(5);
        let mut writing = cell.write();
        assert!(cell.try_read().is_none() && cell.try_write().is_none());
        *writing += 1;
        drop(writing);
        assert_eq!(*cell.read(), 6);
    }

    #[test]
    fn a_panic_gives_the_borrow_back() {
        let cell = Guarded::new(5);
        let result = catch_unwind(AssertUnwindSafe(|| {
            let _writing = cell.write();
            let _ = cell.read();
        }));
        assert!(result.is_err());
        assert_eq!(*cell.read(), 5);
    }
}
