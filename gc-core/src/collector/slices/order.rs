//! The guess in topological order, strongly connected pieces together.
//!
//! Tarjan's algorithm, with its stack in vectors, so that neither the depth of the graph nor a pause in the
//! middle matters. The program may change the graph between slices: then the order is not quite right, and a
//! trial of a piece finds less, never more than what is garbage.

use super::super::prefetch::prefetch;
use super::Meter;
use super::blocks::Blocks;
use super::edges::Edges;
use super::member::Member;
use super::plot::Field;

/// Members of a guess by piece, and the pieces by order of discovery: each one leads only to those
/// before it.
#[derive(Default)]
pub(super) struct Pieces {
    pub(super) members: Vec<Member>,
    /// The members' numbers, piece by piece.
    pub(super) order: Blocks<u32>,
    /// Where each piece ends in `order`.
    pub(super) ends: Blocks<u32>,
}

impl Pieces {
    /// All members as one piece.
    pub(super) fn one(mut members: Vec<Member>) -> Self {
        let len = members.len() as u32;
        members.iter_mut().for_each(|member| member.close(1));
        let (mut order, mut ends) = (Blocks::default(), Blocks::default());
        order.extend(0..len);
        ends.push(len);
        Self {
            members,
            order,
            ends,
        }
    }
}

/// Tarjan's algorithm, under way.
pub(super) struct Order {
    pieces: Pieces,
    edges: Edges,
    visits: u32,
    /// Visited members that are not yet in a piece.
    open: Blocks<u32>,
    /// The path from a root to the member at hand.
    path: Blocks<Visit>,
    /// Members before this one were visited.
    next_root: usize,
    /// The last piece, to be filled anew.
    piece: Vec<u32>,
}

/// A member on the path.
struct Visit {
    member: u32,
    /// How many of its edges were followed.
    followed: u32,
}

impl Order {
    pub(super) fn new(members: Vec<Member>) -> Self {
        Self {
            edges: Edges::with_capacity(members.len()),
            pieces: Pieces {
                members,
                ..Pieces::default()
            },
            visits: 0,
            open: Blocks::default(),
            path: Blocks::default(),
            next_root: 0,
            piece: Vec::new(),
        }
    }

    /// What was found, and what is of no use any more.
    pub(super) fn take(&mut self) -> (Pieces, Edges) {
        let edges = core::mem::take(&mut self.edges);
        (core::mem::take(&mut self.pieces), edges)
    }

    /// Goes on until the meter says stop. True when all members are in pieces. Runs `trace`, and
    /// nothing else of the user's.
    pub(super) fn run(&mut self, field: &Field, meter: &mut Meter) -> bool {
        if !self.edges.read(field, &mut self.pieces.members, meter) {
            return false;
        }
        while meter.goes_on() {
            if let Some(visit) = self.path.last_mut() {
                let member = visit.member;
                let edges = self.edges.of(&self.pieces.members, member);
                if let Some(&target) = edges.get(visit.followed as usize) {
                    visit.followed += 1;
                    self.follow(member, target, meter);
                } else {
                    self.leave(meter);
                }
            } else if self.next_root < self.pieces.members.len() {
                let root = self.next_root as u32;
                self.next_root += 1;
                let root_member = self.member(root);
                if root_member.piece() == 0 && root_member.visited() == 0 {
                    self.visit(root, meter);
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

    fn follow(&mut self, member: u32, target: u32, meter: &mut Meter) {
        let other = self.member(target);
        if other.piece() != 0 {
            return;
        }
        let visited = other.visited();
        if visited == 0 {
            self.visit(target, meter);
        } else {
            self.member(member).reach(visited);
        }
    }

    fn visit(&mut self, number: u32, meter: &mut Meter) {
        self.visits += 1;
        let visits = self.visits;
        self.member(number).visit(visits);
        let edges = self.edges.of(&self.pieces.members, number);
        for &target in edges {
            prefetch(&raw const self.pieces.members[target as usize]);
        }
        meter.spend(1 + edges.len() / 8);
        self.open.push(number);
        self.path.push(Visit {
            member: number,
            followed: 0,
        });
    }

    /// All edges of the last member on the path were followed.
    fn leave(&mut self, meter: &mut Meter) {
        let Some(visit) = self.path.pop() else {
            return;
        };
        let member = self.member(visit.member);
        let (low, visited) = (member.low(), member.visited());
        if let Some(parent) = self.path.last().map(|parent| parent.member) {
            self.member(parent).reach(low);
        }
        if low == visited {
            self.close_piece(visit.member, meter);
        }
    }

    /// What is open from `first` on is a piece.
    fn close_piece(&mut self, first: u32, meter: &mut Meter) {
        let number = self.pieces.ends.len() as u32 + 1;
        let mut piece = core::mem::take(&mut self.piece);
        piece.clear();
        while piece.last() != Some(&first) {
            let member = self.open.pop().expect("a member on the path is open");
            self.member(member).close(number);
            piece.push(member);
        }
        // Members are numbered by address: neighbours are read one after the other.
        piece.sort_unstable();
        let order = &mut self.pieces.order;
        order.extend(piece.iter().copied());
        self.pieces.ends.push(order.len() as u32);
        meter.spend(piece.len() / 8);
        self.piece = piece;
    }
}
