//! Entries whose key is not marked yet, while marks spread.

use core::cell::{Cell, RefCell};

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
    /// For each slot of the set, where among the entries the first one lies that waits for it.
    first: Vec<Cell<u32>>,
    entries: RefCell<Vec<Entry>>,
    /// Keys that got their mark.
    woken: RefCell<Vec<ObjectPtr>>,
    /// Members that are storages, got their mark, and were not looked into yet.
    storages: RefCell<Vec<ObjectPtr>>,
    /// Pairs of dead keys.
    lost: RefCell<Vec<Pair>>,
    /// Whether these are doomed. Those that are not are followed.
    dead: DeadKeys,
}

/// A pair that waits, or waited, for the mark of its key.
#[derive(Clone, Copy)]
struct Entry {
    pair: Pair,
    /// The place of the next one of the same key.
    next: Option<u32>,
    waits: bool,
}

impl Waiting {
    /// For a set with that many words of bits.
    pub(in super::super) fn new(words: usize, dead: DeadKeys) -> Self {
        Self {
            awaited: zeroed(words),
            first: zeroed(words * WORD),
            entries: RefCell::default(),
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
        let bit = 1 << (index % WORD);
        let first = &self.first[first_word * WORD + index];
        let mut entries = self.entries.borrow_mut();
        let is_first = word.get() & bit == 0;
        // More than 2^32 entries would take 64 GiB of memory at least.
        let place = first.replace(entries.len() as u32);
        word.set(word.get() | bit);
        entries.push(Entry {
            pair,
            next: (!is_first).then_some(place),
            waits: true,
        });
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
            let page = PagePtr::of(key);
            let mut next = Some(self.first[word_of(page) * WORD + page.index_of(key)].get());
            while let Some(place) = next {
                let pair;
                (pair, next) = self.take(place);
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
        let live = pair.is_dead() || is_marked(pair.key) || pair.must_wait(self.dead);
        if live {
            pair.trace_value(tracer);
        } else {
            let page = PagePtr::of(pair.key);
            self.add(pair, word_of(page), page.index_of(pair.key));
        }
        live
    }

    /// The pair at a place, which waits no more, and the place of the next one.
    fn take(&self, place: u32) -> (Pair, Option<u32>) {
        let entry = &mut self.entries.borrow_mut()[place as usize];
        entry.waits = false;
        (entry.pair, entry.next)
    }

    /// What never got its mark, sorted by storage.
    pub(in super::super) fn into_doomed(self) -> Vec<Pair> {
        let mut doomed = self.lost.into_inner();
        let entries = self.entries.into_inner();
        let waiting = entries.iter().filter(|entry| entry.waits);
        doomed.extend(waiting.map(|entry| entry.pair));
        doomed.sort_unstable_by_key(|pair| (pair.storage.payload().addr(), pair.place));
        doomed
    }
}
