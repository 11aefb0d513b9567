//! Circles: the strongly connected components.
//!
//! Source: R. E. Tarjan, "Depth-first search and linear graph algorithms", 1972. No recursion.

use core::fmt;

use super::graph::{Edges, NONE};
use super::{Object, Snapshot};

/// Objects each of which leads to each: without a collector, none of them would ever be freed.
#[derive(Clone, Debug)]
pub struct Cycle<'s> {
    snapshot: &'s Snapshot,
    /// Ascending.
    members: Vec<u32>,
}

impl Snapshot {
    /// All circles, the largest first. One object that points to itself is a circle, too.
    ///
    /// Takes time in proportion to objects and edges.
    ///
    /// ```
    /// use gc_core::{Gc, Heap, Trace};
    /// use std::cell::RefCell;
    ///
    /// #[derive(Trace)]
    /// struct Knot(RefCell<Option<Gc<Knot>>>);
    ///
    /// let heap = Heap::new();
    /// let knot = Gc::new_in(Knot(RefCell::default()), &heap);
    /// assert!(heap.snapshot().cycles().is_empty());
    /// *knot.0.borrow_mut() = Some(knot.clone());
    /// assert_eq!(heap.snapshot().cycles()[0].len(), 1);
    /// ```
    #[must_use]
    pub fn cycles(&self) -> Vec<Cycle<'_>> {
        let edges = self.graph.edges();
        let mut circles = Search::new(self.len()).run(edges);
        circles.retain(|members| members.len() > 1 || edges.of(members[0]).contains(&members[0]));
        for members in &mut circles {
            members.sort_unstable();
        }
        circles.sort_by_key(|members| (core::cmp::Reverse(members.len()), members[0]));
        let circles = circles.into_iter().map(|members| Cycle {
            snapshot: self,
            members,
        });
        circles.collect()
    }
}

impl<'s> Cycle<'s> {
    /// How many objects are part of it. At least one.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "there is no empty circle")]
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// The objects, by number.
    pub fn objects(&self) -> impl ExactSizeIterator<Item = Object<'s>> {
        self.members
            .iter()
            .map(|id| Object::new(self.snapshot, *id))
    }

    /// Bytes of their slots.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.objects().map(|object| object.bytes()).sum()
    }

    /// References from outside to any of them.
    #[must_use]
    pub fn external_count(&self) -> usize {
        self.objects().map(|object| object.external_count()).sum()
    }

    /// Whether the next collection frees it.
    #[must_use]
    pub fn is_garbage(&self) -> bool {
        self.objects().all(|object| object.is_garbage())
    }
}

impl fmt::Display for Cycle<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a circle of {}", self.len())?;
        for object in self.objects().take(8) {
            write!(f, "\n  {object}")?;
        }
        match self.len().saturating_sub(8) {
            0 => Ok(()),
            more => write!(f, "\n  … {more} more"),
        }
    }
}

/// The state of the search.
struct Search {
    /// In the order of first visits; [`NONE`] before.
    index: Vec<u32>,
    /// The lowest index known to be reached from here.
    low: Vec<u32>,
    on_stack: Vec<bool>,
    stack: Vec<u32>,
    /// What is being visited, and which of its edges is next.
    path: Vec<(u32, u32)>,
    visited: u32,
    found: Vec<Vec<u32>>,
}

impl Search {
    fn new(count: usize) -> Self {
        Self {
            index: vec![NONE; count],
            low: vec![NONE; count],
            on_stack: vec![false; count],
            stack: Vec::new(),
            path: Vec::new(),
            visited: 0,
            found: Vec::new(),
        }
    }

    fn run(mut self, edges: &Edges) -> Vec<Vec<u32>> {
        for start in 0..self.index.len() as u32 {
            if self.index[start as usize] == NONE {
                self.enter(start);
            }
            while let Some((at, next)) = self.path.last_mut() {
                let at = *at;
                if let Some(target) = edges.of(at).get(*next as usize) {
                    *next += 1;
                    self.look_at(at, *target);
                } else {
                    self.leave(at, edges);
                }
            }
        }
        self.found
    }

    fn enter(&mut self, at: u32) {
        self.index[at as usize] = self.visited;
        self.low[at as usize] = self.visited;
        self.visited += 1;
        self.on_stack[at as usize] = true;
        self.stack.push(at);
        self.path.push((at, 0));
    }

    fn look_at(&mut self, at: u32, target: u32) {
        if self.index[target as usize] == NONE {
            self.enter(target);
        } else if self.on_stack[target as usize] {
            let low = &mut self.low[at as usize];
            *low = (*low).min(self.index[target as usize]);
        }
    }

    fn leave(&mut self, at: u32, edges: &Edges) {
        self.path.pop();
        let low = self.low[at as usize];
        if let Some((above, _)) = self.path.last() {
            let above = &mut self.low[*above as usize];
            *above = (*above).min(low);
        }
        if low == self.index[at as usize] {
            self.take_component(at, edges);
        }
    }

    fn take_component(&mut self, first: u32, edges: &Edges) {
        let place = self.stack.iter().rposition(|id| *id == first);
        let members = self.stack.split_off(place.unwrap_or_default());
        for member in &members {
            self.on_stack[*member as usize] = false;
        }
        // Most components are one object without an edge to itself: not worth a vector each.
        if members.len() > 1 || edges.of(first).contains(&first) {
            self.found.push(members);
        }
    }
}
