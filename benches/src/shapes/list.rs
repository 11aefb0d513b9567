//! A singly linked list whose order in memory is given.

use crate::nodes::Links;
use crate::value::Value;

/// A list.
pub(crate) trait List: Sized {
    /// A list of as many nodes as `order` has entries, made in the order 0, 1, 2, … and linked in
    /// the given one.
    fn build(order: &[u32]) -> Self;

    /// The sum of the payloads, from first to last.
    fn walk(&self) -> u64;

    /// Lets go of the list; all nodes are freed at the end.
    fn release(self);
}

/// A list of [`Links`].
pub(crate) struct ListOf<P: Links>(Option<P::Link>);

impl<P: Links> List for ListOf<P> {
    fn build(order: &[u32]) -> Self {
        let mut nodes: Vec<_> = (0..order.len() as u64)
            .map(|i| Some(P::link(P::Value::new(i))))
            .collect();
        // From last to first, so that pointers are moved and never cloned.
        let first = order.iter().rev().fold(None, |rest, &i| {
            let node = nodes[i as usize].take();
            if let Some(node) = &node {
                P::set_next(node, rest);
            }
            node
        });
        Self(first)
    }

    fn walk(&self) -> u64 {
        let mut sum = 0;
        let mut node = self.0.as_ref();
        while let Some(link) = node {
            sum += P::value(link).get();
            // SAFETY: the list is not changed while it is borrowed here.
            node = unsafe { P::next(link) };
        }
        sum
    }

    fn release(self) {
        drop(self);
        P::reclaim();
    }
}
