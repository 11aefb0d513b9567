//! A `Gc` is what all edges come from.

use core::pin::Pin;

use super::Gc;
use crate::trace::{Trace, Tracer, TypeGraph};

impl Tracer<'_> {
    /// Reports an edge: a `Gc` that the traced value owns.
    ///
    /// The pointer's target is noted, never the address of the handle: a temporary handle,
    /// decoded from some other form, may be reported and dropped again.
    #[inline]
    pub fn edge<T: ?Sized + 'static>(&mut self, gc: &Gc<T>) {
        self.push(Gc::object(gc));
    }
}

/// One edge.
// SAFETY:
// 1. the edge is reported once; 2. it is the same each time; 3. nothing else runs;
// 4. `Drop` of `Gc` reads the target's header only, which stays until all are dropped;
// 5. dropping it does nothing but drop the edge; 6. it points to a `T`, or whatever stands for one.
unsafe impl<T: ?Sized + 'static> Trace for Gc<T> {
    #[inline]
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.edge(self);
    }

    fn describe(types: &mut TypeGraph<'_>) {
        types.edge::<T>();
    }

    fn drop_is_edges() -> bool {
        true
    }
}

/// As the `Gc` in it.
// SAFETY:
// As for `Gc`: the handle reported is a clone of the one that the pin owns.
unsafe impl<T: ?Sized + 'static> Trace for Pin<Gc<T>> {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        // SAFETY:
        // 1. the temporary handle moves no value.
        tracer.edge(&unsafe { Pin::into_inner_unchecked(self.clone()) });
    }

    fn describe(types: &mut TypeGraph<'_>) {
        types.edge::<T>();
    }

    fn drop_is_edges() -> bool {
        true
    }
}
