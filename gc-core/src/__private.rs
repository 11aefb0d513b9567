//! What the derive's expansion names. No promise is made about any of it.

use core::fmt;
use core::marker::PhantomData;

use crate::{Trace, TypeGraph};

/// Questions to a type that may not be able to answer.
///
/// Method lookup takes an inherent method where its impl applies (`T: Trace`, and `T` has a size;
/// or `T: Drop`), and that of [`NoAnswer`] otherwise. That is how `Box<dyn Shape>` and `Box<Node>` can share
/// one implementation of `Trace` and still be told apart. The names are such that no trait of the
/// user's has them: two traits with a method of the name would make the lookup ambiguous.
pub struct Ask<T: ?Sized>(PhantomData<fn() -> PhantomData<T>>);

impl<T: ?Sized> Ask<T> {
    /// The only value.
    pub const NEW: Self = Self(PhantomData);
}

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
#[diagnostic::on_unimplemented(
    message = "`{Self}` derives `Trace` and cannot implement `Drop`: its `drop` could meet \
               neighbours that are dropped already",
    label = "implement `Finalize` in place of `Drop`, and add `#[trace(finalize)]`",
    note = "a type that owns no `Gc` may keep its `Drop` with `#[trace(leaf)]`"
)]
pub trait CanImplementDrop {}

// Without any implementation the compiler would advise to write one.
#[diagnostic::do_not_recommend]
impl CanImplementDrop for Ask<()> {}

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

impl<T: ?Sized> fmt::Debug for Ask<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ask")
    }
}

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
