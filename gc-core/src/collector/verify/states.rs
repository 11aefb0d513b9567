//! The laws of headers: see the table in [`object`](crate::object).

use std::collections::HashSet;

use super::key;
use crate::heap::{PagePtr, Space};
use crate::object::{Header, ObjectPtr, SlotState, TypeClass};

/// Counts this high keep their mark, whatever the page says.
const KEEPS_ITS_MARK: u32 = 1 << 30;

/// Checks each slot that was ever used.
pub(super) fn check(space: &Space, condemned: &HashSet<usize>) {
    for pool in space.pools() {
        for page in pool.pages() {
            for index in 0..page.used() {
                check_slot(page, page.slot(index), condemned);
            }
            let marked = page.is_touched() || pool.class() != TypeClass::Scanned;
            if !marked && let Some(object) = touched(page) {
                fault(page, object, "the page of a touched object to be touched");
            }
        }
    }
}

fn check_slot(page: PagePtr, object: ObjectPtr, condemned: &HashSet<usize>) {
    let header: &Header = object.header();
    let expected = match header.state() {
        SlotState::Live if header.strong_count() == 0 => "a live object to have an owner",
        SlotState::Dead if header.strong_count() != 0 => "a dead object to have no owner",
        SlotState::Dead if header.weak_count() == 0 => "a dead object to have a `Weak`",
        SlotState::Free if header.strong_count() != 0 => "a free slot to have no owner",
        SlotState::Free if header.is_finalized() || header.is_untraceable() => {
            "a free slot to have no flags"
        }
        // One that is being built has no owner. The pages of what slices condemned are pinned.
        SlotState::Condemned
            if header.strong_count() != 0
                && !page.is_pinned()
                && !condemned.contains(&key(object)) =>
        {
            "a condemned object to be part of the collection"
        }
        state if condemned.contains(&key(object)) && state != SlotState::Condemned => {
            "what the collection condemned to be condemned"
        }
        _ => return,
    };
    fault(page, object, expected)
}

/// A living object of a page that is touched.
fn touched(page: PagePtr) -> Option<ObjectPtr> {
    (0..page.used()).map(|index| page.slot(index)).find(|it| {
        let header = it.header();
        header.is_upgradable() && header.is_touched() && header.strong_count() < KEEPS_ITS_MARK
    })
}

/// Says what is wrong with an object.
#[cold]
pub(super) fn fault(page: PagePtr, object: ObjectPtr, expected: &str) -> ! {
    let header = object.header();
    panic!(
        "heap check: expected {expected}: found {:?} with {} `Gc`s and {} `Weak`s at {:p} in a page of `{}`; \
         either a `trace` reports what it does not own, or unsafe code went wrong before",
        header.state(),
        header.strong_count(),
        if header.state() == SlotState::Free {
            0
        } else {
            header.weak_count()
        },
        object.payload(),
        (page.descriptor().type_name)(),
    )
}
