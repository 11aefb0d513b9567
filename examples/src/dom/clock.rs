//! When nodes change, so that what was computed from them can be told to be out of date.
//!
//! Time passes when someone computes something ([`tick`]), not when nodes change. So of many changes
//! in a row only the first walks up to the root: the next ones meet a node that has the current time
//! already, and above it all have (see [`Node::touch`]).

use std::cell::Cell;

use super::Node;

thread_local! {
    static NOW: Cell<u64> = const { Cell::new(1) };
}

/// The time now: what changes gets it.
pub(super) fn now() -> u64 {
    NOW.get()
}

/// Lets time pass, and gives the new time: what changed before has a smaller one, what changes from here
/// on has not.
pub(super) fn tick() -> u64 {
    NOW.set(NOW.get() + 1);
    NOW.get()
}

impl Node {
    /// Says that this node's subtree has changed now, and with it all those around it.
    pub(super) fn touch(&self) {
        let now = now();
        if self.changed.replace(now) == now {
            return;
        }
        let mut above = self.parent();
        while let Some(node) = above {
            if node.changed.replace(now) == now {
                return;
            }
            above = node.parent();
        }
    }

    /// Whether nothing in this node's subtree has changed since that time.
    pub(super) fn is_unchanged_since(&self, time: u64) -> bool {
        self.changed.get() < time
    }
}
