//! Second phase: what can be reached from the members that are held.
//!
//! Marks spread by pages: a queue holds the pages that have objects marked and not yet scanned,
//! and scanning a page takes all of them in address order.

use core::cell::{Cell, RefCell};
use std::collections::VecDeque;

use super::count::Counted;
use super::prefetch::prefetch;
use super::set::{PageSet, Sides, WORD, zeroed};
use crate::heap::PagePtr;
use crate::object::{BLOCK, EdgeSink, ObjectPtr, Tracer};

/// What a page's side points to in this phase: this word, then the page's mark bits.
///
/// Bit 0: the page is in the queue. Above it: the page's number in the set.
const LEAD: usize = 1;

/// Takes marks away from those that nothing reaches: returns the members that neither are held
/// nor can be reached from a held one, a bit a slot.
///
/// Runs `trace` of the members that are reached, and nothing else of the user's.
pub(super) fn unreached(set: &PageSet, counted: &Counted) -> Vec<Cell<u64>> {
    let marked = zeroed::<u64>(set.words() + LEAD * set.pages().len());
    let scanned = zeroed::<u64>(set.words());
    let queue = RefCell::new(VecDeque::new());
    let marks_of = |number: usize| {
        let entry = &set.pages()[number];
        &marked[entry.first_word + LEAD * number..][..LEAD + entry.words]
    };
    for (number, entry) in set.pages().iter().enumerate() {
        let marks = marks_of(number);
        let mut pending = 0;
        for (word, mark) in marks[LEAD..].iter().enumerate() {
            let at = entry.first_word + word;
            // What is no member counts as marked and scanned: nothing is to be done for it.
            let (members, held) = (counted.members[at].get(), counted.held[at].get());
            mark.set(!members | held);
            scanned[at].set(!(members & counted.readable[at].get()));
            pending |= held & counted.readable[at].get();
        }
        marks[0].set((number as u64) << 1 | u64::from(pending != 0));
        if pending != 0 {
            queue.borrow_mut().push_back(number);
        }
    }
    {
        let sides = RefCell::new(0);
        let _sides = Sides::new(set, |_| {
            let number = sides.replace_with(|number| *number + 1);
            marks_of(number).as_ptr().cast()
        });
        let mut sink = MarkSink { queue: &queue };
        let mut tracer = Tracer::new(&mut sink);
        loop {
            let next = queue.borrow_mut().pop_front();
            let Some(number) = next else {
                tracer.flush();
                if queue.borrow().is_empty() {
                    break;
                }
                continue;
            };
            let entry = &set.pages()[number];
            let marks = marks_of(number);
            marks[0].set(marks[0].get() & !1);
            let page = entry.page;
            let trace_slots = page.descriptor().trace_slots;
            for (word, scanned) in entry.bits(&scanned).iter().enumerate() {
                let pending = marks[LEAD + word].get() & !scanned.get();
                if pending == 0 {
                    continue;
                }
                scanned.set(scanned.get() | pending);
                let first = page.slot(word * WORD).payload();
                // SAFETY:
                // 1. the bits name members whose edges may be read: living values of which no
                //    `&mut` exists.
                unsafe { trace_slots(first, page.stride(), pending, &mut tracer) };
            }
        }
    }
    let unreached = zeroed::<u64>(set.words());
    for (number, entry) in set.pages().iter().enumerate() {
        for (mark, unreached) in marks_of(number)[LEAD..].iter().zip(entry.bits(&unreached)) {
            unreached.set(!mark.get());
        }
    }
    unreached
}

/// Marks each edge's target that is on a page of the set.
struct MarkSink<'a> {
    queue: &'a RefCell<VecDeque<usize>>,
}

impl EdgeSink for MarkSink<'_> {
    fn drain(&mut self, edges: &[ObjectPtr]) {
        let mut found = [(core::ptr::null::<Cell<u64>>(), 0_u32); BLOCK];
        let mut len = 0;
        for &edge in edges {
            let page = PagePtr::of(edge);
            let marks = page.side().cast::<Cell<u64>>();
            if marks.is_null() {
                continue;
            }
            let index = page.index_of(edge);
            prefetch(marks.wrapping_add(LEAD + index / WORD));
            found[len] = (marks, index as u32);
            len += 1;
        }
        for &(marks, index) in &found[..len] {
            let (word, bit) = (index as usize / WORD, 1_u64 << (index as usize % WORD));
            let mark = marks.wrapping_add(LEAD + word);
            // SAFETY:
            // 1. the side of a page in the set has a bit for each slot behind the leading word, and
            //    an edge leads to one;
            // 2. the marks outlive the tracer, and are only shared.
            let mark = unsafe { &*mark };
            if mark.get() & bit != 0 {
                continue;
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
}
