//! What was computed, by node.

use std::collections::HashMap;

use gc_core::{Gc, Weak};

use super::Layout;
use crate::dom::Node;

/// What was computed of a node.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    pub(super) layout: Layout,
    /// Whether line breaks in the source counted.
    pub(super) keeps_lines: bool,
    /// When, by [`clock`](crate::dom::clock).
    pub(super) time: u64,
}

/// Entries below which the dead are not looked for.
const FEW: usize = 1024;

/// Layouts of living nodes.
///
/// The key is the node's address. Each entry holds its node weakly, and so its slot: no other node can
/// have that address while the entry is there, and an entry of a dead node is never found.
#[derive(Debug, Default)]
pub(super) struct Cache {
    entries: HashMap<*const Node, Entry>,
    /// Entries from which on the dead are looked for: twice as many as lived last time.
    limit: usize,
}

#[derive(Debug)]
struct Entry {
    node: Weak<Node>,
    known: Known,
}

impl Cache {
    /// What was computed of a node, if the node has not changed since.
    pub(super) fn get(&self, node: &Gc<Node>) -> Option<Known> {
        let known = self.entries.get(&Gc::as_ptr(node))?.known;
        node.is_unchanged_since(known.time).then_some(known)
    }

    pub(super) fn insert(&mut self, node: &Gc<Node>, known: Known) {
        if self.entries.len() >= self.limit.max(FEW) {
            self.entries.retain(|_, it| it.node.strong_count() > 0);
            self.limit = self.entries.len() * 2;
        }
        let entry = Entry {
            node: Gc::downgrade(node),
            known,
        };
        self.entries.insert(Gc::as_ptr(node), entry);
    }

    /// Nodes that live and have an entry, be it out of date.
    pub(super) fn living(&self) -> usize {
        let nodes = self.entries.values();
        nodes.filter(|it| it.node.strong_count() > 0).count()
    }
}
