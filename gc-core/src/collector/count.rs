//! First phase: which members have as many edges from members as they have owners.
//!
//! For each member the counter is `edges from members - strong count`, in 16 bits that may wrap.
//! 0 means that all its owners are members. Where a count is so high that a difference of a
//! multiple of 65 536 is possible, the edges to it are counted again, in full.

use core::cell::Cell;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::ephemerons::{Pair, Storages, gather};
use super::near;
use super::owners::{count_living, count_these};
use super::prefetch::prefetch;
use super::set::{PageSet, SetPage, Sides, WORD, zeroed};
use crate::heap::PagePtr;
use crate::object::{BLOCK, EdgeSink, ObjectPtr, Tracer};

/// What counting found, a bit a slot each.
pub(super) struct Counted {
    /// Slots that the trial is about.
    pub(super) members: Vec<Cell<u64>>,
    /// Members that something other than a member owns.
    pub(super) held: Vec<Cell<u64>>,
    /// Members whose edges may be read.
    pub(super) readable: Vec<Cell<u64>>,
    /// Pairs whose key is a member and whose storage is not: their values' edges were counted.
    pub(super) pairs: Vec<Pair>,
    /// How many members there are.
    pub(super) examined: usize,
    /// How many owners they have.
    pub(super) owners: usize,
    /// Whether they all are [plain](crate::object::Header::is_plain).
    pub(super) are_plain: bool,
    /// The members' edges; `None` where not all could be read.
    pub(super) edges: Option<Edges>,
}

/// How many edges some objects have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Edges {
    /// To pages of the set.
    pub(super) inside: usize,
    /// To what is on no page of the set.
    pub(super) leaving: usize,
}

impl Edges {
    /// What is left without some of them; `None` where these are more, as a hand-written `trace` that breaks its
    /// contract may make them.
    pub(super) fn without(self, some: Self) -> Option<Self> {
        Some(Self {
            inside: self.inside.checked_sub(some.inside)?,
            leaving: self.leaving.checked_sub(some.leaving)?,
        })
    }
}

/// Which slots of the set's pages are members.
pub(super) enum Members<'a> {
    /// All that hold a living value, with what is to become of their marks.
    Living { marks: Touched },
    /// Those named, whatever their counts.
    These(&'a [Cell<u64>]),
}

/// What becomes of the marks of touched objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Touched {
    /// They stay: what is reached from there may be garbage for all that this trial says. Or it is not, but
    /// taking the mark away would write to all objects, and make the next handle to each leave it again.
    Kept,
    /// They are taken away. The trial is about all of the heap, so it finds all garbage that is reached
    /// from there.
    Cleared,
}

/// Counts. Runs `trace` of all members, and nothing else of the user's.
pub(super) fn count(set: &PageSet, members: &Members<'_>, storages: &Storages) -> Counted {
    let counters = zeroed::<u16>(set.words() * WORD);
    let mut counted = Counted {
        members: zeroed(set.words()),
        held: zeroed(set.words()),
        readable: zeroed(set.words()),
        pairs: Vec::new(),
        examined: 0,
        owners: 0,
        are_plain: true,
        edges: None,
    };
    let mut many = Vec::new();
    {
        let count_here = |entry: &SetPage| counters[entry.first_word * WORD..].as_ptr().cast();
        let mut sides = Sides::new(set, count_here);
        let mut sink = CountSink {
            found: [core::ptr::null(); BLOCK],
            edges: Edges::default(),
        };
        let mut tracer = Tracer::new(&mut sink);
        for entry in set.pages() {
            count_page(
                entry,
                members,
                &counters,
                &mut counted,
                &mut many,
                &mut tracer,
            );
        }
        tracer.flush();
        if !storages.is_empty() {
            sides.clear();
            counted.pairs = gather(set, &counted.members, storages);
            sides = Sides::new(set, count_here);
            for pair in &counted.pairs {
                pair.trace_value(&mut tracer);
            }
            tracer.flush();
        }
        let unreadable = tracer.take_unreadable();
        counted.edges = (!unreadable).then_some(sink.edges);
        sides.clear();
    }
    for entry in set.pages() {
        for at in entry.range() {
            let members = counted.members[at].get();
            if members != 0 {
                counted.held[at].set(members & nonzero(&counters[at * WORD..][..WORD]));
            }
        }
    }
    many.retain(|member: &Many| counted.held[member.word].get() & member.bit == 0);
    if !many.is_empty() {
        recount(set, &counted, &many);
    }
    counted
}

/// A bit for each counter that is not 0.
pub(super) fn nonzero(counters: &[Cell<u16>]) -> u64 {
    // Eight at a time, a byte each, so that the compiler compares them side by side; the product
    // then moves bit 0 of byte `n` to bit `56 + n`.
    counters
        .chunks_exact(8)
        .enumerate()
        .fold(0, |bits, (byte, eight)| {
            let mut bytes = [0; 8];
            for (byte, counter) in bytes.iter_mut().zip(eight) {
                *byte = u8::from(counter.get() != 0);
            }
            let gathered = u64::from_le_bytes(bytes).wrapping_mul(0x0102_0408_1020_4080) >> 56;
            bits | gathered << (8 * byte)
        })
}

/// A member with so many owners that its counter may have wrapped.
struct Many {
    object: ObjectPtr,
    word: usize,
    bit: u64,
}

fn count_page(
    entry: &SetPage,
    members: &Members<'_>,
    counters: &[Cell<u16>],
    counted: &mut Counted,
    many: &mut Vec<Many>,
    tracer: &mut Tracer<'_>,
) {
    let page = entry.page;
    // The trial takes note of what was touched, so that the mark can be left anew.
    let cleared = Touched::Cleared;
    let touched =
        page.is_touched() && matches!(members, Members::Living { marks } if *marks == cleared);
    if touched {
        page.set_touched(false);
    }
    let used = page.used();
    let trace_slots = page.descriptor().trace_slots;
    for word in 0..entry.words {
        let at = entry.first_word + word;
        let slots = word * WORD..used.min((word + 1) * WORD);
        if slots.is_empty() {
            break;
        }
        let counters = &counters[at * WORD..][..slots.len()];
        let here = match members {
            Members::Living { .. } if touched => {
                count_living::<true>(page, slots.clone(), counters)
            }
            Members::Living { .. } => count_living::<false>(page, slots.clone(), counters),
            Members::These(bits) => count_these(page, slots.start, bits[at].get(), counters),
        };
        for bit in here.many(page, slots.start) {
            many.push(Many {
                object: page.slot(slots.start + bit),
                word: at,
                bit: 1 << bit,
            });
        }
        let readable = here.readable(page, slots.start);
        counted.members[at].set(here.members);
        counted.readable[at].set(readable);
        counted.examined += here.members.count_ones() as usize;
        counted.owners = counted.owners.wrapping_add(here.owners);
        counted.are_plain &= here.flags_or == 0;
        if readable != here.members {
            tracer.unreadable();
        }
        if readable != 0 {
            let first = page.slot(slots.start).payload();
            // SAFETY:
            // 1. the bits name slots that hold living values, as their count is above 0 or
            //    the caller says so, and no `GcMut` of them exists.
            unsafe { trace_slots(first, page.stride(), readable, tracer) };
        }
    }
}

/// Adds 1 to the counter of each edge's target that is on a page of the set.
struct CountSink {
    /// Counters of the block at hand.
    found: [*const Cell<u16>; BLOCK],
    /// Those counted.
    edges: Edges,
}

impl EdgeSink for CountSink {
    fn drain(&mut self, edges: &[ObjectPtr]) {
        let inside = if near::are_near(edges) {
            Self::add_near(edges)
        } else {
            self.add_far(edges)
        };
        self.edges.inside += inside;
        self.edges.leaving += edges.len() - inside;
    }
}

impl CountSink {
    /// For edges that lead to the page of the one before, mostly. Returns how many lead to pages of the set.
    fn add_near(edges: &[ObjectPtr]) -> usize {
        near::for_each(edges, |side, index| {
            let counter = side.cast::<Cell<u16>>().wrapping_add(index);
            // SAFETY:
            // 1. the side of a page in the set has a counter for each slot, and an edge leads to one;
            // 2. the counters outlive the tracer, and are only shared.
            let counter = unsafe { &*counter };
            counter.set(counter.get().wrapping_add(1));
        })
    }

    /// For edges that lead anywhere. Returns how many lead to pages of the set.
    fn add_far(&mut self, edges: &[ObjectPtr]) -> usize {
        // First find all counters, so that they come into the cache side by side, then add.
        let mut len = 0;
        for &edge in edges {
            let page = PagePtr::of(edge);
            let counters = page.side().cast::<Cell<u16>>();
            if counters.is_null() {
                continue;
            }
            let counter = counters.wrapping_add(page.index_of(edge));
            prefetch(counter);
            self.found[len] = counter;
            len += 1;
        }
        for &counter in &self.found[..len] {
            // SAFETY:
            // 1. 2. as above.
            let counter = unsafe { &*counter };
            counter.set(counter.get().wrapping_add(1));
        }
        len
    }
}

/// Counts the edges to some members exactly, and marks those as held that have other owners.
fn recount(set: &PageSet, counted: &Counted, many: &[Many]) {
    let mut sink = RecountSink {
        edges: many
            .iter()
            .map(|member| (member.object.payload().addr().get(), 0))
            .collect(),
    };
    let mut tracer = Tracer::new(&mut sink);
    for entry in set.pages() {
        let page = entry.page;
        for (word, readable) in entry.bits(&counted.readable).iter().enumerate() {
            if readable.get() == 0 {
                continue;
            }
            let first = page.slot(word * WORD).payload();
            // SAFETY:
            // 1. the same slots were traced a moment ago, and no other user code has run.
            unsafe {
                (page.descriptor().trace_slots)(first, page.stride(), readable.get(), &mut tracer)
            };
        }
    }
    for pair in &counted.pairs {
        pair.trace_value(&mut tracer);
    }
    tracer.flush();
    for member in many {
        if sink.edges[&member.object.payload().addr().get()]
            != member.object.header().strong_count()
        {
            let held = &counted.held[member.word];
            held.set(held.get() | member.bit);
        }
    }
}

/// Edges by target, for a few targets.
struct RecountSink {
    edges: HashMap<usize, u32, FixedState>,
}

impl EdgeSink for RecountSink {
    fn drain(&mut self, edges: &[ObjectPtr]) {
        for edge in edges {
            if let Some(count) = self.edges.get_mut(&edge.payload().addr().get()) {
                *count += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_counter_that_is_not_0_has_its_bit() {
        let counters = zeroed::<u16>(WORD);
        assert_eq!(nonzero(&counters), 0);
        for bit in [0, 1, 7, 8, 31, 62, 63] {
            counters[bit].set(0x100);
            assert_eq!(nonzero(&counters), 1 << bit);
            counters[bit].set(0);
        }
        counters.iter().for_each(|counter| counter.set(u16::MAX));
        assert_eq!(nonzero(&counters), u64::MAX);
    }
}
