//! A `Vec` of nodes with a list of free places.

use crate::random::index;

/// The index of no node.
pub(super) const NONE: u32 = u32::MAX;

/// What a slab holds.
pub(super) trait Node {
    /// What a free place holds.
    fn vacant() -> Self;
}

/// Nodes by index.
#[derive(Debug)]
pub(super) struct Slab<N> {
    pub(super) nodes: Vec<N>,
    free: Vec<u32>,
}

impl<N: Node> Slab<N> {
    pub(super) fn new() -> Self {
        Self {
            nodes: Vec::new(),
            free: Vec::new(),
        }
    }

    #[inline]
    pub(super) fn insert(&mut self, node: N) -> u32 {
        if let Some(i) = self.free.pop() {
            self.nodes[i as usize] = node;
            return i;
        }
        self.nodes.push(node);
        index(self.nodes.len() - 1)
    }

    #[inline]
    pub(super) fn remove(&mut self, i: u32) -> N {
        self.free.push(i);
        std::mem::replace(&mut self.nodes[i as usize], N::vacant())
    }

    #[inline]
    pub(super) fn at(&mut self, i: u32) -> &mut N {
        &mut self.nodes[i as usize]
    }
}
