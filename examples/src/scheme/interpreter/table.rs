//! Hash tables. Their order is that of insertion, so that programs give the same output whatever the
//! addresses of their objects.

use std::cell::RefCell;
use std::hash::{BuildHasherDefault, Hash, Hasher};

use gc_core::Trace;
use indexmap::IndexMap;

use super::equal::Equivalence;
use super::value::Value;

/// A key with its hash.
#[derive(Trace)]
pub(crate) struct Key {
    pub(crate) value: Value,
    hash: u64,
    #[trace(skip)]
    by: Equivalence,
}

impl Hash for Key {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        hasher.write_u64(self.hash);
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.hash == other.hash && self.by.holds(&self.value, &other.value)
    }
}

impl Eq for Key {}

/// Hands on the hash that a key brings along.
#[derive(Default)]
pub(crate) struct Known(u64);

impl Hasher for Known {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, _: &[u8]) {}
    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

type Entries = IndexMap<Key, Value, BuildHasherDefault<Known>>;

/// A hash table.
#[derive(Trace)]
pub(crate) struct Table {
    #[trace(skip)]
    by: Equivalence,
    /// The name of the procedure that the program gave for it.
    test: &'static str,
    entries: RefCell<Entries>,
}

impl Table {
    pub(crate) fn new(by: Equivalence, test: &'static str) -> Self {
        Self {
            by,
            test,
            entries: RefCell::default(),
        }
    }

    pub(crate) fn equivalence(&self) -> Equivalence {
        self.by
    }

    pub(crate) fn test(&self) -> &'static str {
        self.test
    }

    fn key(&self, value: &Value) -> Key {
        Key {
            value: value.clone(),
            hash: self.by.hash(value),
            by: self.by,
        }
    }

    pub(crate) fn get(&self, key: &Value) -> Option<Value> {
        self.entries.borrow().get(&self.key(key)).cloned()
    }

    pub(crate) fn set(&self, key: &Value, value: Value) {
        let replaced = self.entries.borrow_mut().insert(self.key(key), value);
        // Only now: its drop may be long.
        drop(replaced);
    }

    pub(crate) fn remove(&self, key: &Value) {
        let removed = self.entries.borrow_mut().swap_remove_entry(&self.key(key));
        drop(removed);
    }

    pub(crate) fn clear(&self) {
        let entries = self.entries.take();
        drop(entries);
    }

    pub(crate) fn len(&self) -> usize {
        self.entries.borrow().len()
    }

    /// The keys and values of now.
    pub(crate) fn pairs(&self) -> Vec<(Value, Value)> {
        let entries = self.entries.borrow();
        let pairs = entries.iter();
        pairs
            .map(|(key, value)| (key.value.clone(), value.clone()))
            .collect()
    }

    /// A table with the same contents.
    pub(crate) fn copy(&self) -> Self {
        let copy = Self::new(self.by, self.test);
        for (key, value) in self.pairs() {
            copy.set(&key, value);
        }
        copy
    }
}
