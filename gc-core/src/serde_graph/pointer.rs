//! `Serialize` and `Deserialize` of the two pointers.

use serde_core::de::Error as _;
use serde_core::ser::Error as _;
use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

use super::scope::{self, Source, Written};
use crate::{Gc, Trace, Weak};

/// Writes the value, as `Rc` does; in a [`Graph`](super::Graph), a number.
impl<T: ?Sized + Serialize> Serialize for Gc<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match scope::written(self) {
            Written::InPlace => T::serialize(self, serializer),
            Written::Number(number) => serializer.serialize_u32(number),
            Written::Refused(why) => Err(S::Error::custom(why)),
        }
    }
}

/// Writes an `Option` of the value, as `rc::Weak` does; in a [`Graph`](super::Graph), of a number.
impl<T: ?Sized + Serialize> Serialize for Weak<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Some(target) = self.upgrade() else {
            return serializer.serialize_none();
        };
        match scope::written_weakly(&target) {
            Some(_) => serializer.serialize_some(&target),
            None => serializer.serialize_none(),
        }
    }
}

/// Reads a value into a new object of the current heap; in a [`Graph`](super::Graph), finds the
/// object of a number.
impl<'de, T: Trace + Deserialize<'de>> Deserialize<'de> for Gc<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match scope::source::<T>() {
            Source::InPlace => T::deserialize(deserializer).map(Self::new),
            Source::Number(objects) => {
                let number = u32::deserialize(deserializer)?;
                objects.get(number).map_err(D::Error::custom)
            }
        }
    }
}

/// Reads a sequence into a new object of the current heap.
impl<'de, T: Trace + Deserialize<'de>> Deserialize<'de> for Gc<[T]> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(Self::from)
    }
}

/// Reads a string into a new object of the current heap.
impl<'de> Deserialize<'de> for Gc<str> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}

/// Reads past an `Option` of a value and gives an empty one, as `rc::Weak` does; in a
/// [`Graph`](super::Graph), finds the object of a number.
impl<'de, T: Trace + Deserialize<'de>> Deserialize<'de> for Weak<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match scope::source::<T>() {
            Source::InPlace => Option::<T>::deserialize(deserializer).map(|_| Self::new()),
            Source::Number(objects) => match Option::<u32>::deserialize(deserializer)? {
                None => Ok(Self::new()),
                Some(number) => match objects.get(number) {
                    Ok(target) => Ok(Gc::downgrade(&target)),
                    Err(why) => Err(D::Error::custom(why)),
                },
            },
        }
    }
}
