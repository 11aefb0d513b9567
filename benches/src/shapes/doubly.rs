//! A doubly linked list.

use crate::nodes::Chains;
use crate::value::Value;

/// A doubly linked list.
pub(crate) trait Doubly: Sized {
    /// A list of `n` nodes, at least one.
    fn build(n: usize) -> Self;

    /// Lets go of the list; all nodes are freed at the end.
    fn release(self);
}

/// A list of [`Chains`].
pub(crate) struct DoublyOf<P: Chains>(P::Chain);

impl<P: Chains> Doubly for DoublyOf<P> {
    fn build(n: usize) -> Self {
        P::set_automatic(false);
        let mut first = P::chain(P::Value::new(0));
        for i in 1..n {
            let node = P::chain(P::Value::new(i as u64));
            P::set_back(&first, &node);
            P::set_next(&node, first);
            first = node;
        }
        Self(first)
    }

    fn release(self) {
        drop(self);
        P::collect();
        P::set_automatic(true);
    }
}
