//! Types whose parts lie in the value itself and that do nothing when dropped but drop them.

use core::cmp::Reverse;
use core::num::{Saturating, Wrapping};
use core::ops::{Bound, ControlFlow, Range, RangeFrom, RangeInclusive, RangeTo, RangeToInclusive};
use core::panic::AssertUnwindSafe;
use core::task::Poll;

use crate::{Trace, Tracer, TypeGraph};

inline! {
    for [T: Trace] Option<T> = [T] { Some(value) => [value], None => [] }
    for [T: Trace, E: Trace] Result<T, E> = [T, E] { Ok(value) => [value], Err(error) => [error] }
    for [T: Trace] Poll<T> = [T] { Poll::Ready(value) => [value], Poll::Pending => [] }
    for [B: Trace, C: Trace] ControlFlow<B, C> = [B, C] {
        ControlFlow::Break(value) => [value],
        ControlFlow::Continue(value) => [value],
    }
    for [T: Trace] Bound<T> = [T] {
        Bound::Included(value) | Bound::Excluded(value) => [value],
        Bound::Unbounded => [],
    }
    for [T: Trace] Range<T> = [T] { Range { start, end } => [start, end] }
    for [T: Trace] RangeFrom<T> = [T] { RangeFrom { start } => [start] }
    for [T: Trace] RangeTo<T> = [T] { RangeTo { end } => [end] }
    for [T: Trace] RangeToInclusive<T> = [T] { RangeToInclusive { end } => [end] }
    for [T: Trace] Wrapping<T> = [T] { Wrapping(value) => [value] }
    for [T: Trace] Saturating<T> = [T] { Saturating(value) => [value] }
    for [T: Trace] Reverse<T> = [T] { Reverse(value) => [value] }
    for [T: Trace] AssertUnwindSafe<T> = [T] { AssertUnwindSafe(value) => [value] }
}

// SAFETY:
// 1. to 3. both ends are reported once, by their own implementation; the accessors return the
//    fields;
// 4. and 5. the type has no `Drop` of its own, its glue drops the two ends in place;
// 6. the ends are all that it owns.
unsafe impl<T: Trace> Trace for RangeInclusive<T> {
    #[inline]
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.start().trace(tracer);
        self.end().trace(tracer);
    }

    fn describe(types: &mut TypeGraph<'_>) {
        types.contains::<T>();
    }

    fn drop_is_edges() -> bool {
        T::drop_is_edges()
    }
}
