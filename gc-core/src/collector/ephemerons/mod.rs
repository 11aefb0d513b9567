//! Ephemerons: pairs of which the value lives as long as the key does, even if it leads to the key.
//!
//! A weak collection keeps its pairs in an object of its own, its storage. A trial treats them so:
//!
//! 1. *Count.* The edges of a value are edges from a member where the storage or the key is a member. (A
//!    storage reports all its values; what lies in storages that are no members is [`gather`]ed.)
//! 2. *Mark.* A value's edges are followed once its storage and its key are both marked, or are no
//!    members and so alive. Until its key is marked an entry waits, in a list of that key: see
//!    [`waiting`]. Each entry is looked at twice at most, so the cost is linear.
//! 3. What still waits when no mark spreads any more is doomed, unless a finalizer makes its key live
//!    again: its value is finalized together with the condemned, then taken out of the storage
//!    before any destructor runs, and dropped along with the condemned. So nobody ever sees an entry
//!    that points to what is gone.
//!
//! A storage that is mutably borrowed reports nothing: all that its values lead to counts as held.
//! A key in another heap is no member, and so alive until its own heap has dropped it.
//!
//! A young collection looks into the storages on its pages only: what belongs to a young key in an old storage
//! counts as held. A collection in slices takes storages for ordinary objects: their values count as held as long
//! as they live.
//!
//! Entries whose key died otherwise, by its count, are [swept](sweep) when a collection begins and ends.
//! What their values held, and the keys among it, die by their counts in turn; such a chain is not
//! followed by sweeping again and again: for the trial, the values of dead keys are doomed.
//!
//! Source of the idea: B. Hayes, "Ephemerons: a new finalization mechanism" (OOPSLA 1997); the lists by
//! key are those of linear-time marking in several engines' collectors.

mod sweep;
mod waiting;

use core::cell::Cell;

use super::set::{PageSet, SetPage, Sides, WORD};
use crate::collector::Host;
use crate::drop_queue::Panics;
use crate::heap::{PagePtr, Pool, Space};
use crate::object::{Ended, Evicted, ObjectPtr, SlotState, StorageOps, Tracer, TypeClass};

pub(super) use sweep::{Doomed, may_find_dead, sweep};
pub(super) use waiting::Waiting;

/// A value that belongs to a key.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    pub(super) storage: ObjectPtr,
    /// Where in the storage. Good while no user code runs.
    pub(super) place: usize,
    pub(super) key: ObjectPtr,
}

impl Pair {
    /// Whether the key is gone for good.
    fn is_dead(&self) -> bool {
        self.key.header().state() == SlotState::Dead
    }

    /// Whether the value is doomed, as the key is dead.
    fn is_lost(&self, dead: DeadKeys) -> bool {
        self.is_dead()
            && match dead {
                DeadKeys::Kept => false,
                DeadKeys::Doomed => true,
                DeadKeys::DoomedInSilence => !self.has_last_words(),
            }
    }

    /// Whether the value came after the finalizers of this collection: its own one has to run while
    /// all that it leads to is whole, so it counts as held until the next collection, whatever its key.
    fn must_wait(&self, dead: DeadKeys) -> bool {
        dead == DeadKeys::DoomedInSilence && self.has_last_words()
    }

    /// Whether the value has a finalizer that did not run.
    fn has_last_words(&self) -> bool {
        // SAFETY:
        // 1. the storage lives, and no user code has run since the place was found.
        unsafe { (ops(self.storage).has_last_words)(self.storage.payload(), self.place) }
    }

    /// Reports the edges of the value.
    pub(super) fn trace_value(&self, tracer: &mut Tracer<'_>) {
        // SAFETY:
        // 1. the storage lives, and no user code has run since the place was found.
        unsafe { (ops(self.storage).trace_value)(self.storage.payload(), self.place, tracer) };
    }
}

/// The pages of a heap that hold storages.
pub(super) struct Storages {
    pages: Vec<PagePtr>,
    /// There is none, neither here nor among the members.
    is_empty: bool,
    dead: DeadKeys,
}

/// What is to become of the values of dead keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DeadKeys {
    /// They are kept.
    Kept,
    /// They are doomed.
    Doomed,
    /// They are doomed, but for those whose finalizers did not run: it is too late for that.
    DoomedInSilence,
}

impl Storages {
    /// Those whose values the collector has to look into, for the trial that begins a collection.
    pub(super) fn scanned(host: Host<'_>) -> Self {
        Self {
            dead: if may_find_dead(host) {
                DeadKeys::Doomed
            } else {
                DeadKeys::Kept
            },
            ..Self::left(host.space)
        }
    }

    /// The same, for a trial after finalizers.
    pub(super) fn left(space: &Space) -> Self {
        Self::of(space, |pool| pool.class() == TypeClass::Scanned)
    }

    /// None but those that are members: what others hold is held.
    pub(super) fn of_set(set: &PageSet) -> Self {
        let has_storage = |entry: &SetPage| entry.page.descriptor().storage.is_some();
        Self {
            pages: Vec::new(),
            is_empty: !set.pages().iter().any(has_storage),
            dead: DeadKeys::Kept,
        }
    }

    /// All.
    fn all(space: &Space) -> Self {
        Self::of(space, |_| true)
    }

    fn of(space: &Space, filter: impl Fn(&Pool) -> bool) -> Self {
        let pools = space.pools();
        let pools = pools.filter(|pool| pool.is_storage() && filter(pool));
        let pages = pools.flat_map(Pool::pages);
        let pages: Vec<_> = pages.filter(|page| page.live() > 0).collect();
        Self {
            is_empty: pages.is_empty(),
            pages,
            dead: DeadKeys::DoomedInSilence,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.is_empty
    }

    /// What is to become of the values of dead keys.
    pub(super) fn dead(&self) -> DeadKeys {
        self.dead
    }

    /// The storages that live. (One that was condemned in slices may be gone already.)
    fn objects(&self) -> impl Iterator<Item = ObjectPtr> {
        let slots = self.pages.iter();
        let slots = slots.flat_map(|page| (0..page.used()).map(|slot| page.slot(slot)));
        slots.filter(|object| object.header().is_upgradable())
    }
}

/// What may be done with the entries of a storage.
fn ops(storage: ObjectPtr) -> &'static StorageOps {
    let ops = PagePtr::of(storage).descriptor().storage;
    ops.expect("only the storage of a weak collection has entries")
}

/// Visits the entries of a storage that lives. One that is borrowed has none.
fn for_each_pair(storage: ObjectPtr, mut visit: impl FnMut(Pair)) {
    let mut visit = |key, place| {
        visit(Pair {
            storage,
            place,
            key,
        })
    };
    // SAFETY:
    // 1. the storage lives.
    unsafe { (ops(storage).for_each_key)(storage.payload(), &mut visit) };
}

/// The pairs whose key is one of `members`, or dead, and whose storage is no member.
///
/// Without a storage or without a member that may be a key there is nothing to look for.
pub(super) fn gather(set: &PageSet, members: &[Cell<u64>], storages: &Storages) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let may_be_dead = storages.dead != DeadKeys::Kept;
    if storages.pages.is_empty() || !(may_be_dead || has_keys(set, members)) {
        return pairs;
    }
    let sides = Sides::new(set, |entry| entry.bits(members).as_ptr().cast());
    for storage in storages.objects().filter(|&object| !is_member(object)) {
        for_each_pair(storage, |pair| {
            if is_member(pair.key) || pair.is_lost(storages.dead) {
                pairs.push(pair);
            }
        });
    }
    sides.clear();
    pairs
}

/// The pairs whose key lies on a page of the set or is dead, if one of `reached` may be a key, or one may be
/// dead.
pub(super) fn gather_all(set: &PageSet, reached: &[Cell<u64>], storages: &Storages) -> Vec<Pair> {
    let mut pairs = Vec::new();
    if storages.pages.is_empty() || !(storages.dead != DeadKeys::Kept || has_keys(set, reached)) {
        return pairs;
    }
    let sides = Sides::new(set, |entry| core::ptr::from_ref(entry).cast());
    for storage in storages.objects() {
        for_each_pair(storage, |pair| {
            if !PagePtr::of(pair.key).side().is_null() || pair.is_dead() {
                pairs.push(pair);
            }
        });
    }
    sides.clear();
    pairs
}

/// Whether one of some objects may be a key.
fn has_keys(set: &PageSet, members: &[Cell<u64>]) -> bool {
    let mut pages = set.pages().iter().filter(|entry| entry.page.is_keyed());
    pages.any(|entry| {
        let mut objects = entry.objects(entry.bits(members));
        objects.any(|object| object.header().weak_count() > 0)
    })
}

/// Whether an object is a member, where the sides of pages are their members' bits.
fn is_member(object: ObjectPtr) -> bool {
    let page = PagePtr::of(object);
    let members = page.side().cast::<Cell<u64>>();
    if members.is_null() {
        return false;
    }
    let index = page.index_of(object);
    // SAFETY:
    // 1. the side of a page in the set has a bit for each slot;
    // 2. the bits outlive their use as sides, and are only shared.
    let word = unsafe { &*members.wrapping_add(index / WORD) };
    word.get() & 1 << (index % WORD) != 0
}

/// Drops what was taken out of storages, whatever panics.
fn drop_evicted(evicted: Vec<Box<dyn Evicted>>, panics: &mut Panics) -> Ended {
    let mut ended = Ended::default();
    for mut values in evicted {
        // One `catch` for all that goes well, one more for each panic.
        while panics.catch(|| while values.drop_next() {}).is_none() {}
        ended += values.ended();
    }
    ended
}
