//! From an object's run-time type to the code of its static one.

use core::any::TypeId;

use serde_core::{Deserializer, Serializer};

use super::erased::Erased;

/// What [`Kinds`](super::Kinds) can do with an object. Nobody outside can name this trait, so
/// nobody else implements it.
pub trait Dispatch: 'static {
    /// The place of a type among the kinds.
    fn kind_of(id: TypeId) -> Option<usize>;

    /// Writes what a reader makes the object of.
    fn write_data<S: Serializer>(object: &Erased, serializer: S) -> Result<S::Ok, S::Error>;

    /// Writes the object's links.
    fn write_links<S: Serializer>(object: &Erased, serializer: S) -> Result<S::Ok, S::Error>;

    /// Makes an object of what [`write_data`](Self::write_data) wrote.
    fn read_data<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Erased, D::Error>;

    /// Reads an object's links and puts them in place.
    fn read_links<'de, D: Deserializer<'de>>(
        object: &Erased,
        deserializer: D,
    ) -> Result<(), D::Error>;
}
