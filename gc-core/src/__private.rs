//! What the derive's expansion names. No promise is made about any of it.

pub use crate::trace::Ask;
use crate::{Trace, TypeGraph};

impl<T: Trace> Ask<T> {
    /// `types.contains::<T>()`
    pub fn __gc_core_describe(&self, types: &mut TypeGraph<'_>) {
        types.contains::<T>();
    }

    /// `T::drop_is_edges()`
    pub fn __gc_core_drop_is_edges(&self) -> bool {
        T::drop_is_edges()
    }
}

impl<T: Trace> Ask<[T]> {
    /// `types.contains_slice::<T>()`
    pub fn __gc_core_describe(&self, types: &mut TypeGraph<'_>) {
        types.contains_slice::<T>();
    }
}

#[expect(drop_bounds, reason = "whether there is an impl is the question")]
impl<T: ?Sized + Drop> Ask<T> {
    /// Cannot be called.
    pub fn __gc_core_refuse_drop(&self)
    where
        T: CanImplementDrop,
    {
    }
}

/// Implemented for nothing that derives `Trace`.
///
/// # Safety
///
/// 1. The type has no `Drop` that follows the edges that its `trace` reports.
#[diagnostic::on_unimplemented(
    message = "`{Self}` derives `Trace` and cannot implement `Drop`: its `drop` could meet \
               neighbours that are dropped already",
    label = "implement `Finalize` in place of `Drop`, and add `#[trace(finalize)]`",
    note = "a type that owns no `Gc` may keep its `Drop` with `#[trace(leaf)]`"
)]
pub unsafe trait CanImplementDrop {}

// Without any implementation the compiler would advise to write one.
#[diagnostic::do_not_recommend]
// SAFETY:
// 1. it has no `Drop` and no edges.
unsafe impl CanImplementDrop for Ask<()> {}

/// What [`Ask`] falls back to.
pub trait NoAnswer {
    /// Says nothing.
    fn __gc_core_describe(&self, _types: &mut TypeGraph<'_>) {}

    /// `false` is always right.
    fn __gc_core_drop_is_edges(&self) -> bool {
        false
    }

    /// There is no `Drop`.
    fn __gc_core_refuse_drop(&self) {}
}

impl<T: ?Sized> NoAnswer for Ask<T> {}

pub use crate::unsize::Unsize;

/// What [`unsize!`](crate::unsize!) expands to.
///
/// # Safety
///
/// 1. `coerce` returns its argument, unsized.
pub unsafe fn unsize<P: Unsize, U: ?Sized + 'static>(
    pointer: P,
    coerce: impl FnOnce(*const P::Target) -> *const U,
) -> P::To<U> {
    // SAFETY:
    // 1. by the caller's promise.
    unsafe { pointer.unsize(coerce) }
}
