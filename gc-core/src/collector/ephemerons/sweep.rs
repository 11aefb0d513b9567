//! Entries whose key is dead, and those whose key dies in this collection.

use super::{Pair, Storages, drop_evicted, ops};
use crate::collector::{Host, Phase};
use crate::drop_queue::Panics;
use crate::heap::{PagePtr, key_log};
use crate::object::{Ended, Evicted, ObjectPtr};

/// Whether a key may have died since the last sweep that belongs to a storage here.
pub(in super::super) fn may_find_dead(host: Host<'_>) -> bool {
    host.swept.get() != key_log::now() && !Storages::all(host.space).is_empty()
}

/// Finalizes and drops the values of keys that have died, in all storages of a heap that are not
/// borrowed.
pub(in super::super) fn sweep(host: Host<'_>, panics: &mut Panics) -> Ended {
    if !may_find_dead(host) {
        return Ended::default();
    }
    host.swept.set(key_log::now());
    let storages = Storages::all(host.space);
    let stale: Vec<_> = storages.objects().filter(|&it| is_stale(it)).collect();
    if stale.is_empty() {
        return Ended::default();
    }
    host.enter(Phase::Destroying);
    // User code may let a storage go: each is held until it has been looked at.
    let stale = Held::new(host, stale);
    let mut evicted = Vec::new();
    for storage in &stale.objects {
        // SAFETY:
        // 1. the storage is held.
        let take = || unsafe { (ops(*storage).take_dead)(storage.payload()) };
        evicted.extend(panics.catch(take));
    }
    let ended = drop_evicted(evicted, panics);
    stale.release(panics);
    ended
}

fn is_stale(storage: ObjectPtr) -> bool {
    // SAFETY:
    // 1. the storage lives.
    unsafe { (ops(storage).is_stale)(storage.payload()) }
}

/// Storages with a handle each, so that they stay while user code runs.
#[must_use = "the handles must be let go"]
pub(in super::super) struct Held<'a> {
    host: Host<'a>,
    objects: Vec<ObjectPtr>,
}

impl<'a> Held<'a> {
    fn new(host: Host<'a>, objects: Vec<ObjectPtr>) -> Self {
        for object in &objects {
            if object.header().retain() {
                // It stays untouched; if it is garbage afterwards, the release touches it.
                object.header().settle_retain();
            }
        }
        Self { host, objects }
    }

    pub(in super::super) fn release(self, panics: &mut Panics) {
        for object in self.objects {
            panics.catch(|| (self.host.release)(object));
        }
    }
}

/// Pairs whose key is condemned and whose storage lives, sorted by storage.
#[derive(Default)]
pub(in super::super) struct Doomed(Vec<Pair>);

impl Doomed {
    pub(in super::super) fn new(pairs: Vec<Pair>) -> Self {
        Self(pairs)
    }

    pub(in super::super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Holds the storages whose values may have finalizers to be run.
    pub(in super::super) fn hold_storages<'a>(&self, host: Host<'a>) -> Held<'a> {
        let mut storages: Vec<_> = self.with_finalizers().map(|pair| pair.storage).collect();
        storages.dedup();
        Held::new(host, storages)
    }

    /// Runs the finalizers of the values that have one and did not run it before. Returns how many. Their
    /// storages are [held](Self::hold_storages).
    pub(in super::super) fn finalize(&self, panics: &mut Panics) -> usize {
        let mut finalized = 0;
        for pair in self.with_finalizers() {
            // SAFETY:
            // 1. the storage is held.
            let finalize = || unsafe {
                (ops(pair.storage).finalize_value)(pair.storage.payload(), pair.key, pair.place)
            };
            // One that panicked ran.
            finalized += usize::from(panics.catch(finalize).unwrap_or(true));
        }
        finalized
    }

    /// The pairs whose values may have finalizers.
    fn with_finalizers(&self) -> impl Iterator<Item = &Pair> {
        let has_finalizer = |pair: &&Pair| (PagePtr::of(pair.storage).descriptor().has_finalizer)();
        self.0.iter().filter(has_finalizer)
    }

    /// Takes the entries out of their storages. Runs no user code; none has run since the trial.
    pub(in super::super) fn evict(self) -> Values {
        let of_one_storage = self.0.chunk_by(|a, b| a.storage == b.storage);
        let evicted = of_one_storage.map(|pairs| {
            let storage = pairs[0].storage;
            let places: Vec<_> = pairs.iter().map(|pair| pair.place).collect();
            // SAFETY:
            // 1. the storage lives, and the places were found in the trial.
            unsafe { (ops(storage).take)(storage.payload(), &places) }
        });
        Values(evicted.collect())
    }
}

/// Values without a place, whose neighbours may be gone.
pub(in super::super) struct Values(Vec<Box<dyn Evicted>>);

impl Values {
    pub(in super::super) fn drop_all(self, panics: &mut Panics) {
        drop_evicted(self.0, panics);
    }
}
