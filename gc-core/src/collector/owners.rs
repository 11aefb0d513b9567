//! What headers say of the owners of objects, a word of slots at a time.

use core::cell::Cell;
use core::ops::Range;

use super::prefetch::prefetch_ahead;
use super::set::{WORD, ones};
use crate::heap::PagePtr;
use crate::object::Header;

/// From this many owners on, a counter that reads 0 is looked at twice.
const MANY: u32 = 1 << 15;

/// What the headers of a word's members say.
#[derive(Default)]
pub(super) struct CountedWord {
    /// A bit a slot.
    pub(super) members: u64,
    /// Sum of the owners.
    pub(super) owners: usize,
    /// The counts of owners, `|`ed.
    owners_or: u32,
    /// What the headers say beyond that, `|`ed.
    pub(super) flags_or: u32,
}

impl CountedWord {
    #[inline(always)]
    fn add(&mut self, header: &Header, counter: &Cell<u16>) {
        let owners = header.strong_count();
        // With 32 bits, forgotten handles may overflow it: then something lives, and nobody reads it.
        self.owners = self.owners.wrapping_add(owners as usize);
        self.owners_or |= owners;
        self.flags_or |= header.flags();
        counter.set(counter.get().wrapping_sub(owners as u16));
    }

    /// Members whose edges may be read; the word begins at the slot `first`.
    pub(super) fn readable(&self, page: PagePtr, first: usize) -> u64 {
        if self.flags_or == 0 {
            return self.members;
        }
        let can_be_read = |bit: &usize| !page.slot(first + bit).header().is_untraceable();
        let readable = ones(self.members).filter(can_be_read);
        readable.fold(0, |bits, bit| bits | 1 << bit)
    }

    /// Those with so many owners that their counters may have wrapped.
    pub(super) fn many(&self, page: PagePtr, first: usize) -> impl Iterator<Item = usize> + use<> {
        let members = if self.owners_or < MANY {
            0
        } else {
            self.members
        };
        ones(members).filter(move |bit| page.slot(first + bit).header().strong_count() >= MANY)
    }
}

/// Counts the owners of all living values in some slots, and takes the marks of touched ones away if it is to.
///
/// This runs for each object of a heap: it looks at nothing but the header, and leaves what is rare to the caller.
#[inline(never)]
pub(super) fn count_living<const CLEAR: bool>(
    page: PagePtr,
    slots: Range<usize>,
    counters: &[Cell<u16>],
) -> CountedWord {
    debug_assert_eq!(slots.len(), counters.len(), "each slot has a counter");
    let stride = page.stride();
    let mut here = CountedWord::default();
    let mut others = 0;
    let mut bit = 1_u64;
    let mut counters = counters.iter();
    page.for_each_header(slots.clone(), |header| {
        prefetch_ahead(header, stride);
        let Some(counter) = counters.next() else {
            return;
        };
        if header.is_upgradable() {
            here.add(header, counter);
            if CLEAR {
                header.clear_touched();
            }
        } else {
            // Free, dead, being built, in the drop queue, or condemned in slices.
            others |= bit;
        }
        bit <<= 1;
    });
    here.members = u64::MAX >> (WORD - slots.len()) & !others;
    here
}

/// Counts the owners of those named, all of which live or are condemned, of a word that begins at the slot `first`.
pub(super) fn count_these(
    page: PagePtr,
    first: usize,
    these: u64,
    counters: &[Cell<u16>],
) -> CountedWord {
    let mut here = CountedWord {
        members: these,
        ..CountedWord::default()
    };
    for bit in ones(these) {
        here.add(page.slot(first + bit).header(), &counters[bit]);
    }
    here
}
