//! Edges that stay on one page.
//!
//! What is made together lies together, so that most edges of lists, rings and trees lead to the page of the
//! edge before. A phase then looks the page up once for all of them, which takes half the instructions. Where
//! edges lead anywhere, asking would cost more than it saves: so each block of them is sampled first.

use crate::heap::PagePtr;
use crate::object::ObjectPtr;

/// How far apart the samples of a block are.
const EVERY: usize = 16;

/// Whether these edges lead to the page of the one before, mostly. That is a guess.
#[inline]
pub(super) fn are_near(edges: &[ObjectPtr]) -> bool {
    let mut pairs = edges.chunks_exact(EVERY);
    pairs.len() > 0 && pairs.all(|edges| PagePtr::of(edges[0]) == PagePtr::of(edges[1]))
}

/// Calls `each` with the side of the page and the number of the slot for each edge that leads to a page with a side.
/// Returns for how many. Any edges will do; it is quick where they are [near](are_near).
#[inline(always)]
pub(super) fn for_each(edges: &[ObjectPtr], mut each: impl FnMut(*const (), usize)) -> usize {
    let mut calls = 0;
    let mut edges = edges.iter().copied();
    let mut next = edges.next();
    while let Some(first) = next {
        let page = PagePtr::of(first);
        let (slots, side) = (page.slots(), page.side());
        if side.is_null() {
            next = edges.find(|&edge| !slots.has(edge));
            continue;
        }
        let mut edge = first;
        loop {
            each(side, slots.index_of(edge));
            calls += 1;
            next = edges.next();
            match next {
                Some(near) if slots.has(near) => edge = near,
                _ => break,
            }
        }
    }
    calls
}
