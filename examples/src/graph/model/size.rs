//! What values take in memory.
//!
//! The *size* of a node is what it has to itself: its slot (the counts before the value, and the
//! value), the text of its name, its two vectors of pointers, and the slots of the edges it owns.
//! What an allocator adds to a block is left out.

use super::Family;
use super::node::{Edge, Node};

/// The bytes of a value with the counts before it.
#[must_use]
pub(crate) const fn slot<F: Family, T>() -> usize {
    (F::HEADER + size_of::<T>()).next_multiple_of(align_of::<usize>())
}

/// The bytes that an edge takes.
#[must_use]
pub const fn edge_size<F: Family>() -> usize {
    slot::<F, Edge<F>>()
}

/// The bytes that go with a node of a name of so many bytes, with so many edges out of it and into
/// it, and with no other node.
#[must_use]
pub const fn node_size<F: Family>(name: usize, out: usize, into: usize) -> usize {
    let vectors = out * size_of::<F::Strong<Edge<F>>>() + into * size_of::<F::Weak<Edge<F>>>();
    slot::<F, Node<F>>() + name + vectors + out * edge_size::<F>()
}
