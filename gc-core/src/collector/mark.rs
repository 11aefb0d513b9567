//! Marks, and how they spread: from an object to all that its edges lead to.
//!
//! Marks spread by pages: a queue holds the pages that have objects marked and not yet scanned,
//! and scanning a page takes all of them in address order.
//!
//! In a trial, marks do not spread through the storage of a weak collection as through other objects:
//! see [`ephemerons`](super::ephemerons).

use core::cell::{Cell, RefCell};
use std::collections::VecDeque;

use super::count::Edges;
use super::ephemerons::{DeadKeys, Pair, Waiting};
use super::near;
use super::prefetch::{prefetch, prefetch_object};
use super::set::{PageSet, SetPage, Sides, WORD, ones, zeroed};
use crate::heap::PagePtr;
use crate::object::{BLOCK, EdgeSink, ObjectPtr, Tracer};

/// What a page's side points to in this phase: this word, then the page's mark bits.
///
/// Bit 0: the page is in the queue. Above it: the page's number in the set.
const LEAD: usize = 1;

/// So many objects of a word lie so close that the processor foresees them.
const DENSE: u32 = 48;

/// A bit for each slot of a set's pages.
pub(super) struct Marks<'a> {
    set: &'a PageSet,
    /// [`LEAD`] words, then the bits, for each page.
    marked: Vec<Cell<u64>>,
    /// What need not be scanned, or was.
    scanned: Vec<Cell<u64>>,
    /// Whether objects to be scanned may be mutably borrowed.
    unsure: bool,
    /// Values whose keys have no mark yet, where there are storages that are looked into entry by entry.
    waiting: Option<Waiting>,
    /// Over which edges marks were spread.
    followed: Cell<Edges>,
}

impl<'a> Marks<'a> {
    /// Begins with what `start` says of each word: the bits that are marked, and those that are not
    /// to be scanned. Where the latter need not include what a `GcMut` borrows, the caller is
    /// `unsure`.
    pub(super) fn new(set: &'a PageSet, unsure: bool, start: impl Fn(usize) -> (u64, u64)) -> Self {
        let marks = Self {
            set,
            marked: zeroed(set.words() + LEAD * set.pages().len()),
            scanned: zeroed(set.words()),
            unsure,
            waiting: None,
            followed: Cell::default(),
        };
        for (number, entry) in set.pages().iter().enumerate() {
            for (word, mark) in marks.of(number)[LEAD..].iter().enumerate() {
                let (marked, scanned) = start(entry.first_word + word);
                mark.set(marked);
                marks.scanned[entry.first_word + word].set(scanned);
            }
        }
        marks
    }

    /// Looks into storages entry by entry from now on.
    pub(super) fn wait_for_keys(&mut self, dead: DeadKeys) {
        self.waiting = Some(Waiting::new(self.set.words(), dead));
    }

    /// The values whose keys got no mark, though their storages did.
    pub(super) fn into_doomed(self) -> Vec<Pair> {
        self.waiting.map(Waiting::into_doomed).unwrap_or_default()
    }

    /// The part of the page number `number`.
    fn of(&self, number: usize) -> &[Cell<u64>] {
        let entry = &self.set.pages()[number];
        &self.marked[entry.first_word + LEAD * number..][..LEAD + entry.words]
    }

    /// The bits of the page number `number`.
    pub(super) fn bits(&self, number: usize) -> &[Cell<u64>] {
        &self.of(number)[LEAD..]
    }

    /// Marks all that can be reached from what is marked, and the values of these pairs if their keys are.
    /// False, and the marks are of no use, if more than `limit` objects had to be scanned.
    ///
    /// Runs `trace` of these objects, and nothing else of the user's.
    pub(super) fn spread(&self, limit: usize, pairs: &[Pair]) -> bool {
        let queue = RefCell::new(VecDeque::new());
        for (number, entry) in self.set.pages().iter().enumerate() {
            let marks = self.of(number);
            let bits = marks[LEAD..].iter().zip(entry.bits(&self.scanned));
            let pending = bits.fold(0, |all, (mark, scanned)| all | mark.get() & !scanned.get());
            marks[0].set((number as u64) << 1 | u64::from(pending != 0));
            if pending != 0 {
                queue.borrow_mut().push_back(number);
            }
        }
        let number = Cell::new(0);
        let sides = Sides::new(self.set, |_| {
            self.of(number.replace(number.get() + 1)).as_ptr().cast()
        });
        let mut sink = MarkSink {
            queue: &queue,
            found: [(core::ptr::null(), 0); BLOCK],
            edges: Edges::default(),
        };
        let mut tracer = Tracer::new(&mut sink);
        if let Some(waiting) = &self.waiting {
            for pair in pairs {
                waiting.follow(*pair, |page| self.first_word(page), &mut tracer);
            }
        }
        let mut scanned = 0;
        while scanned <= limit {
            let next = queue.borrow_mut().pop_front();
            if let Some(number) = next {
                scanned += self.scan_page(number, &mut tracer);
            } else {
                tracer.flush();
                if !queue.borrow().is_empty() {
                    continue;
                }
                let Some(waiting) = self.waiting.as_ref().filter(|it| it.is_due()) else {
                    break;
                };
                scanned += waiting.advance(|page| self.first_word(page), &mut tracer);
            }
        }
        self.followed.set(sink.edges);
        sides.clear();
        scanned <= limit
    }

    /// The edges that marks were [spread](Self::spread) over last.
    pub(super) fn followed(&self) -> Edges {
        self.followed.get()
    }

    /// Traces the objects of a page that are marked and not yet scanned. Returns how many.
    fn scan_page(&self, number: usize, tracer: &mut Tracer<'_>) -> usize {
        let entry: &SetPage = &self.set.pages()[number];
        let marks = self.of(number);
        marks[0].set(marks[0].get() & !1);
        let page = entry.page;
        let trace_slots = page.descriptor().trace_slots;
        let storages = self.waiting.as_ref().filter(|_| self.is_lazy(page));
        let keys = self.waiting.as_ref().filter(|_| page.is_keyed());
        let trace = |word: usize, readable: u64, tracer: &mut Tracer<'_>| {
            if readable != 0 {
                let first = page.slot(word * WORD).payload();
                // SAFETY:
                // 1. the bits name living values of which no `&mut` exists.
                unsafe { trace_slots(first, page.stride(), readable, tracer) };
            }
        };
        let mut objects = 0;
        // The word whose objects were asked for last.
        let mut next = (0, 0);
        for (word, scanned) in entry.bits(&self.scanned).iter().enumerate() {
            let mark = marks[LEAD + word].get();
            if let Some(keys) = keys {
                keys.note_marks(entry.first_word + word, mark, page, word * WORD);
            }
            let pending = mark & !scanned.get();
            if pending == 0 {
                continue;
            }
            scanned.set(scanned.get() | pending);
            objects += pending.count_ones() as usize;
            let readable = if self.unsure {
                // SAFETY:
                // 1. what is marked lives: it is a member, or an edge leads to it.
                unsafe { readable(page, word, pending) }
            } else {
                pending
            };
            if let Some(storages) = storages {
                ones(readable).for_each(|bit| storages.add_storage(page.slot(word * WORD + bit)));
                continue;
            }
            if readable.count_ones() < DENSE {
                ones(readable).for_each(|bit| prefetch_object(page.slot(word * WORD + bit)));
            }
            let (word, readable) = core::mem::replace(&mut next, (word, readable));
            trace(word, readable, tracer);
        }
        let (word, readable) = next;
        trace(word, readable, tracer);
        objects
    }

    /// Whether a page holds storages, and a mark of one is no mark of its values.
    fn is_lazy(&self, page: PagePtr) -> bool {
        !self.unsure && page.descriptor().storage.is_some()
    }

    /// Where the bits of a page of the set begin, while marks spread.
    fn first_word(&self, page: PagePtr) -> usize {
        // SAFETY:
        // 1. while marks spread, the side of a page in the set is its leading word.
        let lead = unsafe { &*page.side().cast::<Cell<u64>>() };
        self.set.pages()[(lead.get() >> 1) as usize].first_word
    }
}

/// Those of some objects of which no `&mut` exists.
///
/// # Safety
///
/// 1. The bits name objects that live.
unsafe fn readable(page: PagePtr, word: usize, bits: u64) -> u64 {
    ones(bits).fold(bits, |readable, bit| {
        let untraceable = page.slot(word * WORD + bit).header().is_untraceable();
        readable & !(u64::from(untraceable) << bit)
    })
}

/// Whether an object is marked, or outside of the set, while marks spread.
pub(super) fn is_marked(object: ObjectPtr) -> bool {
    let page = PagePtr::of(object);
    let marks = page.side().cast::<Cell<u64>>();
    if marks.is_null() {
        return true;
    }
    let index = page.index_of(object);
    // SAFETY:
    // 1. the side of a page in the set has a bit for each slot behind the leading word;
    // 2. the marks outlive their use as sides, and are only shared.
    let word = unsafe { &*marks.wrapping_add(LEAD + index / WORD) };
    word.get() & 1 << (index % WORD) != 0
}

/// Marks each edge's target that is on a page of the set.
struct MarkSink<'a> {
    queue: &'a RefCell<VecDeque<usize>>,
    /// For the block at hand: the side of an edge's page, and the slot's number there.
    found: [(*const Cell<u64>, u32); BLOCK],
    /// Those followed.
    edges: Edges,
}

impl EdgeSink for MarkSink<'_> {
    fn drain(&mut self, edges: &[ObjectPtr]) {
        let inside = if near::are_near(edges) {
            near::for_each(edges, |side, index| self.mark(side.cast(), index))
        } else {
            self.mark_far(edges)
        };
        self.edges.inside += inside;
        self.edges.leaving += edges.len() - inside;
    }
}

impl MarkSink<'_> {
    /// For edges that lead anywhere. Returns how many lead to pages of the set.
    fn mark_far(&mut self, edges: &[ObjectPtr]) -> usize {
        let mut len = 0;
        for &edge in edges {
            let page = PagePtr::of(edge);
            let marks = page.side().cast::<Cell<u64>>();
            if marks.is_null() {
                continue;
            }
            let index = page.index_of(edge);
            prefetch(marks.wrapping_add(LEAD + index / WORD));
            self.found[len] = (marks, index as u32);
            len += 1;
        }
        for &(marks, index) in &self.found[..len] {
            self.mark(marks, index as usize);
        }
        len
    }

    /// Marks a slot of a page of the set, whose side `marks` is.
    #[inline(always)]
    fn mark(&self, marks: *const Cell<u64>, index: usize) {
        let (word, bit) = (index / WORD, 1_u64 << (index % WORD));
        // SAFETY:
        // 1. the side of a page in the set has a bit for each slot behind the leading word, and
        //    an edge leads to one;
        // 2. the marks outlive the tracer, and are only shared.
        let mark = unsafe { &*marks.wrapping_add(LEAD + word) };
        if mark.get() & bit != 0 {
            return;
        }
        mark.set(mark.get() | bit);
        // SAFETY:
        // 1. 2. as above.
        let lead = unsafe { &*marks };
        if lead.get() & 1 == 0 {
            lead.set(lead.get() | 1);
            self.queue
                .borrow_mut()
                .push_back((lead.get() >> 1) as usize);
        }
    }
}
