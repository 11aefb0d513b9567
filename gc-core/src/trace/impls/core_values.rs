//! Plain values of `core`: they own nothing.

use core::alloc::{Layout, LayoutError};
use core::any::TypeId;
use core::cmp::Ordering;
use core::convert::Infallible;
use core::fmt;
use core::marker::PhantomPinned;
use core::mem::Discriminant;
use core::num::{FpCategory, IntErrorKind, NonZero};
use core::ops::RangeFull;
use core::panic::Location;
use core::sync::atomic;
use core::task::Waker;
use core::time::Duration;

leaf! {
    bool, char, f32, f64,
    i8, i16, i32, i64, i128, isize,
    u8, u16, u32, u64, u128, usize,
    NonZero<i8>, NonZero<i16>, NonZero<i32>, NonZero<i64>, NonZero<i128>, NonZero<isize>,
    NonZero<u8>, NonZero<u16>, NonZero<u32>, NonZero<u64>, NonZero<u128>, NonZero<usize>,
    (),
}

unsized_leaf! { str }

leaf! {
    atomic::Ordering, Duration, FpCategory, Infallible, IntErrorKind, Layout, LayoutError,
    Location<'static>, Ordering, PhantomPinned, RangeFull, TypeId, Waker,
    fmt::Alignment,
}

leaf! {
    for [T: 'static] Discriminant<T>,
}

#[cfg(target_has_atomic = "8")]
leaf! { atomic::AtomicBool, atomic::AtomicI8, atomic::AtomicU8 }

#[cfg(target_has_atomic = "16")]
leaf! { atomic::AtomicI16, atomic::AtomicU16 }

#[cfg(target_has_atomic = "32")]
leaf! { atomic::AtomicI32, atomic::AtomicU32 }

#[cfg(target_has_atomic = "64")]
leaf! { atomic::AtomicI64, atomic::AtomicU64 }

#[cfg(target_has_atomic = "ptr")]
leaf! { atomic::AtomicIsize, atomic::AtomicUsize }

#[cfg(target_has_atomic = "ptr")]
leaf! {
    /// A leaf: what a raw pointer leads to is not owned.
    for [T: 'static] atomic::AtomicPtr<T>,
}
