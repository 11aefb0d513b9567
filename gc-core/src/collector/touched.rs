//! The set that a full collection needs to look at, where it is small: what can be reached from
//! the objects touched since the last one.
//!
//! Garbage arises only where a drop leaves a count above 0, and whatever has become unreachable
//! since the last trial is reached from an object so touched. (Clones touch as well, as they
//! share the cold path; that makes the set larger, never too small.) Where the set turns out to be
//! a good part of the heap, looking at everything in address order is faster.
//!
//! What belongs to a key of a weak collection is reached from the key as well as from the storage.

use core::cell::Cell;

use super::ephemerons::{DeadKeys, Storages, gather_all};
use super::mark::Marks;
use super::set::{PageSet, WORD, zeroed};
use crate::heap::PagePtr;

/// All slots over this are the part of a heap that may be reached before everything is looked at.
const SMALL_PART: usize = 16;

/// Members for a trial that finds all garbage, a bit a slot: then no object is touched afterwards. `None`, and nothing is
/// changed, if everything has to be looked at.
///
/// Runs `trace`, and nothing else of the user's.
pub(super) fn members(set: &PageSet, storages: &Storages) -> Option<Vec<Cell<u64>>> {
    let slots: usize = set.pages().iter().map(|entry| entry.page.used()).sum();
    let limit = slots / SMALL_PART;
    let seeds = zeroed::<u64>(set.words());
    let mut count = 0;
    for entry in set.pages().iter().filter(|entry| entry.page.is_touched()) {
        for (word, seeds) in entry.bits(&seeds).iter().enumerate() {
            seeds.set(touched(entry.page, word));
            count += seeds.get().count_ones() as usize;
        }
        if count > limit {
            return None;
        }
    }
    let reached = reach(set, &seeds, limit, storages)?;
    for entry in set.pages().iter().filter(|entry| entry.page.is_touched()) {
        entry.page.set_touched(false);
        for object in entry.objects(entry.bits(&seeds)) {
            object.header().clear_touched();
        }
    }
    Some(reached)
}

/// What can be reached from some objects, through values of keys too; `None` if that is more than `limit`.
fn reach(
    set: &PageSet,
    seeds: &[Cell<u64>],
    limit: usize,
    storages: &Storages,
) -> Option<Vec<Cell<u64>>> {
    let reached = zeroed::<u64>(set.words());
    let mut marks = Marks::new(set, true, |at| (seeds[at].get(), 0));
    if !marks.spread(limit, &[]) {
        return None;
    }
    copy_marks(set, &marks, &reached);
    let pairs = gather_all(set, &reached, storages);
    if !pairs.is_empty() {
        // What belongs to a dead key may be garbage without any further sign.
        marks.wait_for_keys(DeadKeys::Kept);
        if !marks.spread(limit, &pairs) {
            return None;
        }
        copy_marks(set, &marks, &reached);
    }
    Some(reached)
}

fn copy_marks(set: &PageSet, marks: &Marks<'_>, to: &[Cell<u64>]) {
    for (number, entry) in set.pages().iter().enumerate() {
        for (reached, mark) in entry.bits(to).iter().zip(marks.bits(number)) {
            reached.set(mark.get());
        }
    }
}

/// The living objects of a word that were touched.
fn touched(page: PagePtr, word: usize) -> u64 {
    let slots = word * WORD..page.used().min((word + 1) * WORD);
    slots.enumerate().fold(0, |touched, (bit, slot)| {
        let header = page.slot(slot).header();
        let is_touched = header.is_touched() && header.is_upgradable();
        touched | u64::from(is_touched) << bit
    })
}
