//! Single objects and lists.

use std::hint::black_box;

use super::{NONE, Node, Slab};
use crate::shapes::{List, Table};
use crate::value::Value;

#[derive(Debug)]
struct Link<V> {
    value: V,
    next: u32,
}

impl<V: Value> Link<V> {
    #[inline]
    fn new(i: usize) -> Self {
        Self {
            value: V::new(i as u64),
            next: NONE,
        }
    }
}

impl<V: Value> Node for Link<V> {
    #[inline]
    fn vacant() -> Self {
        Self {
            value: V::vacant(),
            next: NONE,
        }
    }
}

/// A slab and the indices of what is held.
#[derive(Debug)]
pub(crate) struct VecTable<V> {
    slab: Slab<Link<V>>,
    held: Vec<u32>,
}

impl<V: Value> Table for VecTable<V> {
    fn with_capacity(n: usize) -> Self {
        let mut held = vec![NONE; n];
        held.clear();
        Self {
            slab: Slab::new(),
            held,
        }
    }

    fn alloc_drop(&mut self, n: usize) {
        for i in 0..n {
            let at = self.slab.insert(Link::new(i));
            drop(self.slab.remove(black_box(at)));
        }
    }

    fn fill(&mut self, n: usize) {
        for i in 0..n {
            self.held.push(self.slab.insert(Link::new(i)));
        }
    }

    fn drop_each(&mut self, order: &[u32]) {
        for &i in order {
            drop(self.slab.remove(self.held[i as usize]));
        }
        self.held.clear();
    }
}

/// A slab and the index of the first node.
#[derive(Debug)]
pub(crate) struct VecList<V> {
    slab: Slab<Link<V>>,
    first: u32,
}

impl<V: Value> List for VecList<V> {
    fn build(order: &[u32]) -> Self {
        let mut slab = Slab::new();
        for i in 0..order.len() {
            slab.insert(Link::new(i));
        }
        let first = order.iter().rev().fold(NONE, |rest, &i| {
            slab.at(i).next = rest;
            i
        });
        Self { slab, first }
    }

    fn walk(&self) -> u64 {
        let mut sum = 0;
        let mut i = self.first;
        while i != NONE {
            let node = &self.slab.nodes[i as usize];
            sum += node.value.get();
            i = node.next;
        }
        sum
    }

    fn release(mut self) {
        let mut i = self.first;
        while i != NONE {
            i = self.slab.remove(i).next;
        }
    }
}
