//! What must hold of pools, pages and chunks whenever nobody is at work on them. For builds with
//! `--cfg gc_zeal`.

use std::collections::HashSet;
use std::fmt;

use super::page::{PagePtr, PageRole};
use super::pool::Pool;
use super::space::Space;
use crate::object::SlotState;

impl Space {
    /// Checks all lists and totals.
    ///
    /// # Panics
    ///
    /// If one is wrong.
    pub(crate) fn verify(&self) {
        let (mut pages, mut small) = (0, 0);
        for pool in self.pools() {
            let found = pool.pages();
            pages += found.len();
            if !pool.layout().is_large() {
                small += found.len();
            }
            verify_pool(pool, &found);
            for page in found {
                expect(page, "the owner of the page", self.owner(), page.owner());
                verify_page(pool, page);
            }
        }
        let (counted, taken) = (self.page_count(), self.verify_chunks());
        assert!(
            pages == counted && small == taken,
            "heap check: expected {counted} pages, {taken} of them carved from chunks: found {pages} and {small}"
        );
    }
}

/// Checks which pages are current, available and full.
fn verify_pool(pool: &Pool, pages: &[PagePtr]) {
    let mut available = HashSet::new();
    let (mut at, mut previous) = (pool.first_available(), None);
    while let Some(page) = at {
        expect(
            page,
            "not to be in the list twice",
            true,
            available.insert(page),
        );
        expect(
            page,
            "the page before it in the list",
            previous,
            page.previous(),
        );
        (previous, at) = (at, page.next());
    }
    for (index, &page) in pages.iter().enumerate() {
        expect(page, "its place in its pool", index, page.index());
        let is_current = pool.current() == Some(page);
        let role = if is_current {
            PageRole::Current
        } else if available.remove(&page) {
            PageRole::Available
        } else {
            PageRole::Full
        };
        expect(page, "the role", role, page.role());
    }
    assert!(
        available.is_empty(),
        "heap check: expected available pages to be pages of their pool: found {available:?} besides"
    );
}

fn verify_page(pool: &Pool, page: PagePtr) {
    let is_large = pool.layout().is_large();
    expect(page, "no array of a phase", true, page.side().is_null());
    expect(
        page,
        "the strong word of a new object",
        pool.class().birth(),
        page.birth(),
    );
    expect(
        page,
        "slots used to be at most all slots",
        true,
        page.used() <= page.capacity(),
    );
    let free = verify_free_list(page);
    expect(
        page,
        "used slots less free ones to be in use",
        page.used() - free,
        page.live(),
    );
    let is = |state| move |index: &usize| page.slot(*index).header().state() == state;
    let count = |state| (0..page.used()).filter(is(state)).count();
    expect(
        page,
        "all free slots to be in the list",
        count(SlotState::Free),
        free,
    );
    let dead = page.live() - page.values();
    // A value that is being built is not there, either; nor has the condemned an owner then.
    let gone = count(SlotState::Dead)..=count(SlotState::Dead) + count(SlotState::Condemned);
    assert!(
        gone.contains(&dead),
        "heap check: a page of `{}` ({page:?}): slots without a value: expected {gone:?}, found {dead}",
        (page.descriptor().type_name)()
    );
    let stays_empty = page.is_current() || page.is_pinned();
    expect(
        page,
        "to hold something, or be needed empty",
        true,
        page.live() > 0 || stays_empty,
    );
    match page.role() {
        PageRole::Current => {}
        PageRole::Available => expect(page, "a free slot", true, page.has_free_slot()),
        PageRole::Full if is_large => {}
        PageRole::Full => expect(page, "a free slot", false, page.has_free_slot()),
    }
    expect(
        page,
        "when it asks for attention",
        page.notify_by_role(),
        page.notify(),
    );
}

/// Walks the list of free slots. Returns how many there are.
fn verify_free_list(page: PagePtr) -> usize {
    let mut free = 0;
    let mut at = page.first_free();
    while let Some(object) = at {
        let is_slot = page.slot_at(object).is_some();
        expect(page, "the list of free slots to name slots", true, is_slot);
        let state = object.header().state();
        expect(
            page,
            "a slot in the list of free ones",
            SlotState::Free,
            state,
        );
        free += 1;
        expect(
            page,
            "a list of free slots without a circle",
            true,
            free <= page.used(),
        );
        expect(
            page,
            "a free slot as it was left: was it used after its end?",
            true,
            page.is_poisoned(object),
        );
        at = page.next_free(object);
    }
    free
}

/// Says what is wrong with a page, if something is.
fn expect<T: PartialEq + fmt::Debug>(page: PagePtr, what: &str, expected: T, found: T) {
    assert!(
        expected == found,
        "heap check: a page of `{}` ({page:?}): {what}: expected {expected:?}, found {found:?}",
        (page.descriptor().type_name)()
    );
}
