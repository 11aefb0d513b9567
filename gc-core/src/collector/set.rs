//! The objects that a trial is about: pages, and a bit for each of their slots.

use core::cell::Cell;
use core::mem::ManuallyDrop;
use core::ops::Range;

use crate::heap::{PagePtr, Pool, Space};
use crate::object::ObjectPtr;

/// Bits in a word.
pub(super) const WORD: usize = u64::BITS as usize;

/// The pages that a trial looks at, in address order, and where each one's part of the trial's
/// arrays begins.
pub(super) struct PageSet {
    pages: Vec<SetPage>,
    /// Of all pages that the set began with.
    words: usize,
}

/// One page of a set.
#[derive(Clone, Copy)]
pub(super) struct SetPage {
    pub(super) page: PagePtr,
    /// Index of the page's first word in arrays of one bit a slot.
    pub(super) first_word: usize,
    /// Words with a bit for each slot.
    pub(super) words: usize,
}

impl PageSet {
    pub(super) fn new(mut pages: Vec<PagePtr>) -> Self {
        pages.sort_unstable();
        let mut first_word = 0;
        let pages = pages
            .into_iter()
            .map(|page| {
                // By capacity, not by use: finalizers may make objects on these pages.
                let words = page.capacity().div_ceil(WORD);
                let entry = SetPage {
                    page,
                    first_word,
                    words,
                };
                first_word += words;
                entry
            })
            .collect();
        Self {
            pages,
            words: first_word,
        }
    }

    pub(super) fn pages(&self) -> &[SetPage] {
        &self.pages
    }

    /// Leaves out the pages that have no bit set in `array`. The others keep their parts of arrays.
    pub(super) fn retain(&mut self, array: &[Cell<u64>]) {
        self.pages
            .retain(|entry| entry.bits(array).iter().any(|word| word.get() != 0));
    }

    /// The objects whose bits are set in an array of one bit a slot.
    pub(super) fn objects(&self, array: &[Cell<u64>]) -> impl Iterator<Item = ObjectPtr> {
        let pages = self.pages.iter();
        pages.flat_map(|entry| entry.objects(entry.bits(array)))
    }

    /// Words of an array with one bit a slot.
    pub(super) fn words(&self) -> usize {
        self.words
    }
}

impl SetPage {
    /// The indices of the page's words in an array of one bit a slot.
    pub(super) fn range(&self) -> Range<usize> {
        self.first_word..self.first_word + self.words
    }

    /// The part of an array of one bit a slot that belongs to this page.
    pub(super) fn bits<'a>(&self, array: &'a [Cell<u64>]) -> &'a [Cell<u64>] {
        &array[self.range()]
    }

    /// The objects whose bits are set in `bits`, which is this page's part.
    pub(super) fn objects(&self, bits: &[Cell<u64>]) -> impl Iterator<Item = ObjectPtr> {
        let page = self.page;
        bits.iter().enumerate().flat_map(move |(word, bits)| {
            ones(bits.get()).map(move |bit| page.slot(word * WORD + bit))
        })
    }
}

/// The positions of the bits set in a word, lowest first.
pub(super) fn ones(mut bits: u64) -> impl Iterator<Item = usize> {
    core::iter::from_fn(move || {
        if bits == 0 {
            return None;
        }
        let bit = bits.trailing_zeros() as usize;
        bits &= bits - 1;
        Some(bit)
    })
}

/// How many bits are set.
pub(super) fn count_ones(bits: &[Cell<u64>]) -> usize {
    let ones = bits.iter().map(|word| word.get().count_ones() as usize);
    ones.sum()
}

/// An array of zeroed cells. Costs nothing for the parts of a large one that are never touched.
pub(super) fn zeroed<T: Copy + Default>(len: usize) -> Vec<Cell<T>> {
    // The system hands out zeroed memory: a loop over cells would write it all once more.
    let mut zeros = ManuallyDrop::new(vec![T::default(); len]);
    // SAFETY:
    // 1. it is the memory of a vector that is forgotten, with its length and capacity;
    // 2. `Cell<T>` has the layout of `T`.
    unsafe { Vec::from_raw_parts(zeros.as_mut_ptr().cast(), len, zeros.capacity()) }
}

/// The pages' pointers into the arrays of a phase. To be taken away when the phase ends: while user
/// code runs, no page has one.
///
/// Where a `trace` panics, [`clear_sides`] takes them away once the panic is caught, by going through
/// the pages that there are then: the panic hook may have made some of the set's go.
#[must_use = "the pages' pointers must be taken away again"]
pub(super) struct Sides<'a> {
    set: &'a PageSet,
}

impl<'a> Sides<'a> {
    /// Gives each page what `side` says.
    pub(super) fn new(set: &'a PageSet, side: impl Fn(&SetPage) -> *const ()) -> Self {
        for entry in set.pages() {
            debug_assert!(
                entry.page.side().is_null(),
                "a page is in one phase at a time"
            );
            entry.page.set_side(side(entry));
        }
        Self { set }
    }

    /// Takes them away.
    pub(super) fn clear(self) {
        for entry in self.set.pages() {
            entry.page.set_side(core::ptr::null());
        }
    }
}

/// Takes away what a phase that panicked has left.
pub(super) fn clear_sides(space: &Space) {
    for page in space.pools().flat_map(Pool::pages) {
        page.set_side(core::ptr::null());
    }
}
