//! A cache that forgets what has not been used for longest: a hash table of elements, and those elements in a
//! [`List`] in order of use.
//!
//! An entry is held by the table, by its neighbours in the list, and by whoever has just got it: removing it from
//! the cache takes nothing away from them.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::fmt;
use std::hash::Hash;
use std::num::NonZeroUsize;

use gc_core::Trace;

use crate::family::Family;
use crate::list::{Element, List};

/// A key and its value in a cache.
pub type Entry<F, K, V> = Element<F, (K, V)>;

/// A cache of a fixed number of entries.
///
/// # Invariants
///
/// 1. The table holds just the elements of the list, each under its own key;
/// 2. they are no more than the capacity;
/// 3. the list is in order of use, the latest first.
///
/// ```
/// use gc_examples::family::Collected;
/// use gc_examples::lru::Lru;
///
/// let mut cache = Lru::<Collected, &str, u32>::new(2.try_into().unwrap());
/// cache.insert("one", 1);
/// cache.insert("two", 2);
/// cache.get("one");
/// let forgotten = cache.insert("three", 3).unwrap();
/// assert_eq!(*forgotten.value(), ("two", 2));
/// ```
#[derive(Trace)]
pub struct Lru<F: Family, K: 'static, V: 'static> {
    entries: HashMap<K, F::Strong<Entry<F, K, V>>>,
    order: List<F, (K, V)>,
    capacity: NonZeroUsize,
}

impl<F: Family, K: Trace + Hash + Eq + Clone, V: Trace> Lru<F, K, V> {
    /// An empty cache for so many entries.
    #[must_use]
    pub fn new(capacity: NonZeroUsize) -> Self {
        Self {
            entries: HashMap::new(),
            order: List::new(),
            capacity,
        }
    }

    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// The entry of a key, which becomes the one used last.
    pub fn get<Q: Hash + Eq + ?Sized>(&mut self, key: &Q) -> Option<&F::Strong<Entry<F, K, V>>>
    where
        K: Borrow<Q>,
    {
        let entry = self.entries.get(key)?;
        self.order.move_to_front(entry);
        Some(entry)
    }

    /// Enters a value, and gives back what goes: what the key had before, or else the entry that was not used for
    /// longest, where the cache is full.
    pub fn insert(&mut self, key: K, value: V) -> Option<F::Strong<Entry<F, K, V>>> {
        let gone = match self.remove(&key) {
            Some(former) => Some(former),
            None if self.len() == self.capacity.get() => self.forget_oldest(),
            None => None,
        };
        let entry = self.order.push_front((key.clone(), value));
        self.entries.insert(key, entry);
        gone
    }

    /// Takes an entry out.
    pub fn remove<Q: Hash + Eq + ?Sized>(&mut self, key: &Q) -> Option<F::Strong<Entry<F, K, V>>>
    where
        K: Borrow<Q>,
    {
        let entry = self.entries.remove(key)?;
        self.order.move_to_front(&entry);
        self.order.pop_front()
    }

    /// All entries, the one used last first.
    pub fn entries(&self) -> impl Iterator<Item = F::Strong<Entry<F, K, V>>> + use<F, K, V> {
        self.order.elements()
    }

    fn forget_oldest(&mut self) -> Option<F::Strong<Entry<F, K, V>>> {
        let oldest = self.order.pop_back()?;
        self.entries.remove(&oldest.value().0);
        Some(oldest)
    }
}

impl<F: Family, K: Trace + fmt::Debug, V: Trace + fmt::Debug> fmt::Debug for Lru<F, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut map = f.debug_map();
        for entry in self.order.elements() {
            let (key, value) = entry.value();
            map.entry(key, value);
        }
        map.finish()
    }
}

/// Looks a tenth as many pages up as there are requests, most of them again and again, and keeps a tenth of
/// those; gives the number of hits and a sum over the cache.
#[must_use]
pub fn work<F: Family>(size: usize) -> u64 {
    let pages = (size / 10).max(1) as f64;
    let capacity = NonZeroUsize::new(size / 100).unwrap_or(NonZeroUsize::MIN);
    let mut cache = Lru::<F, u64, [u64; 4]>::new(capacity);
    let mut random = fastrand::Rng::with_seed(1);
    let mut hits = 0;
    for _ in 0..size {
        let page = (pages * random.f64().powi(3)) as u64;
        match cache.get(&page) {
            Some(_) => hits += 1,
            None => drop(cache.insert(page, [page; 4])),
        }
    }
    let held = cache.entries().map(|entry| entry.value().1[3]);
    held.fold(hits, |sum: u64, page| {
        sum.wrapping_mul(31).wrapping_add(page)
    })
}

/// Tells of a cache of three.
#[must_use]
pub fn demonstrate<F: Family>() -> Vec<String> {
    let three = const { NonZeroUsize::new(3).unwrap() };
    let mut cache = Lru::<F, &str, u32>::new(three);
    for (word, length) in [("one", 3), ("three", 5), ("seven", 5)] {
        cache.insert(word, length);
    }
    let mut told = vec![format!("a cache of three, the latest first: {cache:?}")];
    let one = cache.get("one").cloned();
    told.push(format!("`one` is asked for: {cache:?}"));
    let gone = cache.insert("eleven", 6);
    told.push(format!(
        "`eleven` comes, and {:?} goes: {cache:?}",
        gone.map(|entry| entry.value().0)
    ));
    cache.remove("one");
    told.push(format!(
        "`one` is removed, and who asked for it still has it: {:?}",
        one.map(|entry| *entry.value())
    ));
    told
}
