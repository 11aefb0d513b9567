//! A doubly linked list.

use std::hint::black_box;

use super::{NONE, Node, Slab};
use crate::shapes::Doubly;
use crate::value::Value;

#[derive(Debug)]
struct Chain<V> {
    value: V,
    next: u32,
    back: u32,
}

impl<V: Value> Node for Chain<V> {
    #[inline]
    fn vacant() -> Self {
        Self {
            value: V::vacant(),
            next: NONE,
            back: NONE,
        }
    }
}

/// A slab and the index of the first node.
#[derive(Debug)]
pub(crate) struct VecDoubly<V> {
    slab: Slab<Chain<V>>,
    first: u32,
}

impl<V: Value> Doubly for VecDoubly<V> {
    fn build(n: usize) -> Self {
        let mut slab = Slab::new();
        let mut first = NONE;
        for i in 0..n {
            let node = slab.insert(Chain {
                value: V::new(i as u64),
                next: first,
                back: NONE,
            });
            if first != NONE {
                slab.at(first).back = node;
            }
            first = node;
        }
        Self { slab, first }
    }

    fn release(mut self) {
        let mut i = self.first;
        while i != NONE {
            let node = self.slab.remove(i);
            black_box((&node.value, node.back));
            i = node.next;
        }
    }
}
