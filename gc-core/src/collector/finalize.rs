//! Last words of the condemned, and a second trial for those that had any.

use core::cell::Cell;

use super::count::Members;
use super::ephemerons::{Doomed, Storages};
use super::set::{PageSet, WORD, clear_sides, ones};
use super::trial;
use crate::drop_queue::Panics;
use crate::heap::{PagePtr, Space, key_log};
use crate::object::{Death, SlotState};

/// Runs the finalizers of the condemned that have one and did not run it before. Returns how many.
///
/// Everything is still whole; the finalizers may make and drop handles at will.
pub(super) fn run_finalizers(set: &PageSet, condemned: &[Cell<u64>], panics: &mut Panics) -> usize {
    let mut finalized = 0;
    for entry in set.pages() {
        if entry.page.death() != Death::Finalized {
            continue;
        }
        let finalize = entry.page.descriptor().finalize;
        for object in entry.objects(entry.bits(condemned)) {
            if object.header().is_finalized() {
                continue;
            }
            object.header().set_finalized();
            finalized += 1;
            // SAFETY:
            // 1. condemned values are whole until they are destroyed, and `get_mut` refuses them:
            //    no `&mut` exists.
            panics.catch(|| unsafe { finalize(object.payload()) });
        }
    }
    finalized
}

/// Takes those back that the finalizers made live again: removes them from `condemned`. Returns the values
/// that belong to the others.
///
/// Where a `trace` panics, all are taken back.
pub(super) fn pardon(
    space: &Space,
    set: &PageSet,
    condemned: &[Cell<u64>],
    panics: &mut Panics,
) -> Doomed {
    let storages = Storages::left(space);
    let verdict = panics.catch(|| trial::hold(set, &Members::These(condemned), &storages));
    if verdict.is_none() {
        clear_sides(space);
    }
    for entry in set.pages() {
        for (word, condemned) in entry.bits(condemned).iter().enumerate() {
            let living = match &verdict {
                Some(verdict) => entry.bits(&verdict.living)[word].get(),
                None => condemned.get(),
            };
            let revived = revive(entry.page, word, living);
            condemned.set(condemned.get() & !revived);
        }
    }
    verdict.map(|verdict| verdict.doomed).unwrap_or_default()
}

/// Makes those of some objects live again that have an owner, and returns them. (One that has none dies
/// in any case.)
fn revive(page: PagePtr, word: usize, bits: u64) -> u64 {
    ones(bits).fold(0, |revived, bit| {
        let object = page.slot(word * WORD + bit);
        let header = object.header();
        if header.strong_count() == 0 {
            return revived;
        }
        header.set_state(SlotState::Live);
        // It may be garbage again before anything else touches it.
        header.touch();
        page.set_touched(true);
        key_log::note(object, page);
        revived | 1 << bit
    })
}
