//! The names of a graph's parts, where the format writes names.

use core::fmt;

use serde_core::Deserializer;
use serde_core::de::{DeserializeSeed, Error, Unexpected, Visitor};

use super::FIELDS;

/// A key that is known before it is read.
pub(super) struct Key(pub(super) &'static str);

impl<'de> DeserializeSeed<'de> for Key {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Key {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [data, links, root] = FIELDS;
        let key = self.0;
        write!(
            f,
            "the key `{key}` (`{data}`, `{links}` and `{root}` come in this order)"
        )
    }

    fn visit_str<E: Error>(self, found: &str) -> Result<(), E> {
        if found == self.0 {
            Ok(())
        } else {
            let found = Unexpected::Str(found);
            Err(E::invalid_value(found, &self))
        }
    }

    fn visit_bytes<E: Error>(self, found: &[u8]) -> Result<(), E> {
        match core::str::from_utf8(found) {
            Ok(found) => self.visit_str(found),
            Err(_) => Err(E::invalid_value(Unexpected::Bytes(found), &self)),
        }
    }

    fn visit_u64<E: Error>(self, found: u64) -> Result<(), E> {
        match usize::try_from(found).ok().and_then(|at| FIELDS.get(at)) {
            Some(name) => self.visit_str(name),
            None => Err(E::invalid_value(Unexpected::Unsigned(found), &self)),
        }
    }
}
