//! Reading a graph: objects from their data, each after those that it leads to; then their links,
//! then the root.

use core::fmt;
use core::marker::PhantomData;
use std::cell::RefCell;
use std::rc::Rc;

use serde_core::de::{DeserializeSeed, Error as _, MapAccess, SeqAccess, Visitor};
use serde_core::{Deserialize, Deserializer};

use super::erased::Erased;
use super::scope::{self, Objects, Scope};
use super::{FIELDS, Graph, Kinds, NAME};

impl<'de, R: Deserialize<'de>, K: Kinds> Deserialize<'de> for Graph<R, K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let objects = Rc::new(Objects {
            kind_of: K::kind_of,
            objects: RefCell::default(),
        });
        let _guard = scope::enter(Scope::Read(objects.clone())).map_err(D::Error::custom)?;
        let visitor = GraphVisitor {
            objects: &objects,
            graph: PhantomData,
        };
        deserializer.deserialize_struct(NAME, &FIELDS, visitor)
    }
}

/// Reads the three parts of a graph, whether they have names or not.
struct GraphVisitor<'a, R, K> {
    objects: &'a Objects,
    graph: PhantomData<fn() -> Graph<R, K>>,
}

impl<'de, R: Deserialize<'de>, K: Kinds> Visitor<'de> for GraphVisitor<'_, R, K> {
    type Value = Graph<R, K>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the data of a graph's objects, their links, and its root")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let missing = |index| A::Error::invalid_length(index, &self);
        seq.next_element_seed(AllData::<K>::of(self.objects))?
            .ok_or_else(|| missing(0))?;
        seq.next_element_seed(AllLinks::<K>::of(self.objects))?
            .ok_or_else(|| missing(1))?;
        let root = seq.next_element()?.ok_or_else(|| missing(2))?;
        Ok(Graph::new(root))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let [data, links, root] = FIELDS;
        expect_key(&mut map, data)?;
        map.next_value_seed(AllData::<K>::of(self.objects))?;
        expect_key(&mut map, links)?;
        map.next_value_seed(AllLinks::<K>::of(self.objects))?;
        expect_key(&mut map, root)?;
        map.next_value().map(Graph::new)
    }
}

/// Reads the next key, which must be this one: what follows needs what came before.
fn expect_key<'de, A: MapAccess<'de>>(map: &mut A, expected: &'static str) -> Result<(), A::Error> {
    match map.next_key_seed(Key(expected))? {
        Some(()) => Ok(()),
        None => Err(A::Error::missing_field(expected)),
    }
}

/// A key that is known before it is read.
struct Key(&'static str);

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
        write!(f, "the key `{key}` (`{data}`, `{links}` and `{root}` come in this order)")
    }

    fn visit_str<E: serde_core::de::Error>(self, found: &str) -> Result<(), E> {
        if found == self.0 {
            Ok(())
        } else {
            let found = serde_core::de::Unexpected::Str(found);
            Err(E::invalid_value(found, &self))
        }
    }

    fn visit_bytes<E: serde_core::de::Error>(self, found: &[u8]) -> Result<(), E> {
        match core::str::from_utf8(found) {
            Ok(found) => self.visit_str(found),
            Err(_) => Err(E::invalid_value(serde_core::de::Unexpected::Bytes(found), &self)),
        }
    }

    fn visit_u64<E: serde_core::de::Error>(self, found: u64) -> Result<(), E> {
        match usize::try_from(found).ok().and_then(|at| FIELDS.get(at)) {
            Some(name) => self.visit_str(name),
            None => Err(E::invalid_value(serde_core::de::Unexpected::Unsigned(found), &self)),
        }
    }
}

/// Makes all objects from their data.
struct AllData<'a, K> {
    objects: &'a Objects,
    kinds: PhantomData<fn() -> K>,
}
