//! Rings of a few nodes, let go as soon as they are made.

use std::marker::PhantomData;

use crate::nodes::Chains;
use crate::value::Value;

/// A maker of rings.
pub(crate) trait Rings: Sized {
    /// No ring.
    fn new() -> Self;

    /// Says whether the peer may collect on its own, where that can be said.
    fn set_automatic(&mut self, on: bool);

    /// Makes `count` rings of `nodes` nodes each, letting go of each at once.
    fn make(&mut self, count: usize, nodes: usize);

    /// Frees all rings.
    fn collect(&mut self);
}

/// Rings of [`Chains`].
pub(crate) struct RingsOf<P>(PhantomData<P>);

/// Makes a ring of at least two nodes and returns a handle to it.
///
/// It is closed first and filled from last to first, so that all pointers but one are moved.
#[inline]
fn ring<P: Chains>(nodes: usize) -> P::Chain {
    let first = P::chain(P::Value::new(0));
    let mut next = P::chain(P::Value::new(1));
    P::set_back(&next, &first);
    for i in 2..nodes {
        let node = P::chain(P::Value::new(i as u64));
        P::set_next(&node, next);
        next = node;
    }
    P::set_next(&first, next);
    first
}

impl<P: Chains> Rings for RingsOf<P> {
    fn new() -> Self {
        Self(PhantomData)
    }

    fn set_automatic(&mut self, on: bool) {
        P::set_automatic(on);
    }

    fn make(&mut self, count: usize, nodes: usize) {
        for _ in 0..count {
            drop(ring::<P>(nodes));
        }
    }

    fn collect(&mut self) {
        P::collect();
    }
}

/// Makes rings that are garbage at once, for other shapes.
pub(crate) fn litter<P: Chains>(rings: usize) {
    for _ in 0..rings {
        drop(ring::<P>(2));
    }
}
