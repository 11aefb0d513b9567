//! What the derive's expansion names. No promise is made about any of it.

use core::fmt;
use core::marker::PhantomData;

use crate::{Trace, TypeGraph};

/// A type named somewhere inside a field's type.
///
/// The derive asks `(&Part::<U>::NEW).describe(types)` of each type argument that it can see. Method
/// lookup takes the inherent method where `U: Trace` holds and `U` is sized, and the do-nothing
/// method of [`Unknown`] otherwise: that is how `Box<dyn Shape>` and `Box<Node>` can share one
/// implementation of `Trace` and still be told apart.
pub struct Part<U: ?Sized>(PhantomData<fn() -> PhantomData<U>>);

impl<U: ?Sized> Part<U> {
    /// The only value.
    pub const NEW: Self = Self(PhantomData);
}

impl<U: Trace> Part<U> {
    /// `types.contains::<U>()`
    pub fn describe(&self, types: &mut TypeGraph<'_>) {
        types.contains::<U>();
    }
}

impl<U: Trace> Part<[U]> {
    /// `types.contains_slice::<U>()`
    pub fn describe(&self, types: &mut TypeGraph<'_>) {
        types.contains_slice::<U>();
    }
}

/// What [`Part::describe`] falls back to.
pub trait Unknown {
    /// Says nothing.
    fn describe(&self, _types: &mut TypeGraph<'_>) {}
}

impl<U: ?Sized> Unknown for Part<U> {}

impl<U: ?Sized> fmt::Debug for Part<U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Part")
    }
}

pub use crate::unsize::Unsize;

/// What [`unsize!`](crate::unsize!) expands to.
///
/// # Safety
///
/// 1. `coerce` returns its argument, unsized.
pub unsafe fn unsize<P: Unsize, U: ?Sized>(
    pointer: P,
    coerce: impl FnOnce(*const P::Target) -> *const U,
) -> P::To<U> {
    // SAFETY:
    // 1. by the caller's promise.
    unsafe { pointer.unsize(coerce) }
}
