//! `smallvec` 1.

use smallvec::{Array, SmallVec};

use crate::Trace;

elements! {
    for [A: Array<Item: Trace> + 'static] SmallVec<A> = [A::Item] by iter,
}
