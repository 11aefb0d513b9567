//! Pointers that own nothing, and wrappers around values that nobody drops.

use core::marker::PhantomData;
use core::mem::{ManuallyDrop, MaybeUninit};
use core::pin::Pin;
use core::ptr::NonNull;

leaf! {
    /// A leaf: what it borrows for ever is owned elsewhere.
    for [T: ?Sized + 'static] &'static T,
    /// A leaf: what it borrows for ever is owned elsewhere.
    for [T: ?Sized + 'static] &'static mut T,
    /// A leaf: what it borrows for ever is owned elsewhere.
    for [T: ?Sized + 'static] Pin<&'static T>,
    /// A leaf: what it borrows for ever is owned elsewhere.
    for [T: ?Sized + 'static] Pin<&'static mut T>,
    /// A leaf: what a raw pointer leads to is not owned.
    for [T: ?Sized + 'static] *const T,
    /// A leaf: what a raw pointer leads to is not owned.
    for [T: ?Sized + 'static] *mut T,
    /// A leaf: what a raw pointer leads to is not owned.
    for [T: ?Sized + 'static] NonNull<T>,
    /// A leaf: there is no `T`.
    for [T: ?Sized + 'static] PhantomData<T>,
}

hiding_leaf! {
    /// A leaf: a `Gc` that nobody drops is not an edge. Its count stays, so what it points to
    /// is held until someone takes the value out.
    for [T: ?Sized + 'static] ManuallyDrop<T>,
    /// A leaf: whether there is a value cannot be known, and nobody drops it.
    for [T: 'static] MaybeUninit<T>,
}
