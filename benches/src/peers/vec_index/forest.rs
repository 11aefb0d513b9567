//! Trees whose nodes know their children.

use std::hint::black_box;

use super::{NONE, Node, Slab};
use crate::shapes::Forest;
use crate::value::Value;

#[derive(Debug)]
struct Tree<V> {
    value: V,
    left: u32,
    right: u32,
}

impl<V: Value> Node for Tree<V> {
    #[inline]
    fn vacant() -> Self {
        Self {
            value: V::vacant(),
            left: NONE,
            right: NONE,
        }
    }
}

/// A slab and the index of the tree that is kept.
#[derive(Debug)]
pub(crate) struct VecForest<V> {
    slab: Slab<Tree<V>>,
    kept: u32,
}

impl<V: Value> VecForest<V> {
    fn grow(&mut self, depth: u32) -> u32 {
        let (left, right) = match depth.checked_sub(1) {
            Some(below) => (self.grow(below), self.grow(below)),
            None => (NONE, NONE),
        };
        self.slab.insert(Tree {
            value: V::new(u64::from(depth)),
            left,
            right,
        })
    }

    fn count(&self, i: u32) -> usize {
        if i == NONE {
            return 0;
        }
        let tree = &self.slab.nodes[i as usize];
        black_box(&tree.value);
        1 + self.count(tree.left) + self.count(tree.right)
    }

    fn free(&mut self, i: u32) {
        if i != NONE {
            let tree = self.slab.remove(i);
            self.free(tree.left);
            self.free(tree.right);
        }
    }
}

impl<V: Value> Forest for VecForest<V> {
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
