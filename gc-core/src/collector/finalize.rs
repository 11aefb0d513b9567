//! Last words of the condemned, and a second trial for those that had any.

use core::cell::Cell;

use super::count::Members;
use super::set::{PageSet, SetPage};
use super::trial;
use crate::drop_queue::Panics;
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

/// Takes those back that the finalizers made live again: removes them from `condemned`.
///
/// # Panics
///
/// With the panic of a `trace`; then all are taken back.
pub(super) fn pardon(set: &PageSet, condemned: &[Cell<u64>], panics: &mut Panics) {
    let verdict = panics.catch(|| trial::hold(set, &Members::These(condemned)));
    for entry in set.pages() {
        let pardoned: Vec<Cell<u64>> = match &verdict {
            Some(verdict) => entry.bits(&verdict.living).to_vec(),
            None => entry.bits(condemned).to_vec(),
        };
        revive(entry, &pardoned);
        for (condemned, pardoned) in entry.bits(condemned).iter().zip(&pardoned) {
            condemned.set(condemned.get() & !pardoned.get());
        }
    }
}

fn revive(entry: &SetPage, pardoned: &[Cell<u64>]) {
    for object in entry.objects(pardoned) {
        let header = object.header();
        header.set_state(SlotState::Live);
        // It may be garbage again before anything else touches it.
        header.touch();
        entry.page.set_touched(true);
    }
}
