//! What the derive asks types by.

use core::fmt;
use core::marker::PhantomData;

/// Questions to a type that may not be able to answer.
///
/// Method lookup takes an inherent method where its impl applies (`T: Trace`, and `T` has a size;
/// or `T: Drop`), and that of a trait that all types have otherwise. That is how `Box<dyn Shape>` and
/// `Box<Node>` can share one implementation of `Trace` and still be told apart. The names are such that
/// no trait of the user's has them: two traits with a method of the name would make the lookup ambiguous.
pub struct Ask<T: ?Sized>(PhantomData<fn() -> PhantomData<T>>);

impl<T: ?Sized> Ask<T> {
    /// The only value.
    pub const NEW: Self = Self(PhantomData);
}

impl<T: ?Sized> fmt::Debug for Ask<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ask")
    }
}
