//! Hash tables of `std` and their hashers.
//!
//! A hasher is not traced: a `Gc` inside one counts as held from outside.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, DefaultHasher, RandomState};

use crate::Trace;

elements! {
    for [T: Trace, S: 'static] HashSet<T, S> = [T] by iter,
}

entries! {
    for [K: Trace, V: Trace, S: 'static] HashMap<K, V, S> = [K, V],
}

leaf! { DefaultHasher, RandomState }

leaf! {
    for [H: 'static] BuildHasherDefault<H>,
}
