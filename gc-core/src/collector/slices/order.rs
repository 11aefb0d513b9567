//! The guess in topological order, strongly connected pieces together.
//!
//! Tarjan's algorithm, with its stack in vectors, so that neither the depth of the graph nor a pause in the
//! middle matters. The program may change the graph between slices: then the order is not quite right, and a
//! trial of a piece finds less, never more than what is garbage.

use super::Meter;
use super::plot::{Field, is_alive};
use crate::heap::PagePtr;
use crate::object::{BLOCK, EdgeSink, ObjectPtr, Tracer};

/// Members of a guess by piece, and the pieces by order of discovery: each one leads only to those
/// before it.
#[derive(Default)]
pub(super) struct Pieces {
    /// The objects, by their numbers.
    pub(super) members: Vec<ObjectPtr>,
    /// The members' numbers, piece by piece.
    pub(super) order: Vec<u32>,
    /// Where each piece ends in `order`.
    pub(super) ends: Vec<u32>,
    /// For each member its piece, counted from 1.
    pub(super) piece: Vec<u32>,
}

/// Tarjan's algorithm, under way.
pub(super) struct Order {
    pieces: Pieces,
    /// For each member, when it was visited, counted from 1; 0 before.
    visited: Vec<u32>,
    /// For each member, the earliest one that is known to be reached from it and not yet in a
    /// piece.
    low: Vec<u32>,
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
    pub(super) fn new(members: Vec<ObjectPtr>) -> Self {
        let len = members.len();
        Self {
            pieces: Pieces {
                members,
                order: Vec::new(),
                ends: Vec::new(),
                piece: vec![0; len],
            },
            visited: vec![0; len],
            low: vec![0; len],
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
            } else if self.next_root < self.visited.len() {
                let root = self.next_root as u32;
                self.next_root += 1;
                if self.visited[root as usize] == 0 {
                    self.visit(field, root, meter);
                }
            } else {
                return true;
            }
        }
        false
    }

    fn follow(&mut self, field: &Field, member: u32, target: u32, meter: &mut Meter) {
        let visited = self.visited[target as usize];
        if visited == 0 {
            self.visit(field, target, meter);
        } else if self.pieces.piece[target as usize] == 0 {
            let low = &mut self.low[member as usize];
            *low = visited.min(*low);
        }
    }

    fn visit(&mut self, field: &Field, member: u32, meter: &mut Meter) {
        self.visits += 1;
        self.visited[member as usize] = self.visits;
        self.low[member as usize] = self.visits;
        self.open.push(member);
        let first = self.edges.len();
        self.path.push(Visit {
            member,
            next: first,
            first,
        });
        read_edges(field, self.pieces.members[member as usize], &mut self.edges);
        meter.spend(1 + (self.edges.len() - first) / 4);
    }

    /// All edges of the last member on the path were followed.
    fn leave(&mut self, meter: &mut Meter) {
        let Some(visit) = self.path.pop() else {
            return;
        };
        self.edges.truncate(visit.first);
        let low = self.low[visit.member as usize];
        if let Some(parent) = self.path.last() {
            let parents = &mut self.low[parent.member as usize];
            *parents = low.min(*parents);
        }
        if low == self.visited[visit.member as usize] {
            self.close_piece(visit.member, meter);
        }
    }

    /// What is open from `first` on is a piece.
    fn close_piece(&mut self, first: u32, meter: &mut Meter) {
        let begin = self.open.iter().rposition(|member| *member == first);
        let begin = begin.expect("a member on the path is open");
        let number = self.pieces.ends.len() as u32 + 1;
        for &member in &self.open[begin..] {
            self.pieces.piece[member as usize] = number;
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

/// Appends the members that an object's edges lead to.
fn read_edges(field: &Field, object: ObjectPtr, edges: &mut Vec<u32>) {
    if !is_alive(object) || object.header().is_untraceable() {
        return;
    }
    let mut sink = MemberSink { field, edges };
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
    edges: &'a mut Vec<u32>,
}

impl EdgeSink for MemberSink<'_> {
    fn drain(&mut self, edges: &[ObjectPtr]) {
        let mut found = [0; BLOCK];
        let len = self.field.members(edges, &mut found);
        self.edges.extend(&found[..len]);
    }
}
