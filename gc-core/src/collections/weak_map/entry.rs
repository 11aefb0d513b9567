//! The place of a key in a map.

use core::fmt;
use core::hash::BuildHasher;
use core::mem;

use super::Exclusive;
use crate::collections::pair::{Borrow, ValueMut};
use crate::gc::Gc;
use crate::trace::Trace;

/// The place of a key, with a value or without; see [`WeakMap::entry`](super::WeakMap::entry).
///
/// It holds the key and borrows the map: a closure given to it may allocate, and so collect, without
/// any harm.
///
/// ```
/// use gc_core::{Gc, collections::weak_map::{Entry, WeakMap}};
///
/// let mut map: WeakMap<str, u32> = WeakMap::new();
/// let key: Gc<str> = Gc::from("key");
/// assert!(matches!(map.entry(&key), Entry::Vacant(_)));
/// map.insert(&key, 1);
/// assert!(matches!(map.entry(&key), Entry::Occupied(_)));
/// ```
#[derive(Debug)]
pub enum Entry<'a, K: ?Sized, V, S> {
    /// The key has a value.
    Occupied(OccupiedEntry<'a, K, V, S>),
    /// It has none.
    Vacant(VacantEntry<'a, K, V, S>),
}

/// A key that has a value; see [`Entry`].
///
/// ```
/// use gc_core::{Gc, collections::weak_map::{Entry, WeakMap}};
///
/// let mut map = WeakMap::new();
/// let key = Gc::new(());
/// map.insert(&key, 1);
/// if let Entry::Occupied(entry) = map.entry(&key) {
///     assert_eq!(entry.remove(), 1);
/// }
/// assert!(map.is_empty());
/// ```
pub struct OccupiedEntry<'a, K: ?Sized, V, S> {
    place: Place<'a, K, V, S>,
    index: usize,
}

/// A key that has no value; see [`Entry`].
///
/// ```
/// use gc_core::{Gc, collections::weak_map::{Entry, WeakMap}};
///
/// let mut map = WeakMap::new();
/// let key = Gc::new(());
/// if let Entry::Vacant(entry) = map.entry(&key) {
///     entry.insert(1);
/// }
/// assert_eq!(map.get(&key), Some(&1));
/// ```
pub struct VacantEntry<'a, K: ?Sized, V, S> {
    place: Place<'a, K, V, S>,
    hash: u64,
}

/// A key in a table that nobody else looks at.
struct Place<'a, K: ?Sized, V, S> {
    at: Exclusive<'a, K, V, S>,
    borrow: Borrow<'a>,
    key: Gc<K>,
}

impl<'a, K: ?Sized, V, S> Place<'a, K, V, S> {
    fn value(&self, index: usize) -> &V {
        let pair = self.at.table.pairs().get_bucket(index);
        &pair.expect("an occupied entry has a value").value
    }

    fn value_mut(&mut self, index: usize) -> &mut V {
        // SAFETY:
        // 1. the map is borrowed mutably, as long as the entry lives; 2. so is the table.
        let pair = unsafe { self.at.table.pairs_mut() }.get_bucket_mut(index);
        &mut pair.expect("an occupied entry has a value").value
    }

    fn into_mut(self, index: usize) -> ValueMut<'a, V> {
        // SAFETY:
        // 1. the map is borrowed mutably, as long as the guard lives; 2. so is the table.
        let pair = unsafe { self.at.table.pairs_mut() }.get_bucket_mut(index);
        let pair = pair.expect("an occupied entry has a value");
        ValueMut::new(&mut pair.value, self.borrow)
    }
}

impl<'a, K: ?Sized, V, S> Entry<'a, K, V, S> {
    pub(super) fn new(
        at: Exclusive<'a, K, V, S>,
        key: Gc<K>,
        hash: u64,
        index: Option<usize>,
    ) -> Self {
        let borrow = at.borrow();
        let place = Place { at, borrow, key };
        match index {
            Some(index) => Self::Occupied(OccupiedEntry { place, index }),
            None => Self::Vacant(VacantEntry { place, hash }),
        }
    }

    /// The key.
    ///
    /// ```
    /// use gc_core::{Gc, collections::WeakMap};
    ///
    /// let mut map: WeakMap<_, u32> = WeakMap::new();
    /// let key = Gc::new(());
    /// assert!(Gc::ptr_eq(map.entry(&key).key(), &key));
    /// ```
    #[must_use]
    pub fn key(&self) -> &Gc<K> {
        match self {
            Self::Occupied(entry) => entry.key(),
            Self::Vacant(entry) => entry.key(),
        }
    }

    /// Changes the value, if there is one.
    ///
    /// ```
    /// use gc_core::{Gc, collections::WeakMap};
    ///
    /// let mut map = WeakMap::new();
    /// let key = Gc::new(());
    /// for _ in 0..3 {
    ///     map.entry(&key).and_modify(|count| *count += 1).or_insert(1);
    /// }
    /// assert_eq!(map.get(&key), Some(&3));
    /// ```
    pub fn and_modify<F: FnOnce(&mut V)>(mut self, change: F) -> Self {
        if let Self::Occupied(entry) = &mut self {
            change(entry.get_mut());
        }
        self
    }
}

impl<'a, K: ?Sized + 'static, V: Trace, S: BuildHasher + 'static> Entry<'a, K, V, S> {
    /// The value, `default` if there was none.
    ///
    /// ```
    /// use gc_core::{Gc, collections::WeakMap};
    ///
    /// let mut map = WeakMap::new();
    /// assert_eq!(*map.entry(&Gc::new(())).or_insert(7), 7);
    /// ```
    pub fn or_insert(self, default: V) -> ValueMut<'a, V> {
        self.or_insert_with(|| default)
    }

    /// The value, what `make` returns if there was none.
    ///
    /// ```
    /// use gc_core::{Gc, collections::WeakMap};
    ///
    /// let mut map = WeakMap::new();
    /// let key = Gc::new(());
    /// let made = map.entry(&key).or_insert_with(|| Gc::new("costly"));
    /// assert_eq!(**made, "costly");
    /// ```
    pub fn or_insert_with<F: FnOnce() -> V>(self, make: F) -> ValueMut<'a, V> {
        self.or_insert_with_key(|_| make())
    }

    /// The value, what `make` returns for the key if there was none.
    ///
    /// ```
    /// use gc_core::{Gc, collections::WeakMap};
    ///
    /// let mut map = WeakMap::new();
    /// let key = Gc::new(20);
    /// assert_eq!(*map.entry(&key).or_insert_with_key(|key| **key + 1), 21);
    /// ```
    pub fn or_insert_with_key<F: FnOnce(&Gc<K>) -> V>(self, make: F) -> ValueMut<'a, V> {
        match self {
            Self::Occupied(entry) => entry.into_mut(),
            Self::Vacant(entry) => {
                let value = make(entry.key());
                entry.insert(value)
            }
        }
    }

    /// The value, the type's default if there was none.
    ///
    /// ```
    /// use gc_core::{Gc, collections::WeakMap};
    ///
    /// let mut map: WeakMap<(), Vec<u32>> = WeakMap::new();
    /// map.entry(&Gc::new(())).or_default().push(1);
    /// ```
    pub fn or_default(self) -> ValueMut<'a, V>
    where
        V: Default,
    {
        self.or_insert_with(V::default)
    }
}

impl<'a, K: ?Sized, V, S> OccupiedEntry<'a, K, V, S> {
    /// The key.
    #[must_use]
    pub fn key(&self) -> &Gc<K> {
        &self.place.key
    }

    /// The value.
    #[must_use]
    pub fn get(&self) -> &V {
        self.place.value(self.index)
    }

    /// The value, to be changed.
    pub fn get_mut(&mut self) -> &mut V {
        self.place.value_mut(self.index)
    }

    /// The value, to be changed, for as long as the map is borrowed.
    #[must_use]
    pub fn into_mut(self) -> ValueMut<'a, V> {
        self.place.into_mut(self.index)
    }

    /// Replaces the value; returns the old one.
    pub fn insert(&mut self, value: V) -> V {
        let old = mem::replace(self.get_mut(), value);
        let table = self.place.at.table;
        if let Some(pair) = table.pairs().get_bucket(self.index) {
            table.note_new_value(pair);
        }
        old
    }

    /// Takes the value out.
    pub fn remove(self) -> V {
        self.remove_entry().1
    }

    /// Takes the value out, and returns the key with it.
    pub fn remove_entry(self) -> (Gc<K>, V) {
        // SAFETY:
        // 1. the map is borrowed mutably, as long as the entry lives.
        let taken = unsafe { self.place.at.table.take_at(self.index) };
        let (pair, _) = taken.expect("an occupied entry has a value");
        (self.place.key, pair.value)
    }
}

impl<'a, K: ?Sized, V, S> VacantEntry<'a, K, V, S> {
    /// The key.
    #[must_use]
    pub fn key(&self) -> &Gc<K> {
        &self.place.key
    }

    /// The key, without its place.
    #[must_use]
    pub fn into_key(self) -> Gc<K> {
        self.place.key
    }
}

impl<'a, K: ?Sized + 'static, V: Trace, S: BuildHasher + 'static> VacantEntry<'a, K, V, S> {
    /// Gives the key a value.
    pub fn insert(self, value: V) -> ValueMut<'a, V> {
        let Place { at, borrow, key } = self.place;
        // What is inserted has a borrow of its own.
        drop(borrow);
        // SAFETY:
        // 1. the map is borrowed mutably, as long as the guard lives.
        let index = unsafe { at.table.insert(at.object, self.hash, &key, value) };
        let borrow = at.borrow();
        Place { at, borrow, key }.into_mut(index)
    }
}

impl<K: ?Sized + fmt::Debug, V: fmt::Debug, S> fmt::Debug for OccupiedEntry<'_, K, V, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OccupiedEntry")
            .field("key", self.key())
            .field("value", self.get())
            .finish()
    }
}

impl<K: ?Sized + fmt::Debug, V, S> fmt::Debug for VacantEntry<'_, K, V, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("VacantEntry").field(self.key()).finish()
    }
}
