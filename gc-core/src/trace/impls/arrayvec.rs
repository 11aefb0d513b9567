//! `arrayvec` 0.7.

use arrayvec::{ArrayString, ArrayVec, CapacityError};

use crate::Trace;

elements! {
    for [T: Trace, const CAP: usize] ArrayVec<T, CAP> = [T] by iter,
}

leaf! { CapacityError }

leaf! {
    for [const CAP: usize] ArrayString<CAP>,
}
