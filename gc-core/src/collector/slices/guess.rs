//! What may be garbage, found while the program runs.

use core::cell::{Cell, RefCell};
use std::collections::VecDeque;

use super::super::count::nonzero;
use super::super::owners::{count_living, count_these};
use super::super::prefetch::{prefetch, prefetch_ahead};
use super::super::set::{WORD, ones};
use super::Meter;
use super::member::Member;
use super::plot::{Bits, Field, Plot};
use crate::heap::PagePtr;
use crate::object::{BLOCK, EdgeSink, ObjectPtr, Tracer};

/// After this many rounds the guess is taken as it is.
const ROUNDS: usize = 4;
/// So is one that the last round made smaller by less than this part.
const SMALL_PART: usize = 8;

/// Counting and marking in slices.
pub(super) struct Guess {
    step: Step,
    round: usize,
    /// Pages with objects marked and not yet scanned.
    queue: RefCell<VecDeque<usize>>,
    /// Candidates of the first round.
    examined: usize,
    /// Candidates that the last round left, and those that it threw out.
    left: usize,
    thrown_out: usize,
    members: Vec<Member>,
}

/// The place where the next slice goes on.
#[derive(Clone, Copy)]
enum Step {
    /// Counting edges and owners, from a word of a page on.
    Count {
        page: usize,
        word: usize,
    },
    /// Marking what has owners that are not candidates, from a page on.
    Hold {
        page: usize,
    },
    /// Following the edges of what is marked.
    Mark,
    /// Throwing out what is marked, from a page on.
    Settle {
        page: usize,
    },
    /// Giving the candidates their numbers, from a page on.
    Number {
        page: usize,
    },
    Done,
}

impl Guess {
    pub(super) fn new() -> Self {
        Self {
            step: Step::Count { page: 0, word: 0 },
            round: 0,
            queue: RefCell::new(VecDeque::new()),
            examined: 0,
            left: 0,
            thrown_out: 0,
            members: Vec::new(),
        }
    }

    pub(super) fn examined(&self) -> usize {
        self.examined
    }

    /// Whether nothing is left of the guess.
    pub(super) fn is_empty(&self) -> bool {
        self.left == 0
    }

    /// The candidates, by their numbers.
    pub(super) fn take_members(&mut self) -> Vec<Member> {
        core::mem::take(&mut self.members)
    }

    /// Goes on until the meter says stop. True when the guess is made. Runs `trace`, and nothing else of
    /// the user's.
    pub(super) fn run(&mut self, field: &mut Field, meter: &mut Meter) -> bool {
        while meter.goes_on() {
            match self.step {
                Step::Count { page, word } => self.count(field, page, word, meter),
                Step::Hold { page } => self.hold(field, page, meter),
                Step::Mark => self.mark(field, meter),
                Step::Settle { page } => self.settle(field, page, meter),
                Step::Number { page } => self.number(field, page, meter),
                Step::Done => return true,
            }
        }
        false
    }

    fn count(&mut self, field: &Field, mut page: usize, mut word: usize, meter: &mut Meter) {
        let mut sink = CountSink {
            field,
            found: [const { None }; BLOCK],
        };
        let mut tracer = Tracer::new(&mut sink);
        while page < field.len() && meter.goes_on() {
            let plot = field.plot(page);
            if word * WORD >= plot.page.used() {
                (page, word) = (page + 1, 0);
                meter.spend(1);
                continue;
            }
            let counted = self.count_word(plot, word, &mut tracer);
            meter.spend(1 + counted);
            word += 1;
        }
        tracer.flush();
        self.step = if page < field.len() {
            Step::Count { page, word }
        } else {
            Step::Hold { page: 0 }
        };
    }

    /// Counts the owners and edges of the candidates of a word.
    fn count_word(&mut self, plot: &Plot, word: usize, tracer: &mut Tracer<'_>) -> usize {
        let page = plot.page;
        let slots = word * WORD..page.used().min((word + 1) * WORD);
        let here = if self.round == 0 {
            count_living::<false>(page, slots.clone(), &plot.counters()[slots.clone()])
        } else {
            let candidates = plot
                .bits_made()
                .map_or(0, |bits| bits[word].candidates.get());
            let lives = |bit: &usize| {
                let slot = slots.start + bit;
                slot < slots.end && page.slot(slot).header().is_upgradable()
            };
            let living = ones(candidates).filter(lives);
            let living = living.fold(0, |bits, bit| bits | 1 << bit);
            count_these(page, slots.start, living, &plot.counters()[slots.clone()])
        };
        let living = here.members;
        if living != 0 || plot.bits_made().is_some() {
            plot.bits()[word].candidates.set(living);
        }
        if self.round == 0 {
            self.examined += living.count_ones() as usize;
        }
        trace(plot, word, here.readable(page, slots.start), tracer);
        living.count_ones() as usize
    }

    fn hold(&mut self, field: &Field, mut page: usize, meter: &mut Meter) {
        while page < field.len() && meter.goes_on() {
            let plot = field.plot(page);
            if let (Some(bits), Some(counters)) = (plot.bits_made(), plot.counters_made()) {
                let pending = hold_page(bits, counters);
                if pending {
                    plot.queued.set(true);
                    self.queue.get_mut().push_back(page);
                }
            }
            meter.spend(32);
            page += 1;
        }
        self.step = if page < field.len() {
            Step::Hold { page }
        } else {
            Step::Mark
        };
    }

    fn mark(&mut self, field: &Field, meter: &mut Meter) {
        let mut sink = MarkSink {
            field,
            queue: &self.queue,
            found: [const { None }; BLOCK],
        };
        let mut tracer = Tracer::new(&mut sink);
        while meter.goes_on() {
            let next = self.queue.borrow_mut().pop_front();
            if let Some(number) = next {
                let plot = field.plot(number);
                if !mark_page(plot, meter, &mut tracer) {
                    self.queue.borrow_mut().push_front(number);
                }
            } else {
                tracer.flush();
                if self.queue.borrow().is_empty() {
                    self.step = Step::Settle { page: 0 };
                    (self.left, self.thrown_out) = (0, 0);
                    return;
                }
            }
        }
        tracer.flush();
    }

    fn settle(&mut self, field: &Field, mut page: usize, meter: &mut Meter) {
        while page < field.len() && meter.goes_on() {
            let plot = field.plot(page);
            if let Some(bits) = plot.bits_made() {
                for bits in bits {
                    let out = bits.candidates.get() & bits.marked.get();
                    let left = bits.candidates.get() & !out;
                    bits.candidates.set(left);
                    self.thrown_out += out.count_ones() as usize;
                    self.left += left.count_ones() as usize;
                }
            }
            meter.spend(16);
            page += 1;
        }
        self.step = if page < field.len() {
            Step::Settle { page }
        } else {
            self.round += 1;
            let is_fine = self.round > 1 && self.thrown_out <= self.left / SMALL_PART;
            if self.left == 0 {
                Step::Done
            } else if is_fine || self.round == ROUNDS {
                Step::Number { page: 0 }
            } else {
                Step::Count { page: 0, word: 0 }
            }
        };
    }

    fn number(&mut self, field: &mut Field, mut page: usize, meter: &mut Meter) {
        self.members.reserve(if page == 0 { self.left } else { 0 });
        while page < field.len() && meter.goes_on() {
            field.plot_mut(page).forget_counters();
            let plot = field.plot(page);
            let before = self.members.len();
            if let Some(bits) = plot.bits_made() {
                self.number_page(plot, bits);
            }
            meter.spend(16 + self.members.len() - before);
            page += 1;
        }
        self.step = if page < field.len() {
            Step::Number { page }
        } else {
            Step::Done
        };
    }

    fn number_page(&mut self, plot: &Plot, bits: &[Bits]) {
        let used = plot.page.used();
        for (word, bits) in bits.iter().enumerate() {
            let slots = word * WORD..used.min((word + 1) * WORD);
            if slots.is_empty() {
                bits.candidates.set(0);
                continue;
            }
            let candidates = bits.candidates.get() & u64::MAX >> (WORD - slots.len());
            bits.candidates.set(candidates);
            // More than 2^32 candidates would take 64 GiB of memory at least.
            bits.rank.set(self.members.len() as u32);
            let objects = ones(candidates).map(|bit| plot.page.slot(slots.start + bit));
            self.members.extend(objects.map(Member::new));
        }
    }
}

/// Traces the objects of a word that are named. They live, and no `&mut` of them exists.
fn trace(plot: &Plot, word: usize, readable: u64, tracer: &mut Tracer<'_>) {
    if readable == 0 {
        return;
    }
    let page = plot.page;
    let first = page.slot(word * WORD).payload();
    // SAFETY:
    // 1. the callers have just looked at the headers: the bits name living objects that may be read.
    unsafe { (page.descriptor().trace_slots)(first, page.stride(), readable, tracer) };
}

/// Begins marking with what has other owners than candidates, and clears the counters for the next
/// round. Whether there is anything.
fn hold_page(bits: &[Bits], counters: &[Cell<u16>]) -> bool {
    let mut pending = false;
    for (bits, counters) in bits.iter().zip(counters.chunks_exact(WORD)) {
        let held = bits.candidates.get() & nonzero(counters);
        bits.marked.set(held);
        bits.scanned.set(0);
        pending |= held != 0;
        counters.iter().for_each(|counter| counter.set(0));
    }
    pending
}

/// Follows the edges of what is marked on a page. False if the meter said stop before the end.
fn mark_page(plot: &Plot, meter: &mut Meter, tracer: &mut Tracer<'_>) -> bool {
    let Some(bits) = plot.bits_made() else {
        return true;
    };
    let used = plot.page.used();
    plot.queued.set(false);
    for (word, bits) in bits.iter().enumerate() {
        let pending = bits.marked.get() & !bits.scanned.get();
        if pending == 0 {
            continue;
        }
        if !meter.goes_on() {
            plot.queued.set(true);
            return false;
        }
        bits.scanned.set(bits.marked.get());
        let readable = ones(pending).fold(0, |readable, bit| {
            let index = word * WORD + bit;
            let can_be_read = index < used && {
                let header = plot.page.slot(index).header();
                prefetch_ahead(header, plot.page.stride());
                header.is_upgradable() && !header.is_untraceable()
            };
            readable | u64::from(can_be_read) << bit
        });
        trace(plot, word, readable, tracer);
        meter.spend(1 + pending.count_ones() as usize);
    }
    meter.spend(4);
    true
}

/// Adds 1 to the counter of each edge's target that has one.
struct CountSink<'a> {
    field: &'a Field,
    /// For the block at hand: the counter of an edge's target.
    found: [Option<&'a Cell<u16>>; BLOCK],
}

impl EdgeSink for CountSink<'_> {
    fn drain(&mut self, edges: &[ObjectPtr]) {
        let mut len = 0;
        for &edge in edges {
            let page = PagePtr::of(edge);
            if let Some(plot) = self.field.of(page) {
                let counter = &plot.counters()[page.index_of(edge)];
                prefetch(counter);
                self.found[len] = Some(counter);
                len += 1;
            }
        }
        for counter in self.found[..len].iter().flatten() {
            counter.set(counter.get().wrapping_add(1));
        }
    }
}

/// Marks each edge's target that is a candidate.
struct MarkSink<'a> {
    field: &'a Field,
    queue: &'a RefCell<VecDeque<usize>>,
    /// For the block at hand: the plot of an edge's target, the bits of its word, and the slot's number there.
    found: [Option<(&'a Plot, &'a Bits, u32)>; BLOCK],
}

impl EdgeSink for MarkSink<'_> {
    fn drain(&mut self, edges: &[ObjectPtr]) {
        let mut len = 0;
        for &edge in edges {
            let page = PagePtr::of(edge);
            if let Some(plot) = self.field.of(page)
                && let Some(bits) = plot.bits_made()
            {
                let index = page.index_of(edge);
                let bits = &bits[index / WORD];
                prefetch(bits);
                self.found[len] = Some((plot, bits, (index % WORD) as u32));
                len += 1;
            }
        }
        for (plot, bits, slot) in self.found[..len].iter().flatten() {
            let bit = 1_u64 << slot;
            if bits.candidates.get() & !bits.marked.get() & bit == 0 {
                continue;
            }
            bits.marked.set(bits.marked.get() | bit);
            if !plot.queued.replace(true) {
                self.queue.borrow_mut().push_back(plot.number);
            }
        }
    }
}
