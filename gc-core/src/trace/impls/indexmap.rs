//! `indexmap` 2.
//!
//! A hasher is not traced: a `Gc` inside one counts as held from outside.

use indexmap::{IndexMap, IndexSet};

use crate::Trace;

elements! {
    for [T: Trace, S: 'static] IndexSet<T, S> = [T] by iter,
}

entries! {
    for [K: Trace, V: Trace, S: 'static] IndexMap<K, V, S> = [K, V],
}
