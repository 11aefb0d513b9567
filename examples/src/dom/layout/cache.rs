//! What was computed, by node.

use gc_core::collections::WeakMap;
use gc_core::{Gc, Trace};

use super::Layout;
use crate::dom::Node;

/// What was computed of a node.
#[derive(Clone, Copy, Debug, Trace)]
#[trace(leaf)]
pub(super) struct Known {
    pub(super) layout: Layout,
    /// Whether line breaks in the source counted.
    pub(super) keeps_lines: bool,
    /// When, by [`clock`](crate::dom::clock).
    pub(super) time: u64,
}

/// Layouts of living nodes: a node that dies takes its own with it.
#[derive(Debug, Default)]
pub(super) struct Cache {
    known: WeakMap<Node, Known>,
}

impl Cache {
    /// What was computed of a node, if the node has not changed since.
    pub(super) fn get(&self, node: &Gc<Node>) -> Option<Known> {
        let known = *self.known.get(node)?;
        node.is_unchanged_since(known.time).then_some(known)
    }

    pub(super) fn insert(&mut self, node: &Gc<Node>, known: Known) {
        self.known.insert(node, known);
    }

    /// Nodes that live and have an entry, be it out of date.
    pub(super) fn living(&self) -> usize {
        self.known.len()
    }
}
