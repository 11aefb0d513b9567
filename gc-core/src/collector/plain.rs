//! Garbage in whose end nobody has a part: it has no finalizer and no drop glue but edges, no `Weak` asks whether
//! it lives, and no edge leaves it. Nothing else changes as it goes, so its slots are freed at once.

use super::Host;
use super::set::{PageSet, SetPage, WORD, count_ones};
use super::trial::Verdict;
use super::verify::{self, Condemned};
use crate::object::{Death, SlotState};

/// Whether all of a trial's garbage is such. The set is what is left of it.
pub(super) fn is_plain(host: Host<'_>, set: &PageSet, verdict: &Verdict) -> bool {
    verdict.doomed.is_empty()
        && set.pages().iter().all(|entry| dies_plainly(host, entry))
        && owners(set, verdict).is_some_and(|owners| verdict.is_closed(owners))
}

/// Whether values on a page have neither a finalizer nor drop glue that does more than to let edges go.
fn dies_plainly(host: Host<'_>, entry: &SetPage) -> bool {
    let page = entry.page;
    page.death() == Death::Silent
        || page.death() == Death::Dropped && host.space.pool_of(page).drop_is_edges()
}

/// How many owners the garbage has; `None` where `Weak`s point there, or a header is not plain for another reason.
fn owners(set: &PageSet, verdict: &Verdict) -> Option<usize> {
    if verdict.owners_if_all.is_some() {
        return verdict.owners_if_all;
    }
    let mut owners = 0;
    let mut flags = 0;
    for entry in set.pages() {
        for (word, bits) in entry.bits(&verdict.garbage).iter().enumerate() {
            let mut bits = bits.get();
            if bits == 0 {
                continue;
            }
            let first = word * WORD;
            let slots = first + bits.trailing_zeros() as usize
                ..first + WORD - bits.leading_zeros() as usize;
            bits >>= bits.trailing_zeros();
            entry.page.for_each_header(slots, |header| {
                if bits & 1 != 0 {
                    owners += header.strong_count() as usize;
                    flags |= header.flags();
                }
                bits >>= 1;
            });
        }
    }
    (flags == 0).then_some(owners)
}

/// Frees the slots of [such](is_plain) garbage.
///
/// # Safety
///
/// 1. The garbage is plain, and no user code ran since the trial.
pub(super) unsafe fn free(host: Host<'_>, set: &PageSet, verdict: &Verdict) {
    let garbage = &verdict.garbage;
    if cfg!(gc_zeal) {
        for object in set.objects(garbage) {
            object.header().set_state(SlotState::Condemned);
        }
        verify::condemned(host, set.objects(garbage), Condemned::Whole);
    }
    for entry in set.pages() {
        let bits = entry.bits(garbage);
        let dying = count_ones(bits);
        if dying == entry.page.live() {
            // SAFETY:
            // 1. all slots in use are garbage; their values own nothing but edges, which lead to garbage, so that
            //    leaving their drop out leaves nothing behind;
            // 2. no `Weak` points there, and all owners of garbage are garbage.
            unsafe { host.space.free_page(entry.page) };
        } else {
            for object in entry.objects(bits) {
                // SAFETY:
                // 1. 2. as above.
                unsafe { host.space.free_slot(object) };
            }
        }
    }
}
