//! Shared pointers of `alloc`.

use std::pin::Pin;
use std::{rc, sync};

hiding_leaf! {
    /// A leaf: with two owners, what is behind it would be reported twice. A `Gc` in there counts
    /// as held from outside, and a cycle through it is never collected. Make it a `Gc`.
    for [T: ?Sized + 'static] rc::Rc<T>,
    /// A leaf, as `Rc`.
    for [T: ?Sized + 'static] Pin<rc::Rc<T>>,
    /// A leaf, as `Rc`.
    for [T: ?Sized + 'static] sync::Arc<T>,
    /// A leaf, as `Rc`.
    for [T: ?Sized + 'static] Pin<sync::Arc<T>>,
}

leaf! {
    /// A leaf: it owns no value.
    for [T: ?Sized + 'static] rc::Weak<T>,
    /// A leaf: it owns no value.
    for [T: ?Sized + 'static] sync::Weak<T>,
}
