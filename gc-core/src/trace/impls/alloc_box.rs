//! Owning pointers of `alloc` with a single owner.

use std::borrow::Cow;
use std::mem::needs_drop;
use std::pin::Pin;

use crate::{Trace, Tracer, TypeGraph};

/// A chain of boxes (`struct List { next: Option<Box<List>> }`) is traced by recursion, one call
/// a link, just as the compiler drops it. Chains without a bound belong behind `Gc`, where
/// neither tracing nor dropping recurses.
// SAFETY:
// 1. to 3. the value is traced once, by its own implementation;
// 4. dropping a box drops the value and frees its memory;
// 5. true only where there is nothing to drop;
// 6. the value is described by whoever saw its type, or else as anything.
unsafe impl<T: ?Sized + Trace> Trace for Box<T> {
    #[inline]
    fn trace(&self, tracer: &mut Tracer<'_>) {
        (**self).trace(tracer);
    }

    fn describe(types: &mut TypeGraph<'_>) {
        types.contains_boxed::<T>();
    }

    fn drop_is_edges() -> bool {
        !needs_drop::<Self>()
    }
}

// SAFETY:
// 1. to 6. as for `Box<T>`: a pinned box differs only in what may be done with its value, and a
//    shared reference to that is all that is asked for.
unsafe impl<T: ?Sized + Trace> Trace for Pin<Box<T>> {
    #[inline]
    fn trace(&self, tracer: &mut Tracer<'_>) {
        (**self).trace(tracer);
    }

    fn describe(types: &mut TypeGraph<'_>) {
        types.contains_boxed::<T>();
    }

    fn drop_is_edges() -> bool {
        !needs_drop::<Self>()
    }
}

/// What is borrowed, for ever, is owned elsewhere and not traced.
// SAFETY:
// 1. to 3. the owned value, if there is one, is traced once, by its own implementation;
// 4. the type has no `Drop` of its own;
// 5. true only where there is nothing to drop;
// 6. the owned value is all that it owns.
unsafe impl<B> Trace for Cow<'static, B>
where
    B: ?Sized + ToOwned<Owned: Trace> + 'static,
{
    #[inline]
    fn trace(&self, tracer: &mut Tracer<'_>) {
        if let Cow::Owned(value) = self {
            value.trace(tracer);
        }
    }

    fn describe(types: &mut TypeGraph<'_>) {
        types.contains::<B::Owned>();
    }

    fn drop_is_edges() -> bool {
        !needs_drop::<Self>()
    }
}
