//! Sized values into `Gc`s.

use std::borrow::{Cow, ToOwned};

use super::Gc;
use crate::trace::Trace;

impl<T: Trace> From<T> for Gc<T> {
    /// [`Gc::new`].
    ///
    /// ```
    /// use gc_core::Gc;
    ///
    /// assert_eq!(Gc::from(5), Gc::new(5));
    /// ```
    #[cfg_attr(feature = "sites", track_caller)]
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl<T: Trace> From<Box<T>> for Gc<T> {
    /// Moves the value; the box's memory is freed.
    ///
    /// ```
    /// use gc_core::Gc;
    ///
    /// let five: Gc<i32> = Gc::from(Box::new(5));
    /// assert_eq!(*five, 5);
    /// ```
    #[cfg_attr(feature = "sites", track_caller)]
    fn from(value: Box<T>) -> Self {
        Self::new(*value)
    }
}

impl<'a, B> From<Cow<'a, B>> for Gc<B>
where
    B: ?Sized + ToOwned,
    Gc<B>: From<&'a B> + From<B::Owned>,
{
    /// Copies what is borrowed, moves what is owned.
    ///
    /// ```
    /// use gc_core::Gc;
    /// use std::borrow::Cow;
    ///
    /// let text: Gc<str> = Gc::from(Cow::Borrowed("text"));
    /// assert_eq!(&*text, "text");
    /// ```
    #[cfg_attr(feature = "sites", track_caller)]
    fn from(value: Cow<'a, B>) -> Self {
        match value {
            Cow::Borrowed(value) => Self::from(value),
            Cow::Owned(value) => Self::from(value),
        }
    }
}

impl<T: Trace + Default> Default for Gc<T> {
    /// ```
    /// use gc_core::Gc;
    ///
    /// assert_eq!(*Gc::<i32>::default(), 0);
    /// ```
    #[cfg_attr(feature = "sites", track_caller)]
    fn default() -> Self {
        Self::new(T::default())
    }
}
