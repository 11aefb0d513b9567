//! Cells: what a shared reference may change.
//!
//! Reading one while tracing is sound because nothing else runs meanwhile: cells of objects on a
//! heap are reached from its thread only where they own a `Gc`, and no `trace` runs code of the
//! user that could write to them.
//!
//! `UnsafeCell` has no implementation: only the code around it knows when it may be read.

use core::cell::{Cell, LazyCell, OnceCell, RefCell};

use crate::{Trace, Tracer, TypeGraph};

// SAFETY:
// 1. to 3. the value is traced once, by its own implementation;
// 4. and 5. the type has no `Drop` of its own, its glue drops the value in place;
// 6. the value is all that it owns.
unsafe impl<T: Trace> Trace for Cell<T> {
    #[inline]
    fn trace(&self, tracer: &mut Tracer<'_>) {
        // SAFETY:
        // 1. the pointer is that of a live cell, aligned and initialised;
        // 2. a cell hands out `&mut T` only for `&mut Cell<T>`, which excludes our `&self`;
        // 3. the value is not replaced while we read it: `T::trace` runs no code of the user
        //    (point 3 of the contract of `Trace`), and other threads cannot see the cell.
        let value = unsafe { &*self.as_ptr() };
        value.trace(tracer);
    }

    fn describe(types: &mut TypeGraph<'_>) {
        types.contains::<T>();
    }

    fn drop_is_edges() -> bool {
        T::drop_is_edges()
    }
}

/// A cell that is mutably borrowed cannot be read: what it points to counts as held until a later
/// collection finds it free.
// SAFETY:
// 1. and 3. the value is traced once, by its own implementation;
// 2. whether the cell is borrowed changes only by code that does not run meanwhile;
// 4. and 5. the type has no `Drop` of its own, its glue drops the value in place; edges of a
//    borrowed cell are left out with a call of `unreadable`, as that asks;
// 6. the value is all that it owns.
unsafe impl<T: Trace> Trace for RefCell<T> {
    #[inline]
    fn trace(&self, tracer: &mut Tracer<'_>) {
        // SAFETY:
        // 1. the cell is not mutably borrowed while the reference lives: `T::trace` runs no code
        //    of the user, and other threads cannot see the cell. The borrow flag is not written,
        //    so that tracing leaves memory as it was.
        match unsafe { self.try_borrow_unguarded() } {
            Ok(value) => value.trace(tracer),
            Err(_) => tracer.unreadable(),
        }
    }

    fn describe(types: &mut TypeGraph<'_>) {
        types.contains::<T>();
    }

    fn drop_is_edges() -> bool {
        T::drop_is_edges()
    }
}

// SAFETY:
// 1. to 3. the value, if there is one, is traced once, by its own implementation;
// 4. and 5. the type has no `Drop` of its own, its glue drops the value in place;
// 6. the value is all that it owns.
unsafe impl<T: Trace> Trace for OnceCell<T> {
    #[inline]
    fn trace(&self, tracer: &mut Tracer<'_>) {
        if let Some(value) = self.get() {
            value.trace(tracer);
        }
    }

    fn describe(types: &mut TypeGraph<'_>) {
        types.contains::<T>();
    }

    fn drop_is_edges() -> bool {
        T::drop_is_edges()
    }
}

leaf! {
    /// A leaf: before the first use it owns a closure that cannot be seen, and it cannot be asked
    /// which of the two it owns without forcing it. A `OnceCell` with `get_or_init` is traced.
    for [T: 'static, F: 'static] LazyCell<T, F>,
}
