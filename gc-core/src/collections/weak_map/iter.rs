//! What goes through the pairs of a map.

use core::fmt;
use core::iter::FusedIterator;
use core::marker::PhantomData;

use crate::collections::pair::{Dying, PairRef, end_pair};
use crate::collections::table::{Table, Whole};
use crate::gc::Gc;

/// See [`WeakMap::iter`](super::WeakMap::iter).
pub struct Iter<'a, K: ?Sized, V, S> {
    table: Option<&'a Table<K, V, S>>,
    /// Where to look next. Entries go meanwhile, and none comes: a place is all that stays good.
    place: usize,
}

impl<'a, K: ?Sized, V, S> Iter<'a, K, V, S> {
    pub(super) fn new(table: Option<&'a Table<K, V, S>>) -> Self {
        Self { table, place: 0 }
    }
}

impl<'a, K: ?Sized, V, S> Iterator for Iter<'a, K, V, S> {
    type Item = PairRef<'a, K, V>;

    fn next(&mut self) -> Option<Self::Item> {
        let pairs = self.table?.pairs();
        while self.place < pairs.num_buckets() {
            self.place += 1;
            let pair = pairs.get_bucket(self.place - 1).and_then(PairRef::new);
            if pair.is_some() {
                return pair;
            }
        }
        None
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(self.table.map_or(0, |table| table.pairs().len())))
    }
}

impl<K: ?Sized, V, S> FusedIterator for Iter<'_, K, V, S> {}

impl<K: ?Sized, V, S> Clone for Iter<'_, K, V, S> {
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

impl<K: ?Sized + fmt::Debug, V: fmt::Debug, S> fmt::Debug for Iter<'_, K, V, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

/// See [`WeakMap::keys`](super::WeakMap::keys).
pub struct Keys<'a, K: ?Sized, V, S>(Iter<'a, K, V, S>);

impl<K: ?Sized, V, S> Clone for Keys<'_, K, V, S> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<'a, K: ?Sized, V, S> Keys<'a, K, V, S> {
    pub(super) fn new(pairs: Iter<'a, K, V, S>) -> Self {
        Self(pairs)
    }
}

impl<K: ?Sized, V, S> Iterator for Keys<'_, K, V, S> {
    type Item = Gc<K>;

    fn next(&mut self) -> Option<Gc<K>> {
        Some(self.0.next()?.key().clone())
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl<K: ?Sized, V, S> FusedIterator for Keys<'_, K, V, S> {}

impl<K: ?Sized + fmt::Debug, V, S> fmt::Debug for Keys<'_, K, V, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let keys = Self(self.0.clone());
        f.debug_list().entries(keys).finish()
    }
}

/// The pairs of a map that is gone: an owner of each key that lives, and its value.
///
/// ```
/// use gc_core::{Gc, collections::WeakMap};
///
/// let mut map = WeakMap::new();
/// let key = Gc::new(());
/// map.insert(&key, 7);
/// assert_eq!(map.into_iter().next(), Some((key, 7)));
/// ```
pub struct IntoIter<K: ?Sized, V> {
    pairs: Option<Whole<K, V>>,
    finalizer: Option<fn(&V)>,
}

impl<K: ?Sized, V> IntoIter<K, V> {
    pub(super) fn new(pairs: Option<Whole<K, V>>, finalizer: Option<fn(&V)>) -> Self {
        Self { pairs, finalizer }
    }
}

impl<K: ?Sized, V> Iterator for IntoIter<K, V> {
    type Item = (Gc<K>, V);

    fn next(&mut self) -> Option<(Gc<K>, V)> {
        loop {
            let (pair, finalized) = self.pairs.as_mut()?.next()?;
            match pair.key.upgrade() {
                Some(key) => return Some((key, pair.value)),
                None => end_pair(pair, self.finalizer.filter(|_| !finalized)),
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(self.pairs.as_ref().map_or(0, Whole::len)))
    }
}

impl<K: ?Sized, V> FusedIterator for IntoIter<K, V> {}

/// What was not taken is ended, whatever panics.
impl<K: ?Sized, V> Drop for IntoIter<K, V> {
    fn drop(&mut self) {
        if let Some(pairs) = self.pairs.take() {
            Dying::new(pairs, self.finalizer).end();
        }
    }
}

impl<K: ?Sized, V> fmt::Debug for IntoIter<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IntoIter")
            .field("left", &self.size_hint().1)
            .finish_non_exhaustive()
    }
}

/// See [`WeakMap::drain`](super::WeakMap::drain).
#[derive(Debug)]
pub struct Drain<'a, K: ?Sized, V> {
    pairs: IntoIter<K, V>,
    drains: PhantomData<&'a mut V>,
}

impl<K: ?Sized, V> Drain<'_, K, V> {
    pub(super) fn new(pairs: IntoIter<K, V>) -> Self {
        Self {
            pairs,
            drains: PhantomData,
        }
    }
}

impl<K: ?Sized, V> Iterator for Drain<'_, K, V> {
    type Item = (Gc<K>, V);

    fn next(&mut self) -> Option<(Gc<K>, V)> {
        self.pairs.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.pairs.size_hint()
    }
}

impl<K: ?Sized, V> FusedIterator for Drain<'_, K, V> {}
