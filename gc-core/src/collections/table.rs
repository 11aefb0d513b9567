//! The storage of a weak map: an object of its own, so that the collector meets it as it meets all others,
//! wherever the map lies.
//!
//! Two rules keep it sound. **The map changes it only under `&mut` of the map**, so no `&V` that the map gave
//! out exists then; user code that may collect meanwhile finds the storage borrowed
//! ([`Flags`]). **Under `&` entries are only taken out, one by one and by place**: those of dead keys, which nobody can
//! have a `&V` of. Neither moves another entry.

use core::cell::{Cell, OnceCell, RefCell, UnsafeCell};
use core::hash::BuildHasher;
use core::mem;
use core::ptr::{self, NonNull};
use std::collections::HashSet;

use hashbrown::HashTable;

use super::identity::IdentityState;
use super::pair::{Borrow, Dying, Flags, Pair};
use crate::drop_queue::Panics;
use crate::gc::Gc;
use crate::heap::{PagePtr, key_log};
use crate::object::{Evicted, ObjectPtr, StorageOps, TypeDescriptor};
use crate::runtime;
use crate::trace::{Trace, Tracer, TypeGraph};
use crate::type_info::Storage;

/// Addresses of keys.
type Keys = HashSet<usize, IdentityState>;

/// Pairs taken out of a table, each with whether its value was finalized.
pub(super) type Taken<K, V> = Vec<(Pair<K, V>, bool)>;

pub(super) struct Table<K: ?Sized, V, S> {
    /// Changed under `&mut` of the map, or by taking out entries of dead keys. No borrow lives across user code
    /// unless `flags` says so.
    pairs: UnsafeCell<HashTable<Pair<K, V>>>,
    /// Set right after the table is made.
    hasher: OnceCell<S>,
    pub(super) flags: Flags,
    /// Keys of entries that are not given out at the moment: condemned, or about to be dropped.
    hidden: RefCell<Keys>,
    /// Keys whose values were finalized and are here nevertheless, as the key was made live again.
    finalized: RefCell<Keys>,
    /// The type of the key that was noted last.
    noted: Cell<*const TypeDescriptor>,
}

impl<K: ?Sized, V, S> Table<K, V, S> {
    pub(super) fn new() -> Self {
        Self {
            pairs: UnsafeCell::new(HashTable::new()),
            hasher: OnceCell::new(),
            flags: Flags::new(),
            hidden: RefCell::default(),
            finalized: RefCell::default(),
            noted: Cell::new(ptr::null()),
        }
    }

    /// Completes a new table.
    pub(super) fn set_hasher(&self, hasher: S) {
        let set = self.hasher.set(hasher);
        debug_assert!(set.is_ok(), "a table gets its hasher once");
    }

    pub(super) fn hasher(&self) -> &S {
        let hasher = self.hasher.get();
        hasher.expect("a table gets its hasher when it is made")
    }

    #[inline]
    pub(super) fn pairs(&self) -> &HashTable<Pair<K, V>> {
        // SAFETY:
        // 1. whoever changes the table does so under `&mut` of the map, or lets the borrow end before
        //    anything else runs: see the rules above.
        unsafe { &*self.pairs.get() }
    }

    /// To be changed.
    ///
    /// # Safety
    ///
    /// 1. The map is borrowed mutably, or the borrow is used to take out the entries of dead keys and nothing
    ///    else;
    /// 2. no user code runs while it is used, unless the table's flags say that it is borrowed.
    #[expect(
        clippy::mut_from_ref,
        reason = "the callers promise that it is the only one"
    )]
    pub(super) unsafe fn pairs_mut(&self) -> &mut HashTable<Pair<K, V>> {
        // SAFETY:
        // 1. by the caller's promise.
        unsafe { &mut *self.pairs.get() }
    }

    /// Takes the entry at a place out.
    ///
    /// # Safety
    ///
    /// 1. The map is borrowed mutably, or the key is dead or condemned.
    pub(super) unsafe fn take_at(&self, place: usize) -> Option<(Pair<K, V>, bool)> {
        // SAFETY:
        // 1. 2. by the caller's promise; removing runs no user code.
        let pairs = unsafe { self.pairs_mut() };
        let (pair, _) = pairs.get_bucket_entry(place).ok()?.remove();
        self.hidden.borrow_mut().remove(&pair.address());
        let finalized = self.finalized.borrow_mut().remove(&pair.address());
        Some((pair, finalized))
    }

    /// All entries, with none left.
    ///
    /// # Safety
    ///
    /// 1. The map is borrowed mutably or gone.
    pub(super) unsafe fn take_all(&self) -> Whole<K, V> {
        self.hidden.take();
        // SAFETY:
        // 1. by the caller's promise; 2. nothing but moving runs.
        let pairs = mem::take(unsafe { self.pairs_mut() });
        Whole {
            pairs: pairs.into_iter(),
            finalized: self.finalized.take(),
        }
    }

    /// Forgets that a value was finalized, as there is a new one. Says that a key is not given out, if so.
    pub(super) fn note_new_value(&self, pair: &Pair<K, V>) {
        if !self.finalized.borrow().is_empty() {
            self.finalized.borrow_mut().remove(&pair.address());
        }
        if !pair.is_visible() {
            self.hidden.borrow_mut().insert(pair.address());
        }
    }

    /// Keys that live, as far as the log has been read.
    pub(super) fn len(&self) -> usize {
        self.pairs().len() - self.hidden.borrow().len()
    }

    /// Looks at all entries: those of dead keys go to `dead`.
    fn look_at_all(&self, dead: &mut Taken<K, V>) {
        self.hidden.borrow_mut().clear();
        for place in 0..self.pairs().num_buckets() {
            self.look_at(place, dead);
        }
    }

    /// What became of the key at a place, if there is one. What is dead stays, hidden, while a finalizer runs
    /// on a value: it may have a reference to any.
    fn look_at(&self, place: usize, dead: &mut Taken<K, V>) {
        let Some(pair) = self.pairs().get_bucket(place) else {
            return;
        };
        if pair.is_dead() && !self.flags.is_lent() {
            // SAFETY:
            // 1. the key is dead, and no finalizer runs.
            dead.extend(unsafe { self.take_at(place) });
        } else if pair.is_visible() {
            self.hidden.borrow_mut().remove(&pair.address());
        } else {
            self.hidden.borrow_mut().insert(pair.address());
        }
    }
}

impl<K: ?Sized, V, S: BuildHasher> Table<K, V, S> {
    #[inline]
    pub(super) fn hash(&self, address: usize) -> u64 {
        self.hasher().hash_one(address)
    }

    #[inline]
    pub(super) fn find(&self, address: usize) -> Option<&Pair<K, V>> {
        let hash = self.hash(address);
        self.pairs().find(hash, |pair| pair.address() == address)
    }

    pub(super) fn find_place(&self, hash: u64, address: usize) -> Option<usize> {
        let pairs = self.pairs();
        pairs.find_bucket_index(hash, |pair| pair.address() == address)
    }

    /// Takes the entries of dead keys out, and learns which keys are not given out at the moment.
    pub(super) fn take_dead(&self) -> Taken<K, V> {
        let mut dead = Vec::new();
        let (seen, now) = (self.flags.seen.get(), key_log::now());
        // To look at all takes time by places, however few have an entry.
        if now - seen > self.pairs().num_buckets() as u64 {
            self.look_at_all(&mut dead);
            self.flags.note_seen(now);
            return dead;
        }
        for at in seen..now {
            let Some(address) = key_log::read(at) else {
                // Once is enough for all that is not known any more, and what came after it.
                self.look_at_all(&mut dead);
                self.flags.note_seen(now);
                break;
            };
            // User code, perhaps: it may take entries out.
            let hash = self.hash(address);
            if let Some(place) = self.find_place(hash, address) {
                self.look_at(place, &mut dead);
            }
            self.flags.note_seen(at + 1);
        }
        dead
    }
}

impl<K: ?Sized + 'static, V: Trace, S: BuildHasher + 'static> Table<K, V, S> {
    /// Ends the values whose keys have died.
    #[inline]
    pub(super) fn settle(&self) {
        if self.flags.is_stale() {
            self.settle_slow();
        }
    }

    #[cold]
    #[inline(never)]
    fn settle_slow(&self) {
        // The end of one value may be that of another key.
        loop {
            let dead = self.take_dead();
            if dead.is_empty() {
                break;
            }
            Dying::new(dead.into_iter(), V::finalizer()).end();
        }
    }

    /// Lets the heap know that a key keeps what the values of this table may lead to.
    pub(super) fn note_key(&self, this: ObjectPtr, key: &Gc<K>) {
        let page = PagePtr::of(Gc::object(key));
        if page.owner() == PagePtr::of(this).owner()
            && !ptr::eq(self.noted.replace(page.descriptor()), page.descriptor())
        {
            runtime::note_key(Gc::object(key), this);
        }
    }

    /// Adds an entry. There is none with this key.
    ///
    /// # Safety
    ///
    /// 1. The map is borrowed mutably.
    pub(super) unsafe fn insert(&self, this: ObjectPtr, hash: u64, key: &Gc<K>, value: V) -> usize {
        self.note_key(this, key);
        let pair = Pair::new(key, value);
        // The hasher may be the user's.
        let borrow = Borrow::new(&self.flags, this);
        // SAFETY:
        // 1. by the caller's promise;
        // 2. the table is borrowed.
        let pairs = unsafe { self.pairs_mut() };
        let entry = pairs.insert_unique(hash, pair, |pair| self.hash(pair.address()));
        let place = entry.bucket_index();
        self.note_new_value(entry.get());
        drop(borrow);
        place
    }
}

impl<K: ?Sized + 'static, V: Trace, S: 'static> Table<K, V, S> {
    /// Finalizes all values where they are: the table is about to die.
    fn finalize_all(&self) {
        let mut panics = Panics::new();
        for place in 0..self.pairs().num_buckets() {
            panics.catch(|| self.finalize_at(place));
        }
        panics.resume();
    }

    /// Finalizes the value at a place, if there is one that was not. Whether it did.
    fn finalize_at(&self, place: usize) -> bool {
        let (Some(finalizer), Some(pair)) = (V::finalizer(), self.pairs().get_bucket(place)) else {
            return false;
        };
        let new = self.finalized.borrow_mut().insert(pair.address());
        if new {
            self.flags.lend(|| finalizer(&pair.value));
        }
        new
    }
}

impl<K: ?Sized, V, S: BuildHasher> Table<K, V, S> {
    /// The place of a key; the one given is tried first.
    fn find_near(&self, key: ObjectPtr, place: usize) -> Option<usize> {
        let pair = self.pairs().get_bucket(place);
        if pair.is_some_and(|pair| pair.object() == key) {
            return Some(place);
        }
        let address = key.payload().addr().get();
        self.find_place(self.hash(address), address)
    }
}

/// The values of a table that dies are dropped with it, whatever panics.
impl<K: ?Sized, V, S> Drop for Table<K, V, S> {
    fn drop(&mut self) {
        // SAFETY:
        // 1. the table is going, so the map is gone.
        let all = unsafe { self.take_all() };
        if !all.is_empty() {
            Dying::new(all, None).end();
        }
    }
}

/// The entries of a table, without it.
pub(super) struct Whole<K: ?Sized, V> {
    pairs: hashbrown::hash_table::IntoIter<Pair<K, V>>,
    finalized: Keys,
}

impl<K: ?Sized, V> Whole<K, V> {
    pub(super) fn is_empty(&self) -> bool {
        self.pairs.len() == 0
    }

    pub(super) fn len(&self) -> usize {
        self.pairs.len()
    }
}

impl<K: ?Sized, V> Iterator for Whole<K, V> {
    type Item = (Pair<K, V>, bool);

    fn next(&mut self) -> Option<Self::Item> {
        let pair = self.pairs.next()?;
        let finalized = !self.finalized.is_empty() && self.finalized.contains(&pair.address());
        Some((pair, finalized))
    }
}

// SAFETY:
// 1. each value is traced once;
// 2. whether the table is borrowed changes only by code that does not run meanwhile;
// 3. as for the values: iterating runs no code of the user;
// 4. `Drop` drops the values and looks at none of them;
// 5. `drop_is_edges` is false;
// 6. the values are all that it owns. (What they lead to may be kept by the keys: `note_key` says so.)
unsafe impl<K: ?Sized + 'static, V: Trace, S: 'static> Trace for Table<K, V, S> {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        if !self.flags.is_readable() {
            return tracer.unreadable();
        }
        if mem::needs_drop::<V>() {
            for pair in self.pairs() {
                pair.value.trace(tracer);
            }
        }
    }

    fn describe(types: &mut TypeGraph<'_>) {
        types.contains::<V>();
    }

    fn finalizer() -> Option<fn(&Self)> {
        V::finalizer().map(|_| Self::finalize_all as fn(&Self))
    }
}

impl<K: ?Sized + 'static, V: Trace, S: BuildHasher + 'static> Storage for Table<K, V, S> {
    const OPS: &'static StorageOps = &StorageOps {
        for_each_key: for_each_key::<K, V, S>,
        trace_value: trace_value::<K, V, S>,
        finalize_value: finalize_value::<K, V, S>,
        has_last_words: has_last_words::<K, V, S>,
        take: take::<K, V, S>,
        is_stale: is_stale::<K, V, S>,
        take_dead: take_dead::<K, V, S>,
    };
}

/// The table in a slot.
///
/// # Safety
///
/// 1. The payload holds a live `Table<K, V, S>`, and does for as long as the reference is used.
unsafe fn table<'a, K: ?Sized, V, S>(payload: NonNull<u8>) -> &'a Table<K, V, S> {
    // SAFETY:
    // 1. by the caller's promise; a table is only ever shared.
    unsafe { payload.cast::<Table<K, V, S>>().as_ref() }
}

/// See [`StorageOps::for_each_key`].
unsafe fn for_each_key<K: ?Sized, V, S>(
    payload: NonNull<u8>,
    visit: &mut dyn FnMut(ObjectPtr, usize),
) {
    // SAFETY:
    // 1. by the caller's promise.
    let table = unsafe { table::<K, V, S>(payload) };
    // What needs no drop owns no `Gc`, and can be left until its key is swept.
    if !table.flags.is_readable() || !mem::needs_drop::<V>() {
        return;
    }
    let pairs = table.pairs();
    for place in pairs.iter_buckets() {
        if let Some(pair) = pairs.get_bucket(place) {
            visit(pair.object(), place);
        }
    }
}

/// See [`StorageOps::trace_value`].
unsafe fn trace_value<K: ?Sized, V: Trace, S>(
    payload: NonNull<u8>,
    place: usize,
    tracer: &mut Tracer<'_>,
) {
    // SAFETY:
    // 1. by the caller's promise.
    let table = unsafe { table::<K, V, S>(payload) };
    let pair = table.pairs().get_bucket(place);
    debug_assert!(
        pair.is_some(),
        "place {place} of a table must have an entry"
    );
    if let Some(pair) = pair {
        pair.value.trace(tracer);
    }
}

/// See [`StorageOps::finalize_value`].
unsafe fn finalize_value<K: ?Sized + 'static, V: Trace, S: BuildHasher + 'static>(
    payload: NonNull<u8>,
    key: ObjectPtr,
    place: usize,
) -> bool {
    // SAFETY:
    // 1. by the caller's promise.
    let table = unsafe { table::<K, V, S>(payload) };
    // Since the trial, user code may have borrowed the table for good.
    if !table.flags.is_readable() {
        return false;
    }
    let place = table.find_near(key, place);
    // It may have put another object in the place of a dead key, too. And the hasher is the user's.
    let place = place.filter(|place| {
        let pair = || table.pairs().get_bucket(*place);
        table.flags.is_readable() && pair().is_some_and(|pair| !pair.is_visible())
    });
    place.is_some_and(|place| table.finalize_at(place))
}

/// See [`StorageOps::has_last_words`].
unsafe fn has_last_words<K: ?Sized, V: Trace, S>(payload: NonNull<u8>, place: usize) -> bool {
    // SAFETY:
    // 1. by the caller's promise.
    let table = unsafe { table::<K, V, S>(payload) };
    let pair = table.pairs().get_bucket(place);
    let is_finalized = |pair: &Pair<K, V>| table.finalized.borrow().contains(&pair.address());
    V::finalizer().is_some() && !pair.is_some_and(is_finalized)
}

/// See [`StorageOps::take`].
unsafe fn take<K: ?Sized + 'static, V: Trace, S>(
    payload: NonNull<u8>,
    places: &[usize],
) -> Box<dyn Evicted> {
    // SAFETY:
    // 1. by the caller's promise.
    let table = unsafe { table::<K, V, S>(payload) };
    // SAFETY:
    // 1. the collector takes the entries of condemned keys.
    let taken = places.iter().map(|&place| unsafe { table.take_at(place) });
    let taken: Taken<K, V> = taken.flatten().collect();
    // The collector has run the finalizers.
    Box::new(Dying::new(taken.into_iter(), None))
}

/// See [`StorageOps::is_stale`].
unsafe fn is_stale<K: ?Sized, V, S>(payload: NonNull<u8>) -> bool {
    // SAFETY:
    // 1. by the caller's promise.
    let flags = unsafe { &table::<K, V, S>(payload).flags };
    flags.is_stale() && flags.is_readable()
}

/// See [`StorageOps::take_dead`].
unsafe fn take_dead<K: ?Sized + 'static, V: Trace, S: BuildHasher>(
    payload: NonNull<u8>,
) -> Box<dyn Evicted> {
    // SAFETY:
    // 1. by the caller's promise.
    let table = unsafe { table::<K, V, S>(payload) };
    // User code may have borrowed it since the collector asked.
    let dead = if table.flags.is_readable() {
        table.take_dead()
    } else {
        Vec::new()
    };
    Box::new(Dying::new(dead.into_iter(), V::finalizer()))
}
