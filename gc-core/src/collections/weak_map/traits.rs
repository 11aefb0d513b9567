//! What std asks of a map.

use core::fmt;
use core::hash::BuildHasher;

use super::{IntoIter, Iter, WeakMap};
use crate::collections::pair::PairRef;
use crate::gc::Gc;
use crate::trace::Trace;

impl<K: ?Sized, V, S: Default> Default for WeakMap<K, V, S> {
    fn default() -> Self {
        Self::with_hasher(S::default())
    }
}

/// Prints the pairs whose keys live.
///
/// ```
/// use gc_core::{Gc, collections::WeakMap};
///
/// let key = Gc::new("key");
/// let mut map = WeakMap::new();
/// map.insert(&key, 1);
/// assert_eq!(format!("{map:?}"), r#"{"key": 1}"#);
/// ```
impl<K: ?Sized + fmt::Debug, V: fmt::Debug, S> fmt::Debug for WeakMap<K, V, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut map = f.debug_map();
        for pair in Iter::new(self.table()) {
            map.entry(pair.key(), pair.value());
        }
        map.finish()
    }
}

/// The keys stay as weak as ever: the owners given along go.
///
/// ```
/// use gc_core::{Gc, collections::WeakMap};
///
/// let key = Gc::new(());
/// let map = WeakMap::<_, _>::from_iter([(key.clone(), 1)]);
/// assert_eq!(map.get(&key), Some(&1));
/// ```
impl<K, V, S> FromIterator<(Gc<K>, V)> for WeakMap<K, V, S>
where
    K: ?Sized + 'static,
    V: Trace,
    S: BuildHasher + Default + 'static,
{
    fn from_iter<I: IntoIterator<Item = (Gc<K>, V)>>(pairs: I) -> Self {
        let mut map = Self::default();
        map.extend(pairs);
        map
    }
}

impl<K, V, S> Extend<(Gc<K>, V)> for WeakMap<K, V, S>
where
    K: ?Sized + 'static,
    V: Trace,
    S: BuildHasher + 'static,
{
    fn extend<I: IntoIterator<Item = (Gc<K>, V)>>(&mut self, pairs: I) {
        for (key, value) in pairs {
            self.insert(&key, value);
        }
    }
}

impl<'a, K, V, S> IntoIterator for &'a WeakMap<K, V, S>
where
    K: ?Sized + 'static,
    V: Trace,
    S: BuildHasher + 'static,
{
    type Item = PairRef<'a, K, V>;
    type IntoIter = Iter<'a, K, V, S>;

    fn into_iter(self) -> Iter<'a, K, V, S> {
        self.iter()
    }
}

impl<K, V, S> IntoIterator for WeakMap<K, V, S>
where
    K: ?Sized + 'static,
    V: Trace,
    S: BuildHasher + 'static,
{
    type Item = (Gc<K>, V);
    type IntoIter = IntoIter<K, V>;

    fn into_iter(mut self) -> IntoIter<K, V> {
        self.take_all()
    }
}
