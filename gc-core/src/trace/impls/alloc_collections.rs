//! Collections of `alloc`.

use std::collections::{BTreeMap, BTreeSet, BinaryHeap, LinkedList, VecDeque};

use crate::Trace;

elements! {
    for [T: Trace] Vec<T> = [T] by iter,
    for [T: Trace] VecDeque<T> = [T] by iter,
    for [T: Trace] LinkedList<T> = [T] by iter,
    for [T: Trace] BinaryHeap<T> = [T] by iter,
    for [T: Trace] BTreeSet<T> = [T] by iter,
}

entries! {
    for [K: Trace, V: Trace] BTreeMap<K, V> = [K, V],
}
