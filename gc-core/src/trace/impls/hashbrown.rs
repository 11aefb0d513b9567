//! `hashbrown` 0.17.
//!
//! A hasher is not traced: a `Gc` inside one counts as held from outside.

use hashbrown::{HashMap, HashSet, HashTable};

use crate::Trace;

elements! {
    for [T: Trace, S: 'static] HashSet<T, S> = [T] by iter,
    for [T: Trace] HashTable<T> = [T] by iter,
}

entries! {
    for [K: Trace, V: Trace, S: 'static] HashMap<K, V, S> = [K, V],
}
