//! The table that one would write by hand.

use std::collections::HashMap;
use std::hash::BuildHasher;

use gc_core::{Gc, Weak};

/// Values by the addresses of objects, each with a `Weak` that says whether it is still the same one.
#[derive(Debug, Default)]
pub(super) struct ByHand<S> {
    map: HashMap<*const u64, (Weak<u64>, u64), S>,
    /// When to clean next.
    full: usize,
}

impl<S: BuildHasher + Default> ByHand<S> {
    pub(super) fn insert(&mut self, key: &Gc<u64>, value: u64) {
        if self.map.len() >= self.full {
            self.map.retain(|_, (key, _)| key.strong_count() > 0);
            self.full = 16 + 2 * self.map.len();
        }
        let weak = Gc::downgrade(key);
        self.map.insert(Gc::as_ptr(key), (weak, value));
    }

    /// The address of a living object is its own: what was kept for a dead one there cannot be, as the `Weak`
    /// keeps its slot.
    pub(super) fn get(&self, key: &Gc<u64>) -> Option<u64> {
        self.map.get(&Gc::as_ptr(key)).map(|(_, value)| *value)
    }
}
