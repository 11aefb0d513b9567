//! The types that the objects of a graph may have.

use core::any::TypeId;
use core::fmt;
use core::marker::PhantomData;

use serde_core::de::{Error as _, SeqAccess, Visitor};
use serde_core::ser::{Error as _, Serialize, Serializer};
use serde_core::{Deserialize, Deserializer};

use super::Linked;
use super::dispatch::Dispatch;
use super::erased::Erased;
use crate::Gc;

/// A [`Linked`] type, or a tuple of up to twelve: the types of a graph's objects.
pub trait Kinds: Dispatch {}

impl<K: Dispatch> Kinds for K {}

/// The object by its type. Who asks has looked at the type, so the error is never met.
fn typed<T: 'static>(object: &Erased) -> Result<Gc<T>, &'static str> {
    object.downcast().ok_or(STRANGER)
}

const STRANGER: &str = "an object of a type that is not among those of the graph";

// A single type. Its place need not be written.
impl<T: Linked> Dispatch for T {
    fn kind_of(id: TypeId) -> Option<usize> {
        (id == TypeId::of::<T>()).then_some(0)
    }

    fn write_data<S: Serializer>(object: &Erased, serializer: S) -> Result<S::Ok, S::Error> {
        let object = typed::<T>(object).map_err(S::Error::custom)?;
        T::serialize(&object, serializer)
    }

    fn write_links<S: Serializer>(object: &Erased, serializer: S) -> Result<S::Ok, S::Error> {
        let object = typed::<T>(object).map_err(S::Error::custom)?;
        object.links().serialize(serializer)
    }

    fn read_data<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Erased, D::Error> {
        T::deserialize(deserializer).map(|value| Erased::new(&Gc::new(value)))
    }

    fn read_links<'de, D: Deserializer<'de>>(
        object: &Erased,
        deserializer: D,
    ) -> Result<(), D::Error> {
        let object = typed::<T>(object).map_err(D::Error::custom)?;
        object.link(T::Links::deserialize(deserializer)?);
        Ok(())
    }
}

/// A tuple of types. Its objects are written as the place of their type, then their data.
trait Tagged {
    /// Reads the data of an object of the type in that place.
    fn read_next<'de, A: SeqAccess<'de>>(kind: u32, seq: A) -> Result<Erased, A::Error>;
}

/// Reads the next element, which must be there.
fn next<'de, T: Deserialize<'de>, A: SeqAccess<'de>>(
    seq: &mut A,
    index: usize,
) -> Result<T, A::Error> {
    match seq.next_element()? {
        Some(element) => Ok(element),
        None => Err(A::Error::invalid_length(index, &EXPECTED)),
    }
}

const EXPECTED: &str = "the place of an object's type, then its data";

/// Reads a pair of a place and what belongs there.
struct TaggedVisitor<K>(PhantomData<K>);

impl<'de, K: Tagged> Visitor<'de> for TaggedVisitor<K> {
    type Value = Erased;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(EXPECTED)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Erased, A::Error> {
        let kind = next(&mut seq, 0)?;
        K::read_next(kind, seq)
    }
}

macro_rules! tuple {
    ($($kind:literal $name:ident),+) => {
        impl<$($name: Linked),+> Dispatch for ($($name,)+) {
            fn kind_of(id: TypeId) -> Option<usize> {
                [$(TypeId::of::<$name>()),+].iter().position(|&kind| kind == id)
            }

            fn write_data<Ser: Serializer>(
                object: &Erased,
                serializer: Ser,
            ) -> Result<Ser::Ok, Ser::Error> {
                match Self::kind_of(object.type_id()) {
                    $(Some($kind) => {
                        let object = typed::<$name>(object).map_err(Ser::Error::custom)?;
                        let kind: u32 = $kind;
                        (kind, &*object).serialize(serializer)
                    })+
                    _ => Err(Ser::Error::custom(STRANGER)),
                }
            }

            fn write_links<Ser: Serializer>(
                object: &Erased,
                serializer: Ser,
            ) -> Result<Ser::Ok, Ser::Error> {
                match Self::kind_of(object.type_id()) {
                    $(Some($kind) => <$name as Dispatch>::write_links(object, serializer),)+
                    _ => Err(Ser::Error::custom(STRANGER)),
                }
            }

            fn read_data<'de, De: Deserializer<'de>>(
                deserializer: De,
            ) -> Result<Erased, De::Error> {
                deserializer.deserialize_tuple(2, TaggedVisitor::<Self>(PhantomData))
            }

            fn read_links<'de, De: Deserializer<'de>>(
                object: &Erased,
                deserializer: De,
            ) -> Result<(), De::Error> {
                match Self::kind_of(object.type_id()) {
                    $(Some($kind) => <$name as Dispatch>::read_links(object, deserializer),)+
                    _ => Err(De::Error::custom(STRANGER)),
                }
            }
        }

        impl<$($name: Linked),+> Tagged for ($($name,)+) {
            fn read_next<'de, Seq: SeqAccess<'de>>(
                kind: u32,
                mut seq: Seq,
            ) -> Result<Erased, Seq::Error> {
                match kind {
                    $($kind => {
                        next::<$name, _>(&mut seq, 1).map(|value| Erased::new(&Gc::new(value)))
                    })+
                    _ => Err(Seq::Error::custom(format_args!(
                        "an object of type {kind}: the graph has fewer types"
                    ))),
                }
            }
        }
    };
}

tuple! { 0 A }
tuple! { 0 A, 1 B }
tuple! { 0 A, 1 B, 2 C }
tuple! { 0 A, 1 B, 2 C, 3 D }
tuple! { 0 A, 1 B, 2 C, 3 D, 4 E }
tuple! { 0 A, 1 B, 2 C, 3 D, 4 E, 5 F }
tuple! { 0 A, 1 B, 2 C, 3 D, 4 E, 5 F, 6 G }
tuple! { 0 A, 1 B, 2 C, 3 D, 4 E, 5 F, 6 G, 7 H }
tuple! { 0 A, 1 B, 2 C, 3 D, 4 E, 5 F, 6 G, 7 H, 8 I }
tuple! { 0 A, 1 B, 2 C, 3 D, 4 E, 5 F, 6 G, 7 H, 8 I, 9 J }
tuple! { 0 A, 1 B, 2 C, 3 D, 4 E, 5 F, 6 G, 7 H, 8 I, 9 J, 10 K }
tuple! { 0 A, 1 B, 2 C, 3 D, 4 E, 5 F, 6 G, 7 H, 8 I, 9 J, 10 K, 11 L }
