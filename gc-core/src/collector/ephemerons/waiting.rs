//! Entries whose key is not marked yet, while marks spread.

use core::cell::{Cell, RefCell};
use core::hash::BuildHasherDefault;
use std::hash::DefaultHasher;

use hashbrown::HashMap;

use super::super::mark::is_marked;
use super::super::set::{WORD, ones, zeroed};
use super::{DeadKeys, Pair, for_each_pair};
use crate::heap::PagePtr;
use crate::object::{ObjectPtr, Tracer};

/// What to do when a key or a storage gets its mark. Borrowed only inside methods, none of which
/// runs `trace` meanwhile.
pub(in super::super) struct Waiting {
    /// A bit for each slot of the set: an entry waits for its mark.
    awaited: Vec<Cell<u64>>,
    /// The waiting entries, each with the next one of the same key.
    pairs: RefCell<Vec<(Pair, Option<usize>)>>,
    /// The first waiting entry of a key, by the key's address.
    first: RefCell<HashMap<usize, usize, BuildHasherDefault<DefaultHasher>>>,
    /// Keys that got their mark.
    woken: RefCell<Vec<ObjectPtr>>,
    /// Members that are storages, got their mark, and were not looked into yet.
    storages: RefCell<Vec<ObjectPtr>>,
    /// Pairs of dead keys.
    lost: RefCell<Vec<Pair>>,
    /// Whether these are doomed. Those that are not are followed.
    dead: DeadKeys,
}

impl Waiting {
    /// For a set with that many words of bits.
    pub(in super::super) fn new(words: usize, dead: DeadKeys) -> Self {
        Self {
            awaited: zeroed(words),
            pairs: RefCell::default(),
            first: RefCell::default(),
            woken: RefCell::default(),
            storages: RefCell::default(),
            lost: RefCell::default(),
            dead,
        }
    }

    /// A storage has got its mark.
    pub(in super::super) fn add_storage(&self, storage: ObjectPtr) {
        self.storages.borrow_mut().push(storage);
    }

    /// Lets a pair wait for its key, which is slot number `index` of a page whose bits begin at
    /// `first_word`.
    fn add(&self, pair: Pair, first_word: usize, index: usize) {
        let word = &self.awaited[first_word + index / WORD];
        word.set(word.get() | 1 << (index % WORD));
        let mut pairs = self.pairs.borrow_mut();
        let address = pair.key.payload().addr().get();
        let next = self.first.borrow_mut().insert(address, pairs.len());
        pairs.push((pair, next));
    }

    /// Takes note of the marks in a word of bits: the number `at` of all, for slots of a page from `slot`
    /// on.
    #[inline]
    pub(in super::super) fn note_marks(&self, at: usize, marks: u64, page: PagePtr, slot: usize) {
        let woken = self.awaited[at].get() & marks;
        if woken != 0 {
            self.awaited[at].set(self.awaited[at].get() & !woken);
            let mut keys = self.woken.borrow_mut();
            keys.extend(ones(woken).map(|bit| page.slot(slot + bit)));
        }
    }

    /// Whether anything got its mark and was not looked at.
    pub(in super::super) fn is_due(&self) -> bool {
        !self.woken.borrow().is_empty() || !self.storages.borrow().is_empty()
    }

    /// Reports the edges of the values whose key and storage have got their marks. Returns how many
    /// values.
    pub(in super::super) fn advance(
        &self,
        word_of: impl Fn(PagePtr) -> usize,
        tracer: &mut Tracer<'_>,
    ) -> usize {
        let mut values = 0;
        for key in self.woken.take() {
            let address = key.payload().addr().get();
            let mut next = self.first.borrow_mut().remove(&address);
            while let Some(index) = next {
                let pair;
                (pair, next) = self.pairs.borrow()[index];
                pair.trace_value(tracer);
                values += 1;
            }
        }
        for storage in self.storages.take() {
            for_each_pair(storage, |pair| {
                values += usize::from(self.follow(pair, &word_of, tracer));
            });
        }
        values
    }

    /// Reports the edges of a value whose storage is marked, now or when its key is. Whether it did now.
    pub(in super::super) fn follow(
        &self,
        pair: Pair,
        word_of: impl Fn(PagePtr) -> usize,
        tracer: &mut Tracer<'_>,
    ) -> bool {
        if pair.is_lost(self.dead) {
            self.lost.borrow_mut().push(pair);
            return false;
        }
        let live = pair.is_dead() || is_marked(pair.key);
        if live {
            pair.trace_value(tracer);
        } else {
            let page = PagePtr::of(pair.key);
            self.add(pair, word_of(page), page.index_of(pair.key));
        }
        live
    }

    /// What never got its mark, sorted by storage.
    pub(in super::super) fn into_doomed(self) -> Vec<Pair> {
        let pairs = self.pairs.into_inner();
        let mut doomed = self.lost.into_inner();
        for mut next in self.first.into_inner().into_values().map(Some) {
            while let Some(index) = next {
                doomed.push(pairs[index].0);
                next = pairs[index].1;
            }
        }
        doomed.sort_unstable_by_key(|pair| (pair.storage.payload().addr(), pair.place));
        doomed
    }
}
