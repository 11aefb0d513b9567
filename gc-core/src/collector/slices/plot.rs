//! The pages that a collection in slices is about, and what it knows of each.
//!
//! A page points to its plot from the beginning of the collection to its end, and stays in use
//! for as long. Pages that are made meanwhile have none: what lies there lives.

use core::cell::{Cell, OnceCell};
use core::marker::PhantomData;
use core::ptr::NonNull;

use super::super::prefetch::prefetch;
use super::super::set::{WORD, zeroed};
use super::Meter;
use crate::heap::{PagePtr, Space};
use crate::object::{BLOCK, ObjectPtr};

/// What is known of one page.
pub(super) struct Plot {
    pub(super) page: PagePtr,
    /// Position in the field.
    pub(super) number: usize,
    /// The page is in the queue of those with objects marked and not yet scanned.
    pub(super) queued: Cell<bool>,
    bits: OnceCell<Box<[Bits]>>,
    counters: OnceCell<Vec<Cell<u16>>>,
}

/// What is known of the slots of one word, a bit each: half a cache line, as an edge to a slot is looked up here.
#[derive(Default)]
#[repr(align(32))]
pub(super) struct Bits {
    /// What may be garbage.
    pub(super) candidates: Cell<u64>,
    /// Candidates that something holds.
    pub(super) marked: Cell<u64>,
    /// Marked ones whose edges were followed.
    pub(super) scanned: Cell<u64>,
    /// The number of the first candidate here among all.
    pub(super) rank: Cell<u32>,
}

const _: () = assert!(size_of::<Bits>() == 32);

impl Plot {
    fn new(page: PagePtr, number: usize) -> Self {
        Self {
            page,
            number,
            queued: Cell::new(false),
            bits: OnceCell::new(),
            counters: OnceCell::new(),
        }
    }

    /// Words with a bit for each slot.
    pub(super) fn words(&self) -> usize {
        self.page.capacity().div_ceil(WORD)
    }

    /// The bits of each word, made if need be.
    #[inline]
    pub(super) fn bits(&self) -> &[Bits] {
        let make = || (0..self.words()).map(|_| Bits::default()).collect();
        self.bits.get_or_init(make)
    }

    /// The bits of each word, if there are any.
    #[inline]
    pub(super) fn bits_made(&self) -> Option<&[Bits]> {
        self.bits.get().map(|bits| &**bits)
    }

    /// For each slot, `edges that lead there - strong count`, modulo 2^16.
    #[inline]
    pub(super) fn counters(&self) -> &[Cell<u16>] {
        self.counters.get_or_init(|| zeroed(self.words() * WORD))
    }

    /// The counters, if there are any.
    pub(super) fn counters_made(&self) -> Option<&[Cell<u16>]> {
        self.counters.get().map(Vec::as_slice)
    }

    /// Gives back what only the guess needs.
    pub(super) fn forget_counters(&mut self) {
        self.counters.take();
    }
}

impl Bits {
    /// The number of a candidate in a slot of the word among all, once they are numbered.
    #[inline]
    fn member(&self, slot: u32) -> Option<u32> {
        let candidates = self.candidates.get();
        let bit = 1_u64 << slot;
        let before = (candidates & (bit - 1)).count_ones();
        (candidates & bit != 0).then(|| self.rank.get() + before)
    }
}

/// Whether an object that a collection in slices once saw is there (or another one in its slot), and alive.
pub(super) fn is_alive(object: ObjectPtr) -> bool {
    PagePtr::of(object).was_used(object) && object.header().is_upgradable()
}

/// All plots of a heap.
///
/// # Invariants
///
/// 1. Each plot was leaked from a box, and its page, which is pinned and so in use, points to it.
pub(super) struct Field {
    plots: Vec<NonNull<Plot>>,
    owner: *const (),
    /// The plots are owned.
    _plots: PhantomData<Box<Plot>>,
}

impl Field {
    /// A plot for each page with objects that may be part of cycles.
    pub(super) fn new(space: &Space) -> Self {
        let mut pages: Vec<_> = space.scanned_pages().collect();
        pages.sort_unstable();
        let plots = pages.into_iter().enumerate().map(|(number, page)| {
            let plot = NonNull::from(Box::leak(Box::new(Plot::new(page, number))));
            page.set_plot(plot.as_ptr().cast_const().cast());
            plot
        });
        Self {
            plots: plots.collect(),
            owner: space.owner(),
            _plots: PhantomData,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.plots.len()
    }

    #[inline]
    pub(super) fn plot(&self, number: usize) -> &Plot {
        // SAFETY:
        // 1. by the invariant it is a leaked box, which is only shared while `self` is.
        unsafe { self.plots[number].as_ref() }
    }

    pub(super) fn plot_mut(&mut self, number: usize) -> &mut Plot {
        // SAFETY:
        // 1. by the invariant it is a leaked box, and nobody has another borrow while `self` is
        //    borrowed mutably.
        unsafe { self.plots[number].as_mut() }
    }

    /// The plot of a page, if it has one in this field.
    #[inline]
    pub(super) fn of(&self, page: PagePtr) -> Option<&Plot> {
        let plot = page.plot().cast::<Plot>();
        if plot.is_null() || page.owner() != self.owner {
            return None;
        }
        // SAFETY:
        // 1. by the invariant a page of this heap that has a plot has one of this field, as
        //    there is one at a time.
        Some(unsafe { &*plot })
    }

    /// The number of the candidate that an edge leads to, if it leads to one.
    #[inline]
    pub(super) fn member(&self, edge: ObjectPtr) -> Option<u32> {
        let page = PagePtr::of(edge);
        let bits = self.of(page)?.bits_made()?;
        let index = page.index_of(edge);
        bits[index / WORD].member((index % WORD) as u32)
    }

    /// The numbers of those candidates that some edges lead to, in `found`; returns how many. Reads the memory
    /// for all of them side by side.
    #[inline]
    pub(super) fn members(&self, edges: &[ObjectPtr], found: &mut [u32; BLOCK]) -> usize {
        let mut places: [Option<(&Bits, u32)>; BLOCK] = [const { None }; BLOCK];
        let mut len = 0;
        for &edge in edges {
            let page = PagePtr::of(edge);
            if let Some(bits) = self.of(page).and_then(Plot::bits_made) {
                let index = page.index_of(edge);
                let bits = &bits[index / WORD];
                prefetch(bits);
                places[len] = Some((bits, (index % WORD) as u32));
                len += 1;
            }
        }
        let mut members = 0;
        for (bits, slot) in places[..len].iter().flatten() {
            if let Some(member) = bits.member(*slot) {
                found[members] = member;
                members += 1;
            }
        }
        members
    }

    /// Gives pages and plots free, the last ones first. True when all are.
    pub(super) fn leave(&mut self, space: &Space, meter: &mut Meter) -> bool {
        while meter.goes_on() {
            let Some(plot) = self.plots.pop() else {
                return true;
            };
            // SAFETY:
            // 1. by the invariant it is a leaked box, and it is out of the field.
            let plot = unsafe { Box::from_raw(plot.as_ptr()) };
            space.unpin(plot.page);
            meter.spend(16);
        }
        false
    }
}

impl Drop for Field {
    fn drop(&mut self) {
        debug_assert!(
            self.plots.is_empty() || std::thread::panicking(),
            "pages are given free before their field goes"
        );
    }
}
