//! Tuples, arrays and slices.

use core::mem::needs_drop;

use crate::{Trace, Tracer, TypeGraph};

// The tuples of as many elements as names are given, and all shorter ones.
macro_rules! tuples {
    () => {};
    ($first:ident $first_value:ident $(, $name:ident $value:ident)*) => {
        inline! {
            for [$first: Trace $(, $name: Trace)*]
                ($first, $($name,)*) = [$first $(, $name)*]
                { ($first_value, $($value,)*) => [$first_value $(, $value)*] }
        }
        tuples! { $($name $value),* }
    };
}

tuples! { A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k, L l }

// SAFETY:
// 1. each element is visited once and reports its own edges once;
// 2. and 3. as for the elements;
// 4. a slice has no `Drop` of its own;
// 5. and 6. the default answers are always right.
unsafe impl<T: Trace> Trace for [T] {
    #[inline]
    fn trace(&self, tracer: &mut Tracer<'_>) {
        // What needs no drop owns no `Gc`. Debug builds would walk such elements one by one.
        if needs_drop::<T>() {
            for element in self {
                element.trace(tracer);
            }
        }
    }
}

// SAFETY:
// 1. to 3. as for the slice of its elements;
// 4. and 5. an array has no `Drop` of its own, its glue drops the elements in place;
// 6. the elements are all that it owns.
unsafe impl<T: Trace, const N: usize> Trace for [T; N] {
    #[inline]
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.as_slice().trace(tracer);
    }

    fn describe(types: &mut TypeGraph<'_>) {
        types.contains::<T>();
    }

    fn drop_is_edges() -> bool {
        T::drop_is_edges()
    }
}
