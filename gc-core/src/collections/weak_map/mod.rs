//! [`WeakMap`], its iterators and entries.

mod entry;
mod iter;
mod traits;

use core::hash::BuildHasher;
use core::mem;

pub use entry::{Entry, OccupiedEntry, VacantEntry};
pub use iter::{Drain, IntoIter, Iter, Keys};

use super::identity::IdentityState;
use super::pair::{Borrow, Dying, ValueMut, address, end_pair};
use super::table::Table;
use crate::gc::Gc;
use crate::object::ObjectPtr;
use crate::runtime::{self, Heap};
use crate::trace::{Trace, Tracer, TypeGraph};

/// A map from objects to values, which keeps a value as long as its key lives and keeps no key alive.
///
/// Keys are objects, given as `&Gc<K>` and told apart by identity: two equal strings are two keys. The value may
/// lead back to the key: the pair is an *ephemeron*, wherever the map lies, on the stack or in a `Gc`. See
/// the [module](super) for when an entry goes.
///
/// Receivers, names and meaning are those of [`std::collections::HashMap`], but for references to values
/// ([`get`](Self::get)) and the pairs that iterators yield ([`PairRef`](super::PairRef)). Operations take constant
/// time, and as much again for each key that died since the last one. A collection looks at each entry
/// at most twice.
///
/// ```
/// use gc_core::{Gc, Trace, collections::WeakMap};
/// use std::cell::RefCell;
///
/// #[derive(Trace)]
/// struct Node(RefCell<Vec<Gc<Node>>>);
///
/// let mut names = WeakMap::new();
/// let node = Gc::new(Node(RefCell::default()));
/// names.insert(&node, String::from("root"));
/// assert_eq!(names.get(&node).unwrap(), "root");
///
/// drop(node);
/// assert_eq!(names.len(), 0);
/// ```
pub struct WeakMap<K: ?Sized, V, S = IdentityState> {
    root: Root<K, V, S>,
}

enum Root<K: ?Sized, V, S> {
    /// Nothing was inserted yet.
    Empty(S),
    Made(Gc<Table<K, V, S>>),
}

impl<K: ?Sized, V> WeakMap<K, V> {
    /// An empty map. Allocates nothing; its pairs will lie in the heap of the first key.
    ///
    /// ```
    /// use gc_core::collections::WeakMap;
    ///
    /// let map: WeakMap<str, u32> = WeakMap::new();
    /// assert!(map.is_empty());
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        Self::with_hasher(IdentityState::new())
    }
}

impl<K: ?Sized + 'static, V: Trace> WeakMap<K, V> {
    /// An empty map whose pairs lie in a heap of the caller's choice: that of most keys is best.
    ///
    /// ```
    /// use gc_core::{Heap, collections::WeakMap};
    ///
    /// let heap = Heap::new();
    /// let map: WeakMap<str, u32> = WeakMap::new_in(&heap);
    /// assert!(map.is_empty());
    /// ```
    #[must_use]
    pub fn new_in(heap: &Heap) -> Self {
        let mut this = Self::new();
        this.make_table(heap);
        this
    }
}

impl<K: ?Sized, V, S> WeakMap<K, V, S> {
    /// An empty map that hashes addresses with a hasher of the caller's.
    ///
    /// ```
    /// use gc_core::collections::WeakMap;
    /// use std::hash::RandomState;
    ///
    /// let map: WeakMap<str, u32, _> = WeakMap::with_hasher(RandomState::new());
    /// assert!(map.is_empty());
    /// ```
    #[must_use]
    pub const fn with_hasher(hasher: S) -> Self {
        Self {
            root: Root::Empty(hasher),
        }
    }

    /// The hasher.
    ///
    /// ```
    /// use gc_core::collections::{IdentityState, WeakMap};
    ///
    /// let map: WeakMap<str, u32> = WeakMap::new();
    /// let _: &IdentityState = map.hasher();
    /// ```
    #[must_use]
    pub fn hasher(&self) -> &S {
        match &self.root {
            Root::Empty(hasher) => hasher,
            Root::Made(table) => table.hasher(),
        }
    }

    /// How many entries fit before the map grows.
    ///
    /// ```
    /// use gc_core::collections::WeakMap;
    ///
    /// assert_eq!(WeakMap::<str, u32>::new().capacity(), 0);
    /// ```
    #[must_use]
    pub fn capacity(&self) -> usize {
        self.table().map_or(0, |table| table.pairs().capacity())
    }

    /// The keys that live, without ending the values of dead ones first.
    pub(super) fn keys_unsettled(&self) -> Keys<'_, K, V, S> {
        Keys::new(Iter::new(self.table()))
    }

    /// The table, if there is one.
    #[inline]
    fn table(&self) -> Option<&Table<K, V, S>> {
        match &self.root {
            Root::Empty(_) => None,
            Root::Made(table) => Some(table),
        }
    }
}

/// A table that the map is borrowed mutably for.
struct Exclusive<'a, K: ?Sized, V, S> {
    table: &'a Table<K, V, S>,
    object: ObjectPtr,
}

impl<K: ?Sized, V, S> Clone for Exclusive<'_, K, V, S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K: ?Sized, V, S> Copy for Exclusive<'_, K, V, S> {}

impl<'a, K: ?Sized, V, S> Exclusive<'a, K, V, S> {
    fn borrow(self) -> Borrow<'a> {
        Borrow::new(&self.table.flags, self.object)
    }
}

impl<K: ?Sized + 'static, V: Trace, S: BuildHasher + 'static> WeakMap<K, V, S> {
    /// The table, with no dead key in it, if there is one.
    #[inline]
    fn settled(&self) -> Option<&Table<K, V, S>> {
        let table = self.table()?;
        table.settle();
        Some(table)
    }

    /// The same, to be changed.
    #[inline]
    #[track_caller]
    fn exclusive(&mut self) -> Option<Exclusive<'_, K, V, S>> {
        let Root::Made(table) = &self.root else {
            return None;
        };
        table.flags.assert_not_lent();
        table.settle();
        let object = Gc::object(table);
        Some(Exclusive { table, object })
    }

    /// The same, made if there is none.
    #[inline]
    #[track_caller]
    fn exclusive_for(&mut self, key: &Gc<K>) -> Exclusive<'_, K, V, S> {
        if let Root::Empty(_) = self.root {
            runtime::with_heap_of(Gc::object(key), |heap| self.make_table(heap));
        }
        let table = self.exclusive();
        table.expect("the table was made above")
    }

    #[cold]
    fn make_table(&mut self, heap: &Heap) {
        // May run user code, and panic: the map is as it was.
        let table = Gc::new_storage(Table::new(), heap);
        let made = Root::Made(table.clone());
        if let Root::Empty(hasher) = mem::replace(&mut self.root, made) {
            table.set_hasher(hasher);
        }
    }

    /// Makes `value` the value of `key`; returns the one that it had.
    ///
    /// May collect first when it is the first value of the map, as [`Gc::new`] may.
    ///
    /// # Panics
    ///
    /// If a destructor of a dead key's value does, or while a value of this map is being finalized (as
    /// all that changes a map).
    ///
    /// ```
    /// use gc_core::{Gc, collections::WeakMap};
    ///
    /// let mut map = WeakMap::new();
    /// let key = Gc::new(());
    /// assert_eq!(map.insert(&key, 1), None);
    /// assert_eq!(map.insert(&key, 2), Some(1));
    /// ```
    #[track_caller]
    pub fn insert(&mut self, key: &Gc<K>, value: V) -> Option<V> {
        let at = self.exclusive_for(key);
        let hash = at.table.hash(address(key));
        let Some(place) = at.table.find_place(hash, address(key)) else {
            // SAFETY:
            // 1. the map is borrowed mutably.
            unsafe { at.table.insert(at.object, hash, key, value) };
            return None;
        };
        // SAFETY:
        // 1. the map is borrowed mutably; 2. nothing else runs.
        let pair = unsafe { at.table.pairs_mut() }.get_bucket_mut(place)?;
        let old = mem::replace(&mut pair.value, value);
        at.table.note_new_value(pair);
        Some(old)
    }

    /// The value of `key`. It may be used as long as both the map and this handle of the key are borrowed, since
    /// it goes with the key.
    ///
    /// ```
    /// use gc_core::{Gc, collections::WeakMap};
    ///
    /// let mut map = WeakMap::new();
    /// let key = Gc::new(());
    /// map.insert(&key, "value");
    /// assert_eq!(map.get(&key), Some(&"value"));
    /// assert_eq!(map.get(&Gc::new(())), None);
    /// ```
    ///
    /// Were the key not borrowed, this program would read what is gone:
    ///
    /// ```compile_fail,E0505
    /// # use gc_core::{Gc, collections::WeakMap};
    /// # let mut map = WeakMap::new();
    /// let key = Gc::new(());
    /// map.insert(&key, String::from("value"));
    /// let value = map.get(&key).unwrap();
    /// drop(key);
    /// gc_core::collect();
    /// println!("{value}");
    /// ```
    #[inline]
    #[must_use]
    pub fn get<'a>(&'a self, key: &'a Gc<K>) -> Option<&'a V> {
        let pair = self.settled()?.find(address(key))?;
        Some(&pair.value)
    }

    /// Whether `key` has a value.
    ///
    /// ```
    /// use gc_core::{Gc, collections::WeakMap};
    ///
    /// let mut map = WeakMap::new();
    /// let key = Gc::new(());
    /// map.insert(&key, 1);
    /// assert!(map.contains_key(&key));
    /// ```
    #[inline]
    #[must_use]
    pub fn contains_key(&self, key: &Gc<K>) -> bool {
        self.settled()
            .is_some_and(|table| table.find(address(key)).is_some())
    }

    /// The value of `key`, to be changed.
    ///
    /// ```
    /// use gc_core::{Gc, collections::WeakMap};
    ///
    /// let mut map = WeakMap::new();
    /// let key = Gc::new(());
    /// map.insert(&key, 1);
    /// *map.get_mut(&key).unwrap() += 1;
    /// assert_eq!(map.get(&key), Some(&2));
    /// ```
    #[track_caller]
    pub fn get_mut(&mut self, key: &Gc<K>) -> Option<ValueMut<'_, V>> {
        let at = self.exclusive()?;
        let place = at
            .table
            .find_place(at.table.hash(address(key)), address(key))?;
        let borrow = at.borrow();
        // SAFETY:
        // 1. the map is borrowed mutably, as long as the guard lives;
        // 2. the table is borrowed as long.
        let pair = unsafe { at.table.pairs_mut() }.get_bucket_mut(place)?;
        Some(ValueMut::new(&mut pair.value, borrow))
    }

    /// Takes the value of `key` out. No finalizer runs for it.
    ///
    /// ```
    /// use gc_core::{Gc, collections::WeakMap};
    ///
    /// let mut map = WeakMap::new();
    /// let key = Gc::new(());
    /// map.insert(&key, 1);
    /// assert_eq!(map.remove(&key), Some(1));
    /// assert_eq!(map.remove(&key), None);
    /// ```
    #[track_caller]
    pub fn remove(&mut self, key: &Gc<K>) -> Option<V> {
        let at = self.exclusive()?;
        let place = at
            .table
            .find_place(at.table.hash(address(key)), address(key))?;
        // SAFETY:
        // 1. the map is borrowed mutably.
        let (pair, _) = unsafe { at.table.take_at(place) }?;
        Some(pair.value)
    }

    /// The place of `key`, to be looked at, filled or emptied. While the entry lives, a collection does not
    /// look into the map.
    ///
    /// ```
    /// use gc_core::{Gc, collections::WeakMap};
    ///
    /// let mut visits = WeakMap::new();
    /// let node = Gc::new("node");
    /// for _ in 0..3 {
    ///     *visits.entry(&node).or_insert(0) += 1;
    /// }
    /// assert_eq!(visits.get(&node), Some(&3));
    /// ```
    #[track_caller]
    pub fn entry(&mut self, key: &Gc<K>) -> Entry<'_, K, V, S> {
        let at = self.exclusive_for(key);
        let hash = at.table.hash(address(key));
        let place = at.table.find_place(hash, address(key));
        Entry::new(at, key.clone(), hash, place)
    }

    /// How many keys live that have a value.
    ///
    /// ```
    /// use gc_core::{Gc, collections::WeakMap};
    ///
    /// let mut map = WeakMap::new();
    /// map.insert(&Gc::new(()), 1);
    /// assert_eq!(map.len(), 0);
    /// ```
    #[must_use]
    pub fn len(&self) -> usize {
        self.settled().map_or(0, Table::len)
    }

    /// Whether no key that lives has a value.
    ///
    /// ```
    /// use gc_core::collections::WeakMap;
    ///
    /// assert!(WeakMap::<str, u32>::new().is_empty());
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The pairs whose keys live, in no particular order. Each holds its key.
    ///
    /// Keys may die meanwhile, and a collection may run: what is gone is passed over.
    ///
    /// ```
    /// use gc_core::{Gc, collections::WeakMap};
    ///
    /// let mut map = WeakMap::new();
    /// let key = Gc::new(());
    /// map.insert(&key, 7);
    /// let sum: i32 = map.iter().map(|pair| *pair.value()).sum();
    /// assert_eq!(sum, 7);
    /// ```
    #[must_use]
    pub fn iter(&self) -> Iter<'_, K, V, S> {
        Iter::new(self.settled())
    }

    /// The keys that live, in no particular order.
    ///
    /// ```
    /// use gc_core::{Gc, collections::WeakMap};
    ///
    /// let mut map = WeakMap::new();
    /// let key = Gc::new("key");
    /// map.insert(&key, 7);
    /// assert_eq!(*map.keys().next().unwrap(), "key");
    /// ```
    #[must_use]
    pub fn keys(&self) -> Keys<'_, K, V, S> {
        Keys::new(self.iter())
    }

    /// Keeps only the pairs that `keep` says yes to; the others' values are finalized, where their type asks for
    /// that, and dropped.
    ///
    /// ```
    /// use gc_core::{Gc, collections::WeakMap};
    ///
    /// let mut map = WeakMap::new();
    /// let keys = [Gc::new(1), Gc::new(2)];
    /// keys.iter().for_each(|key| drop(map.insert(key, "value")));
    /// map.retain(|key, _| **key == 1);
    /// assert_eq!(map.len(), 1);
    /// ```
    #[track_caller]
    pub fn retain<F>(&mut self, mut keep: F)
    where
        F: FnMut(&Gc<K>, &mut V) -> bool,
    {
        let Some(at) = self.exclusive() else {
            return;
        };
        let _borrow = at.borrow();
        for place in 0..at.table.pairs().num_buckets() {
            // SAFETY:
            // 1. the map is borrowed mutably; 2. so is the table.
            let Some(pair) = unsafe { at.table.pairs_mut() }.get_bucket_mut(place) else {
                continue;
            };
            let Some(key) = pair.key.upgrade() else {
                continue;
            };
            if keep(&key, &mut pair.value) {
                continue;
            }
            // SAFETY:
            // 1. the map is borrowed mutably.
            if let Some((pair, finalized)) = unsafe { at.table.take_at(place) } {
                end_pair(pair, V::finalizer().filter(|_| !finalized));
            }
        }
    }

    /// Takes all pairs out; those whose keys live are yielded, with an owner each. What is not taken from
    /// the iterator is dropped with it.
    ///
    /// ```
    /// use gc_core::{Gc, collections::WeakMap};
    ///
    /// let mut map = WeakMap::new();
    /// let key = Gc::new(());
    /// map.insert(&key, 7);
    /// let (same, seven) = map.drain().next().unwrap();
    /// assert!(Gc::ptr_eq(&same, &key) && seven == 7);
    /// assert!(map.is_empty());
    /// ```
    #[track_caller]
    pub fn drain(&mut self) -> Drain<'_, K, V> {
        Drain::new(self.take_all())
    }

    #[track_caller]
    fn take_all(&mut self) -> IntoIter<K, V> {
        // SAFETY:
        // 1. the map is borrowed mutably.
        let all = self.exclusive().map(|at| unsafe { at.table.take_all() });
        IntoIter::new(all, V::finalizer())
    }

    /// Takes all pairs out, and ends the values: finalizes them, where their type asks for that, and drops
    /// them.
    ///
    /// ```
    /// use gc_core::{Gc, collections::WeakMap};
    ///
    /// let mut map = WeakMap::new();
    /// let key = Gc::new(());
    /// map.insert(&key, 7);
    /// map.clear();
    /// assert!(!map.contains_key(&key));
    /// ```
    #[track_caller]
    pub fn clear(&mut self) {
        if let Some(at) = self.exclusive() {
            // SAFETY:
            // 1. the map is borrowed mutably.
            let all = unsafe { at.table.take_all() };
            Dying::new(all, V::finalizer()).end();
        }
    }

    /// Makes room for `additional` more pairs. Does nothing before the first pair, as there is no saying where its key
    /// will lie.
    ///
    /// ```
    /// use gc_core::{Gc, collections::WeakMap};
    ///
    /// let mut map = WeakMap::new();
    /// map.insert(&Gc::new(()), 1);
    /// map.reserve(100);
    /// assert!(map.capacity() >= 100);
    /// ```
    #[track_caller]
    pub fn reserve(&mut self, additional: usize) {
        if let Some(at) = self.exclusive() {
            let _borrow = at.borrow();
            // SAFETY:
            // 1. the map is borrowed mutably; 2. so is the table.
            let pairs = unsafe { at.table.pairs_mut() };
            pairs.reserve(additional, |pair| at.table.hash(pair.address()));
        }
    }

    /// Gives memory back that the pairs do not need.
    ///
    /// ```
    /// use gc_core::{Gc, collections::WeakMap};
    ///
    /// let mut map = WeakMap::new();
    /// map.insert(&Gc::new(()), 1);
    /// map.shrink_to_fit();
    /// assert_eq!(map.capacity(), 0);
    /// ```
    #[track_caller]
    pub fn shrink_to_fit(&mut self) {
        if let Some(at) = self.exclusive() {
            let _borrow = at.borrow();
            // SAFETY:
            // 1. the map is borrowed mutably; 2. so is the table.
            let pairs = unsafe { at.table.pairs_mut() };
            pairs.shrink_to_fit(|pair| at.table.hash(pair.address()));
        }
    }
}

/// One edge, to where the pairs are. What the values lead to is theirs to report, as far as their keys live.
// SAFETY:
// 1. the edge is reported once; 2. it is the same while nothing is mutated; 3. nothing else runs;
// 4. there is no `Drop`; 5. an empty map may own a hasher, and nothing else;
// 6. the edge is all that it owns.
unsafe impl<K: ?Sized + 'static, V: 'static, S: 'static> Trace for WeakMap<K, V, S> {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        if let Root::Made(table) = &self.root {
            tracer.edge(table);
        }
    }

    fn describe(types: &mut TypeGraph<'_>) {
        types.edge::<Table<K, V, S>>();
    }

    fn drop_is_edges() -> bool {
        !mem::needs_drop::<S>()
    }
}
