//! Reading the data and the links of all objects.

use core::fmt;
use core::marker::PhantomData;

use serde_core::Deserializer;
use serde_core::de::{DeserializeSeed, Error as _, IgnoredAny, SeqAccess, Visitor};

use super::Kinds;
use super::erased::Erased;
use super::scope::Objects;

/// Makes all objects from their data.
pub(super) struct AllData<'a, K> {
    objects: &'a Objects,
    kinds: PhantomData<fn() -> K>,
}

impl<'a, K> AllData<'a, K> {
    pub(super) const fn of(objects: &'a Objects) -> Self {
        Self {
            objects,
            kinds: PhantomData,
        }
    }
}

impl<'de, K: Kinds> DeserializeSeed<'de> for AllData<'_, K> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de, K: Kinds> Visitor<'de> for AllData<'_, K> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the data of each object of a graph")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(object) = seq.next_element_seed(Data::<K>(PhantomData))? {
            self.objects.objects.borrow_mut().push(object);
        }
        Ok(())
    }
}

/// Makes one object from its data.
struct Data<K>(PhantomData<fn() -> K>);

impl<'de, K: Kinds> DeserializeSeed<'de> for Data<K> {
    type Value = Erased;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Erased, D::Error> {
        K::read_data(deserializer)
    }
}

/// Puts the links of all objects in place.
pub(super) struct AllLinks<'a, K> {
    objects: &'a Objects,
    kinds: PhantomData<fn() -> K>,
}

impl<'a, K> AllLinks<'a, K> {
    pub(super) const fn of(objects: &'a Objects) -> Self {
        Self {
            objects,
            kinds: PhantomData,
        }
    }
}

impl<'de, K: Kinds> DeserializeSeed<'de> for AllLinks<'_, K> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de, K: Kinds> Visitor<'de> for AllLinks<'_, K> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let objects = self.objects.objects.borrow().len();
        write!(f, "the links of each of {objects} objects")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let objects = self.objects.objects.borrow().clone();
        for (number, object) in objects.iter().enumerate() {
            let links = Links::<K> {
                object,
                kinds: PhantomData,
            };
            seq.next_element_seed(links)?
                .ok_or_else(|| A::Error::invalid_length(number, &self))?;
        }
        match seq.next_element::<IgnoredAny>()? {
            None => Ok(()),
            Some(_) => Err(A::Error::invalid_length(objects.len() + 1, &self)),
        }
    }
}

/// Puts the links of one object in place.
struct Links<'a, K> {
    object: &'a Erased,
    kinds: PhantomData<fn() -> K>,
}

impl<'de, K: Kinds> DeserializeSeed<'de> for Links<'_, K> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        K::read_links(self.object, deserializer)
    }
}
