//! One operation of a program.

use arbitrary::Arbitrary;

/// An operation; what it works on is chosen modulo what there is.
#[derive(Arbitrary, Clone, Copy, Debug)]
pub(super) enum Act {
    /// Allocate a node with an edge to a handle's, if any.
    New { fate: Fate, edge: Option<u8> },
    /// Put an edge to a handle's node into a slot.
    Link { from: u8, slot: u8, to: u8 },
    /// The same with the handle itself: no count changes.
    Put { from: u8, slot: u8, handle: u8 },
    /// Make the edge in a slot a handle: no count changes.
    Take { from: u8, slot: u8 },
    /// Empty a slot.
    Unlink { from: u8, slot: u8 },
    /// Drop a handle.
    Drop { handle: u8 },
    /// Drop all handles but one.
    DropOthers { handle: u8 },
    /// Collect all of the heap.
    Collect,
    /// Collect what is young.
    Young,
    /// A slice of so many objects.
    Step { objects: u8 },
    /// Another policy.
    SetPolicy { policy: Pace },
}

/// When the heap collects by itself.
#[derive(Arbitrary, Clone, Copy, Debug)]
pub(super) enum Pace {
    Manual,
    Zeal,
    Sliced,
}

/// What a node does at its end.
#[derive(Arbitrary, Clone, Copy, Debug)]
pub(super) struct Fate {
    pub(super) finalizer: Will,
    /// Its finalizer panics, when it has done what it does.
    pub(super) finalizer_panics: bool,
    /// Its destructor panics.
    pub(super) destructor_panics: bool,
}

/// What a finalizer does.
#[derive(Arbitrary, Clone, Copy, Debug)]
pub(super) enum Will {
    Nothing,
    /// Stores a handle to the target of an edge.
    Rescue {
        slot: u8,
    },
    /// Drops an edge.
    Detach {
        slot: u8,
    },
    /// Allocates a node, and stores a handle to it.
    Spawn,
    /// Allocates a node and drops it again.
    Litter,
    /// Asks for a collection.
    Collect,
}
