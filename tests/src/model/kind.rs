//! What the kinds of values are, as numbers: the part of them that the shadow knows.

/// A type of values that programs allocate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// No edges, and a destructor.
    Leaf,
    /// A leaf to the collector that owns an edge nevertheless: it counts as held from outside.
    Opaque,
    /// Points to leaves only: never scanned.
    Inert,
    /// Nothing but edges, to its own kind: its drop glue can be skipped.
    Bare,
    /// Lies on no circle of types, but leads to one.
    Lead,
    /// Three edges in a `RefCell`, one in a `Cell`, to anything.
    Node,
    /// Has a finalizer.
    Phoenix,
    /// Owns a `Box<dyn Trait>` with the edge in it.
    Dynamic,
    /// Larger than most, aligned to 128.
    Bulky,
}

/// Kinds that a program may use; those named twice come up twice as often.
const PALETTES: [&[Kind]; 4] = [
    &[Kind::Node, Kind::Phoenix, Kind::Leaf, Kind::Node],
    &[
        Kind::Bare,
        Kind::Bare,
        Kind::Lead,
        Kind::Node,
        Kind::Inert,
        Kind::Leaf,
    ],
    &[Kind::Dynamic, Kind::Bulky, Kind::Node, Kind::Phoenix],
    &[
        Kind::Leaf,
        Kind::Opaque,
        Kind::Inert,
        Kind::Bare,
        Kind::Bare,
        Kind::Lead,
        Kind::Node,
        Kind::Node,
        Kind::Phoenix,
        Kind::Phoenix,
        Kind::Dynamic,
        Kind::Bulky,
    ],
];

impl Kind {
    /// The kind that a byte stands for, of those on a palette. A program with few kinds has fewer
    /// pages, more objects on each, and runs faster.
    pub(super) fn from_byte(byte: u8, palette: u8) -> Self {
        let palette = PALETTES[usize::from(palette) % PALETTES.len()];
        palette[usize::from(byte) % palette.len()]
    }

    /// How many edges a value can own.
    pub(super) const fn slots(self) -> usize {
        match self {
            Self::Leaf => 0,
            Self::Opaque | Self::Inert | Self::Lead | Self::Dynamic | Self::Bulky => 1,
            Self::Bare | Self::Phoenix => 2,
            Self::Node => 4,
        }
    }

    /// Whether slot `slot` lies in a `RefCell` (otherwise in a `Cell`).
    pub(super) const fn in_ref_cell(self, slot: usize) -> bool {
        match self {
            Self::Node => slot < 3,
            Self::Bare => slot == 0,
            _ => true,
        }
    }

    /// Whether `trace` says nothing of the edges.
    pub(super) const fn hides_edges(self) -> bool {
        matches!(self, Self::Opaque)
    }

    /// Whether an edge to a `target` fits into a slot.
    pub(super) const fn accepts(self, target: Self) -> bool {
        match self {
            Self::Leaf => false,
            Self::Inert => matches!(target, Self::Leaf),
            Self::Bare | Self::Lead => matches!(target, Self::Bare),
            Self::Bulky => matches!(target, Self::Node),
            Self::Opaque | Self::Node | Self::Phoenix | Self::Dynamic => true,
        }
    }

    /// Whether a value has room for a `Weak`.
    pub(super) const fn holds_weak(self) -> bool {
        matches!(self, Self::Node | Self::Leaf)
    }

    /// Whether a value notices its own death.
    pub(super) const fn has_probe(self) -> bool {
        !matches!(self, Self::Bare)
    }
}

/// What a phoenix does when it is finalized. All of it concerns its own edges, so that the order
/// of several finalizers makes no difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Will {
    /// Nothing.
    Quiet,
    /// Stores a handle to the target of an edge where the program finds it.
    Rescue(usize),
    /// Drops an edge.
    Detach(usize),
    /// Allocates a node with an edge to the target of edge 0, if that lies in its own heap, and stores it
    /// where the program finds it.
    Spawn,
    /// Asks for a collection, which must not run.
    Collect,
}

impl Will {
    /// The will that a byte stands for.
    pub(super) const fn from_byte(byte: u8) -> Self {
        match byte % 8 {
            0 => Self::Quiet,
            1 | 2 => Self::Rescue(0),
            3 => Self::Rescue(1),
            4 => Self::Detach(0),
            5 => Self::Detach(1),
            6 => Self::Spawn,
            _ => Self::Collect,
        }
    }
}
