//! What part the objects of a type can play in a cycle.

use super::Header;

/// See DESIGN: a type is a node of the graph of types, with an arc to each type it may own a
/// `Gc` to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum TypeClass {
    /// Owns no `Gc`.
    Leaf,
    /// No circle of types can be reached from it: counting alone frees it, and whatever it owns.
    Inert,
    /// Lies on a circle of types or leads to one: the collector must look.
    Scanned,
}

impl TypeClass {
    /// The strong word of a new object: drops of what cannot be part of garbage leave no mark.
    pub(crate) const fn birth(self) -> i32 {
        match self {
            Self::Leaf | Self::Inert => Header::BIRTH_TOUCHED,
            Self::Scanned => Header::BIRTH,
        }
    }
}
