//! Names for entities.

use gc_core::Trace;

/// The name of an entity, good for as long as it is in the world. Another entity in its place has another
/// generation.
#[derive(Trace, Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id {
    pub(super) index: u32,
    pub(super) generation: u32,
}

impl Id {
    /// Which of the world's places it has.
    #[must_use]
    pub fn index(self) -> usize {
        self.index as usize
    }

    /// How many entities had that place before.
    #[must_use]
    pub fn generation(self) -> u32 {
        self.generation
    }
}
