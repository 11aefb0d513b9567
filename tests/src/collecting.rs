//! Ways to collect all of a heap: what a test says of one holds for the other.

use gc_core::{Budget, Collection, Heap};

/// Collects all of a heap.
pub type Collect = fn(&Heap) -> Collection;

/// Both ways.
pub const WAYS: [Collect; 2] = [Heap::collect, in_slices];

/// Collects in slices as short as can be.
pub fn in_slices(heap: &Heap) -> Collection {
    loop {
        if let Some(collection) = heap.step(Budget::objects(1)).collection {
            return collection;
        }
    }
}
