//! Reading a graph: objects from their data, each after those that it leads to; then their links,
//! then the root.

use core::fmt;
use core::marker::PhantomData;
use std::cell::RefCell;
use std::rc::Rc;

use serde_core::de::{Error as _, MapAccess, SeqAccess, Visitor};
use serde_core::{Deserialize, Deserializer};

use super::key::Key;
use super::read_parts::{AllData, AllLinks};
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
    map.next_key_seed(Key(expected))?
        .ok_or_else(|| A::Error::missing_field(expected))
}
