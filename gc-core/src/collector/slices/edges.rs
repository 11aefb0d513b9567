//! The edges between members of a guess, as their numbers.
//!
//! All are read in the order of addresses before anything is ordered: what lies scattered in memory is then
//! read once, and neighbours side by side.

use super::Meter;
use super::member::Member;
use super::plot::Field;
use crate::heap::PagePtr;
use crate::object::{EdgeSink, ObjectPtr, Tracer};

/// Members whose edges lie in one block: no allocation is so large that to grow it or to give it back takes long.
const BLOCK: usize = 64;

/// The edges of all members, or of those read so far.
#[derive(Default)]
pub(super) struct Edges {
    /// Each [`BLOCK`] of members; they know where their own begin.
    blocks: Vec<Box<[u32]>>,
}

impl Edges {
    pub(super) fn with_capacity(members: usize) -> Self {
        Self {
            blocks: Vec::with_capacity(members.div_ceil(BLOCK)),
        }
    }

    /// Goes on until the meter says stop. True when the edges of all members are read. Runs `trace`, and nothing else
    /// of the user's.
    pub(super) fn read(
        &mut self,
        field: &Field,
        members: &mut [Member],
        meter: &mut Meter,
    ) -> bool {
        for block in members.chunks_mut(BLOCK).skip(self.blocks.len()) {
            if !meter.goes_on() {
                return false;
            }
            let mut sink = MemberSink {
                field,
                edges: Vec::new(),
            };
            for member in block.iter_mut() {
                member.edges = sink.edges.len() as u32;
                if member.is_alive() {
                    read_edges(member.object(), &mut sink);
                }
            }
            meter.spend(block.len() + sink.edges.len() / 4);
            self.blocks.push(sink.edges.into_boxed_slice());
        }
        true
    }

    /// The edges of one of all members.
    #[inline]
    pub(super) fn of(&self, members: &[Member], number: u32) -> &[u32] {
        let number = number as usize;
        let block = &self.blocks[number / BLOCK];
        let begin = members[number].edges as usize;
        let next = members.get(number + 1);
        let next = next.filter(|_| !(number + 1).is_multiple_of(BLOCK));
        &block[begin..next.map_or(block.len(), |next| next.edges as usize)]
    }

    /// Gives the memory back, in slices. True when it has.
    pub(super) fn give_back(&mut self, meter: &mut Meter) -> bool {
        while meter.goes_on() && self.blocks.pop().is_some() {
            meter.spend(4);
        }
        self.blocks.is_empty()
    }
}

/// Appends the members that a living object's edges lead to.
fn read_edges(object: ObjectPtr, sink: &mut MemberSink<'_>) {
    if object.header().is_untraceable() {
        return;
    }
    let mut tracer = Tracer::new(sink);
    let page = PagePtr::of(object);
    // SAFETY:
    // 1. the object lives, and no `&mut` of it exists.
    unsafe { (page.descriptor().trace_slots)(object.payload(), page.stride(), 1, &mut tracer) };
    tracer.flush();
}

/// Keeps the members that edges lead to.
struct MemberSink<'a> {
    field: &'a Field,
    edges: Vec<u32>,
}

impl EdgeSink for MemberSink<'_> {
    fn drain(&mut self, edges: &[ObjectPtr]) {
        let members = edges.iter().filter_map(|&edge| self.field.member(edge));
        self.edges.extend(members);
    }
}
