//! The guess in topological order, strongly connected pieces together.
//!
//! Tarjan's algorithm, with its stack in vectors, so that neither the depth of the graph nor a pause in the
//! middle matters. The program may change the graph between slices: then the order is not quite right, and a
//! trial of a piece finds less, never more than what is garbage.

use super::super::prefetch::prefetch;
use super::Meter;
use super::member::Member;
use super::plot::Field;
use crate::heap::PagePtr;
use crate::object::{EdgeSink, ObjectPtr, Tracer};

/// Members of a guess by piece, and the pieces by order of discovery: each one leads only to those
/// before it.
#[derive(Default)]
pub(super) struct Pieces {
    pub(super) members: Vec<Member>,
    /// The members' numbers, piece by piece.
    pub(super) order: Vec<u32>,
    /// Where each piece ends in `order`.
    pub(super) ends: Vec<u32>,
}

impl Pieces {
    /// All members as one piece.
    pub(super) fn one(mut members: Vec<Member>) -> Self {
        let len = members.len() as u32;
        members.iter_mut().for_each(|member| member.piece = 1);
        Self {
            members,
            order: (0..len).collect(),
            ends: vec![len],
        }
    }
}

/// Tarjan's algorithm, under way.
pub(super) struct Order {
    pieces: Pieces,
    visits: u32,
    /// Visited members that are not yet in a piece.
    open: Vec<u32>,
    /// The path from a root to the member at hand.
    path: Vec<Visit>,
    /// The edges of all members on the path.
    edges: Vec<u32>,
    /// Members before this one were visited.
    next_root: usize,
}

/// A member on the path.
struct Visit {
    member: u32,
    /// The part of `edges` not yet followed ends where that of the next one on the path begins.
    next: usize,
    first: usize,
}

impl Order {
    pub(super) fn new(members: Vec<Member>) -> Self {
        Self {
            pieces: Pieces {
                order: Vec::with_capacity(members.len()),
                members,
                ends: Vec::new(),
            },
            visits: 0,
            open: Vec::new(),
            path: Vec::new(),
            edges: Vec::new(),
            next_root: 0,
        }
    }

    pub(super) fn take_pieces(&mut self) -> Pieces {
        core::mem::take(&mut self.pieces)
    }

    /// Goes on until the meter says stop. True when all members are in pieces. Runs `trace`, and
    /// nothing else of the user's.
    pub(super) fn run(&mut self, field: &Field, meter: &mut Meter) -> bool {
        while meter.goes_on() {
            if let Some(visit) = self.path.last_mut() {
                if visit.next < self.edges.len() {
                    let target = self.edges[visit.next];
                    visit.next += 1;
                    let member = visit.member;
                    self.follow(field, member, target, meter);
                } else {
                    self.leave(meter);
                }
            } else if self.next_root < self.pieces.members.len() {
                let root = self.next_root as u32;
                self.next_root += 1;
                if self.pieces.members[root as usize].visited == 0 {
                    self.visit(field, root, meter);
                }
            } else {
                return true;
            }
        }
        false
    }

    fn member(&mut self, number: u32) -> &mut Member {
        &mut self.pieces.members[number as usize]
    }

    fn follow(&mut self, field: &Field, member: u32, target: u32, meter: &mut Meter) {
        let Member { visited, piece, .. } = *self.member(target);
        if visited == 0 {
            self.visit(field, target, meter);
        } else if piece == 0 {
            let low = &mut self.member(member).low;
            *low = visited.min(*low);
        }
    }

    fn visit(&mut self, field: &Field, number: u32, meter: &mut Meter) {
        self.visits += 1;
        let visits = self.visits;
        let member = self.member(number);
        member.visited = visits;
        member.low = visits;
        let (is_alive, object) = (member.is_alive(), member.object());
        let first = self.edges.len();
        if is_alive {
            read_edges(field, object, &self.pieces.members, &mut self.edges);
        }
        self.open.push(number);
        self.path.push(Visit {
            member: number,
            next: first,
            first,
        });
        meter.spend(1 + (self.edges.len() - first) / 4);
    }

    /// All edges of the last member on the path were followed.
    fn leave(&mut self, meter: &mut Meter) {
        let Some(visit) = self.path.pop() else {
            return;
        };
        self.edges.truncate(visit.first);
        let Member { low, visited, .. } = *self.member(visit.member);
        if let Some(parent) = self.path.last().map(|parent| parent.member) {
            let parents = &mut self.member(parent).low;
            *parents = low.min(*parents);
        }
        if low == visited {
            self.close_piece(visit.member, meter);
        }
    }

    /// What is open from `first` on is a piece.
    fn close_piece(&mut self, first: u32, meter: &mut Meter) {
        let begin = self.open.iter().rposition(|member| *member == first);
        let begin = begin.expect("a member on the path is open");
        let number = self.pieces.ends.len() as u32 + 1;
        for &member in &self.open[begin..] {
            self.pieces.members[member as usize].piece = number;
        }
        let order = &mut self.pieces.order;
        let at = order.len();
        order.extend(self.open.drain(begin..));
        // Members are numbered by address: neighbours are read one after the other.
        order[at..].sort_unstable();
        self.pieces.ends.push(order.len() as u32);
        meter.spend((order.len() - at) / 8);
    }
}

/// Appends the members that a living object's edges lead to.
fn read_edges(field: &Field, object: ObjectPtr, members: &[Member], edges: &mut Vec<u32>) {
    if object.header().is_untraceable() {
        return;
    }
    let mut sink = MemberSink {
        field,
        members,
        edges,
    };
    let mut tracer = Tracer::new(&mut sink);
    let page = PagePtr::of(object);
    // SAFETY:
    // 1. the object lives, and no `&mut` of it exists.
    unsafe { (page.descriptor().trace_slots)(object.payload(), page.stride(), 1, &mut tracer) };
    tracer.flush();
}

/// Keeps the members that edges lead to.
struct MemberSink<'a> {
    field: &'a Field,
    members: &'a [Member],
    edges: &'a mut Vec<u32>,
}

impl EdgeSink for MemberSink<'_> {
    fn drain(&mut self, edges: &[ObjectPtr]) {
        for &edge in edges {
            if let Some(member) = self.field.member(edge) {
                // Both are looked at soon.
                prefetch(&raw const self.members[member as usize]);
                prefetch(edge.header_ptr().as_ptr());
                self.edges.push(member);
            }
        }
    }
}
