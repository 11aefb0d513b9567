//! [`GcMut`], a borrow that the collector respects.

use core::fmt;
use core::ops::{Deref, DerefMut};

use super::Gc;

/// A mutable borrow of a value in a heap, by its only owner.
///
/// Made by [`Gc::get_mut`] and [`Gc::make_mut`]. While it lives, a collection does not look into
/// the value, and what the value owns counts as held.
///
/// ```
/// use gc_core::Gc;
///
/// let mut list = Gc::new(vec![1, 2]);
/// let mut guard = Gc::get_mut(&mut list).expect("there is no other");
/// guard.push(3);
/// drop(guard);
/// assert_eq!(*list, [1, 2, 3]);
/// ```
pub struct GcMut<'a, T: ?Sized> {
    gc: &'a mut Gc<T>,
}

impl<'a, T: ?Sized> GcMut<'a, T> {
    /// # Safety
    ///
    /// 1. No other `Gc` and no `Weak` points to the value;
    /// 2. the value was made as a `T` (or cast to one by somebody who answers for it).
    pub(super) unsafe fn new(gc: &'a mut Gc<T>) -> Self {
        debug_assert!(
            Gc::is_unique(gc),
            "a mutable borrow needs the only pointer: found {} `Gc`s",
            Gc::strong_count(gc)
        );
        Gc::object(gc).header().set_untraceable(true);
        Self { gc }
    }
}

impl<T: ?Sized> Deref for GcMut<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.gc
    }
}

impl<T: ?Sized> DerefMut for GcMut<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY:
        // 1. the guard borrows the only handle, which cannot be cloned or downgraded meanwhile;
        // 2. the collector does not make a reference to an object that is untraceable, and does not
        //    destroy it, as this handle is not reported to it: it lies outside of all
        //    heaps, or in an object that is itself mutably borrowed and so not traced.
        unsafe { self.gc.ptr.as_mut() }
    }
}

impl<T: ?Sized> Drop for GcMut<'_, T> {
    fn drop(&mut self) {
        Gc::object(self.gc).header().set_untraceable(false);
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for GcMut<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Display> fmt::Display for GcMut<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
