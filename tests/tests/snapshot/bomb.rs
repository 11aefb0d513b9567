//! Something that cannot be read.
#![expect(unsafe_code, reason = "`Trace` is unsafe to implement")]

use std::cell::Cell;

use gc_core::{Gc, Trace, Tracer};

use crate::nodes::Node;

/// Panics in `trace` while it is armed, after it has reported its edge.
pub(crate) struct Bomb {
    pub(crate) armed: Cell<bool>,
    pub(crate) target: Gc<Node>,
}

// SAFETY: the one edge is reported once, the same each time; there is no `Drop`.
unsafe impl Trace for Bomb {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.edge(&self.target);
        assert!(!self.armed.get(), "a bomb in a test");
    }
}
