//! Trees whose nodes know their children and their parent.

use std::hint::black_box;

use super::{NONE, Node, Slab};
use crate::shapes::Forest;
use crate::value::Value;

#[derive(Debug)]
struct Child<V> {
    value: V,
    parent: u32,
    left: u32,
    right: u32,
}

impl<V: Value> Node for Child<V> {
    #[inline]
    fn vacant() -> Self {
        Self {
            value: V::vacant(),
            parent: NONE,
            left: NONE,
            right: NONE,
        }
    }
}

/// A slab and the index of the tree that is kept.
#[derive(Debug)]
pub(crate) struct VecParents<V> {
    slab: Slab<Child<V>>,
    kept: u32,
}

impl<V: Value> VecParents<V> {
    fn grow(&mut self, depth: u32) -> u32 {
        let (left, right) = match depth.checked_sub(1) {
            Some(below) => (self.grow(below), self.grow(below)),
            None => (NONE, NONE),
        };
        let node = self.slab.insert(Child {
            value: V::new(u64::from(depth)),
            parent: NONE,
            left,
            right,
        });
        if depth > 0 {
            self.slab.at(left).parent = node;
            self.slab.at(right).parent = node;
        }
        node
    }

    fn count(&self, i: u32) -> usize {
        if i == NONE {
            return 0;
        }
        let child = &self.slab.nodes[i as usize];
        black_box((&child.value, child.parent));
        1 + self.count(child.left) + self.count(child.right)
    }

    fn free(&mut self, i: u32) {
        if i != NONE {
            let child = self.slab.remove(i);
            self.free(child.left);
            self.free(child.right);
        }
    }
}

impl<V: Value> Forest for VecParents<V> {
    fn new() -> Self {
        Self {
            slab: Slab::new(),
            kept: NONE,
        }
    }

    fn grow_and_let_go(&mut self, depth: u32) -> usize {
        let tree = self.grow(depth);
        let nodes = self.count(tree);
        self.free(tree);
        nodes
    }

    fn keep(&mut self, depth: u32) {
        self.kept = self.grow(depth);
    }

    fn count_kept(&self) -> usize {
        self.count(self.kept)
    }

    fn release(mut self) {
        self.free(self.kept);
    }
}
