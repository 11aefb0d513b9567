//! [`WeakValueMap`] and its iterators.

use core::borrow::Borrow;
use core::fmt;
use core::hash::{BuildHasher, Hash};
use core::iter::FusedIterator;
use std::hash::RandomState;

use hashbrown::{HashTable, hash_table};

use crate::gc::Gc;
use crate::object::SlotState;
use crate::trace::{Trace, Tracer, TypeGraph};
use crate::weak::Weak;

/// A map from keys of your own to objects that it does not keep alive: a cache of what is in use elsewhere.
///
/// Receivers, names and meaning are those of [`std::collections::HashMap`], but that values go in as
/// `&Gc<V>` and come out as `Gc<V>`. An entry is not given out any more, nor counted, from the moment
/// its value is dead or condemned. Its key is dropped when the table is full and swept (in constant time for each insertion,
/// amortised), or by [`sweep`](Self::sweep). Keys are owned: one that leads to its own value keeps it.
///
/// ```
/// use gc_core::{Gc, collections::WeakValueMap};
///
/// let mut cache: WeakValueMap<String, Vec<u8>> = WeakValueMap::new();
/// let image = cache.get_or_insert_with("image".into(), || Gc::new(vec![1, 2, 3]));
/// assert!(Gc::ptr_eq(&cache.get("image").unwrap(), &image));
///
/// drop(image);
/// assert!(cache.get("image").is_none());
/// ```
pub struct WeakValueMap<K, V: ?Sized, S = RandomState> {
    entries: HashTable<Entry<K, V>>,
    hasher: S,
}

struct Entry<K, V: ?Sized> {
    /// The key's hash, so that a growing table asks nobody.
    hash: u64,
    key: K,
    value: Weak<V>,
}

impl<K, V: ?Sized> Entry<K, V> {
    /// Whether the value is given out.
    fn is_alive(&self) -> bool {
        self.value.strong_count() > 0
    }

    /// Whether it is gone for good: what is condemned may live again.
    fn is_dead(&self) -> bool {
        let slot = self.value.object();
        slot.is_none_or(|slot| slot.header().state() == SlotState::Dead)
    }
}

impl<K, V: ?Sized> WeakValueMap<K, V> {
    /// An empty map. Allocates nothing.
    ///
    /// ```
    /// use gc_core::collections::WeakValueMap;
    ///
    /// assert!(WeakValueMap::<u32, str>::new().is_empty());
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::with_hasher(RandomState::new())
    }

    /// An empty map with room for `capacity` entries.
    ///
    /// ```
    /// use gc_core::collections::WeakValueMap;
    ///
    /// assert!(WeakValueMap::<u32, str>::with_capacity(10).capacity() >= 10);
    /// ```
    #[must_use]
    pub fn with_capacity(capacity: usize) -> Self {
        Self {
            entries: HashTable::with_capacity(capacity),
            hasher: RandomState::new(),
        }
    }
}

impl<K, V: ?Sized, S> WeakValueMap<K, V, S> {
    /// An empty map with a hasher of the caller's.
    ///
    /// ```
    /// use gc_core::collections::WeakValueMap;
    /// use std::hash::{BuildHasherDefault, DefaultHasher};
    ///
    /// let map = WeakValueMap::<u32, str, BuildHasherDefault<DefaultHasher>>::with_hasher(
    ///     BuildHasherDefault::new(),
    /// );
    /// assert!(map.is_empty());
    /// ```
    #[must_use]
    pub const fn with_hasher(hasher: S) -> Self {
        Self {
            entries: HashTable::new(),
            hasher,
        }
    }

    /// The hasher.
    #[must_use]
    pub fn hasher(&self) -> &S {
        &self.hasher
    }

    /// How many entries, those of dead values included, fit before the table is swept.
    #[must_use]
    pub fn capacity(&self) -> usize {
        self.entries.capacity()
    }

    /// How many values live. Looks at each.
    ///
    /// ```
    /// use gc_core::{Gc, collections::WeakValueMap};
    ///
    /// let mut map: WeakValueMap<u32, str> = WeakValueMap::new();
    /// map.insert(1, &Gc::from("gone at once"));
    /// assert_eq!(map.len(), 0);
    /// ```
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.iter().filter(|entry| entry.is_alive()).count()
    }

    /// Whether no value lives. Looks at values until it finds one.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.entries.iter().any(Entry::is_alive)
    }

    /// The entries whose values live, in no particular order.
    ///
    /// ```
    /// use gc_core::{Gc, collections::WeakValueMap};
    ///
    /// let mut map: WeakValueMap<u32, str> = WeakValueMap::new();
    /// let one = Gc::from("one");
    /// map.insert(1, &one);
    /// assert!(map.iter().eq([(&1, one)]));
    /// ```
    #[must_use]
    pub fn iter(&self) -> Iter<'_, K, V> {
        Iter(self.entries.iter())
    }

    /// The keys of the values that live, in no particular order.
    pub fn keys(&self) -> impl Iterator<Item = &K> {
        self.iter().map(|(key, _)| key)
    }

    /// The values that live, in no particular order.
    pub fn values(&self) -> impl Iterator<Item = Gc<V>> {
        self.iter().map(|(_, value)| value)
    }

    /// Drops the keys of dead values. Insertions do this now and then.
    ///
    /// ```
    /// use gc_core::{Gc, collections::WeakValueMap};
    /// use std::rc::Rc;
    ///
    /// let key = Rc::new("key");
    /// let mut map: WeakValueMap<Rc<&str>, str> = WeakValueMap::new();
    /// map.insert(key.clone(), &Gc::from("gone at once"));
    /// map.sweep();
    /// assert_eq!(Rc::strong_count(&key), 1);
    /// ```
    pub fn sweep(&mut self) {
        self.entries
            .extract_if(|entry| entry.is_dead())
            .for_each(drop);
    }

    /// Keeps only the entries that `keep` says yes to, and whose values live.
    ///
    /// ```
    /// use gc_core::{Gc, collections::WeakValueMap};
    ///
    /// let mut map: WeakValueMap<u32, str> = WeakValueMap::new();
    /// let text = Gc::from("text");
    /// (0..4).for_each(|key| drop(map.insert(key, &text)));
    /// map.retain(|key, _| key % 2 == 0);
    /// assert_eq!(map.len(), 2);
    /// ```
    pub fn retain<F: FnMut(&K, &Gc<V>) -> bool>(&mut self, mut keep: F) {
        self.entries.retain(|entry| match entry.value.upgrade() {
            Some(value) => keep(&entry.key, &value),
            None => !entry.is_dead(),
        });
    }

    /// Takes all entries out, and yields those whose values live.
    ///
    /// ```
    /// use gc_core::{Gc, collections::WeakValueMap};
    ///
    /// let mut map: WeakValueMap<u32, str> = WeakValueMap::new();
    /// let one = Gc::from("one");
    /// map.insert(1, &one);
    /// assert!(map.drain().eq([(1, one)]));
    /// ```
    pub fn drain(&mut self) -> Drain<'_, K, V> {
        Drain(self.entries.drain())
    }

    /// Takes all entries out.
    pub fn clear(&mut self) {
        self.entries.clear();
    }

    /// Makes room for `additional` more entries.
    pub fn reserve(&mut self, additional: usize) {
        self.entries.reserve(additional, |entry| entry.hash);
    }

    /// Drops the keys of dead values, and gives memory back that the others do not need.
    pub fn shrink_to_fit(&mut self) {
        self.sweep();
        self.entries.shrink_to_fit(|entry| entry.hash);
    }
}

impl<K: Hash + Eq, V: ?Sized, S: BuildHasher> WeakValueMap<K, V, S> {
    /// Makes `value` the value of `key`; returns the one that it had, if that lives.
    ///
    /// ```
    /// use gc_core::{Gc, collections::WeakValueMap};
    ///
    /// let mut map: WeakValueMap<u32, str> = WeakValueMap::new();
    /// let (one, two) = (Gc::from("one"), Gc::from("two"));
    /// assert_eq!(map.insert(1, &one), None);
    /// assert_eq!(map.insert(1, &two), Some(one));
    /// ```
    pub fn insert(&mut self, key: K, value: &Gc<V>) -> Option<Gc<V>> {
        let hash = self.hasher.hash_one(&key);
        if let Some(entry) = self.entries.find_mut(hash, |entry| entry.is(hash, &key)) {
            let old = core::mem::replace(&mut entry.value, Gc::downgrade(value));
            return old.upgrade();
        }
        if self.entries.len() == self.entries.capacity() {
            self.sweep();
        }
        let value = Gc::downgrade(value);
        let entry = Entry { hash, key, value };
        self.entries.insert_unique(hash, entry, |entry| entry.hash);
        None
    }

    /// The value of `key`, if it lives.
    ///
    /// ```
    /// use gc_core::{Gc, collections::WeakValueMap};
    ///
    /// let mut map: WeakValueMap<String, str> = WeakValueMap::new();
    /// let one = Gc::from("one");
    /// map.insert("1".into(), &one);
    /// assert_eq!(map.get("1"), Some(one));
    /// ```
    #[must_use]
    pub fn get<Q: ?Sized + Hash + Eq>(&self, key: &Q) -> Option<Gc<V>>
    where
        K: Borrow<Q>,
    {
        let hash = self.hasher.hash_one(key);
        let entry = self.entries.find(hash, |entry| entry.is(hash, key))?;
        entry.value.upgrade()
    }

    /// Whether `key` has a value that lives.
    ///
    /// ```
    /// use gc_core::{Gc, collections::WeakValueMap};
    ///
    /// let mut map: WeakValueMap<u32, str> = WeakValueMap::new();
    /// let one = Gc::from("one");
    /// map.insert(1, &one);
    /// assert!(map.contains_key(&1) && !map.contains_key(&2));
    /// ```
    #[must_use]
    pub fn contains_key<Q: ?Sized + Hash + Eq>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.get(key).is_some()
    }

    /// The value of `key`; what `make` returns, inserted, if there is none that lives.
    ///
    /// ```
    /// use gc_core::{Gc, collections::WeakValueMap};
    ///
    /// let mut map: WeakValueMap<u32, str> = WeakValueMap::new();
    /// let one = map.get_or_insert_with(1, || Gc::from("one"));
    /// assert_eq!(map.get_or_insert_with(1, || unreachable!()), one);
    /// ```
    pub fn get_or_insert_with<F: FnOnce() -> Gc<V>>(&mut self, key: K, make: F) -> Gc<V> {
        self.get(&key).unwrap_or_else(|| {
            let value = make();
            self.insert(key, &value);
            value
        })
    }

    /// Takes the entry of `key` out; returns the value, if it lives.
    ///
    /// ```
    /// use gc_core::{Gc, collections::WeakValueMap};
    ///
    /// let mut map: WeakValueMap<u32, str> = WeakValueMap::new();
    /// let one = Gc::from("one");
    /// map.insert(1, &one);
    /// assert_eq!(map.remove(&1), Some(one));
    /// assert!(!map.contains_key(&1));
    /// ```
    pub fn remove<Q: ?Sized + Hash + Eq>(&mut self, key: &Q) -> Option<Gc<V>>
    where
        K: Borrow<Q>,
    {
        let hash = self.hasher.hash_one(key);
        let entry = self.entries.find_entry(hash, |entry| entry.is(hash, key));
        let (entry, _) = entry.ok()?.remove();
        entry.value.upgrade()
    }
}

impl<K, V: ?Sized> Entry<K, V> {
    fn is<Q: ?Sized + Eq>(&self, hash: u64, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.hash == hash && self.key.borrow() == key
    }
}

/// See [`WeakValueMap::iter`].
pub struct Iter<'a, K, V: ?Sized>(hash_table::Iter<'a, Entry<K, V>>);

/// See [`WeakValueMap::drain`].
pub struct Drain<'a, K, V: ?Sized>(hash_table::Drain<'a, Entry<K, V>>);

/// The entries of a map that is gone.
pub struct IntoIter<K, V: ?Sized>(hash_table::IntoIter<Entry<K, V>>);

impl<'a, K, V: ?Sized> Iterator for Iter<'a, K, V> {
    type Item = (&'a K, Gc<V>);

    fn next(&mut self) -> Option<(&'a K, Gc<V>)> {
        self.0
            .find_map(|entry| Some((&entry.key, entry.value.upgrade()?)))
    }
}

impl<K, V: ?Sized> Clone for Iter<'_, K, V> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<K, V: ?Sized> Iterator for Drain<'_, K, V> {
    type Item = (K, Gc<V>);

    fn next(&mut self) -> Option<(K, Gc<V>)> {
        self.0
            .find_map(|entry| Some((entry.key, entry.value.upgrade()?)))
    }
}

impl<K, V: ?Sized> Iterator for IntoIter<K, V> {
    type Item = (K, Gc<V>);

    fn next(&mut self) -> Option<(K, Gc<V>)> {
        self.0
            .find_map(|entry| Some((entry.key, entry.value.upgrade()?)))
    }
}

impl<K, V: ?Sized> FusedIterator for Iter<'_, K, V> {}
impl<K, V: ?Sized> FusedIterator for Drain<'_, K, V> {}
impl<K, V: ?Sized> FusedIterator for IntoIter<K, V> {}

impl<K: fmt::Debug, V: ?Sized + fmt::Debug> fmt::Debug for Iter<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.clone()).finish()
    }
}

impl<K, V: ?Sized> fmt::Debug for Drain<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Drain")
            .field("left", &self.0.len())
            .finish_non_exhaustive()
    }
}

impl<K, V: ?Sized> fmt::Debug for IntoIter<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IntoIter")
            .field("left", &self.0.len())
            .finish_non_exhaustive()
    }
}

impl<K, V: ?Sized, S: Default> Default for WeakValueMap<K, V, S> {
    fn default() -> Self {
        Self::with_hasher(S::default())
    }
}

/// Prints the entries whose values live.
impl<K: fmt::Debug, V: ?Sized + fmt::Debug, S> fmt::Debug for WeakValueMap<K, V, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.iter().fmt(f)
    }
}

impl<K: Hash + Eq, V: ?Sized, S: BuildHasher> Extend<(K, Gc<V>)> for WeakValueMap<K, V, S> {
    fn extend<I: IntoIterator<Item = (K, Gc<V>)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.insert(key, &value);
        }
    }
}

impl<K, V, S> FromIterator<(K, Gc<V>)> for WeakValueMap<K, V, S>
where
    K: Hash + Eq,
    V: ?Sized,
    S: BuildHasher + Default,
{
    fn from_iter<I: IntoIterator<Item = (K, Gc<V>)>>(entries: I) -> Self {
        let mut map = Self::default();
        map.extend(entries);
        map
    }
}

impl<'a, K, V: ?Sized, S> IntoIterator for &'a WeakValueMap<K, V, S> {
    type Item = (&'a K, Gc<V>);
    type IntoIter = Iter<'a, K, V>;

    fn into_iter(self) -> Iter<'a, K, V> {
        self.iter()
    }
}

impl<K, V: ?Sized, S> IntoIterator for WeakValueMap<K, V, S> {
    type Item = (K, Gc<V>);
    type IntoIter = IntoIter<K, V>;

    fn into_iter(self) -> IntoIter<K, V> {
        IntoIter(self.entries.into_iter())
    }
}

/// The edges of the keys. (What the hasher owns counts as held from outside.)
// SAFETY:
// 1. each key is traced once; 2. and 3. as for the keys: iterating neither hashes nor compares;
// 4. dropping the map drops the keys and looks at none of them; 5. `drop_is_edges` is false;
// 6. the keys are all that is reported.
unsafe impl<K: Trace, V: ?Sized + 'static, S: 'static> Trace for WeakValueMap<K, V, S> {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        if core::mem::needs_drop::<K>() {
            for entry in &self.entries {
                entry.key.trace(tracer);
            }
        }
    }

    fn describe(types: &mut TypeGraph<'_>) {
        types.contains::<K>();
    }
}
