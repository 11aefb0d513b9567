//! Writing a graph: the data of all objects, then their links, then the root.

use core::cell::Cell;
use core::marker::PhantomData;
use std::rc::Rc;

use serde_core::ser::{Error as _, SerializeSeq, SerializeStruct};
use serde_core::{Serialize, Serializer};

use super::erased::Erased;
use super::explore::{Explored, Explorer};
use super::scope::{self, Numbers, Scope};
use super::{FIELDS, Graph, Kinds, NAME};

impl<R: Serialize, K: Kinds> Serialize for Graph<R, K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let explored = Explorer::<K>::explore(&self.root, serializer.is_human_readable());
        let Explored { order, numbers } = explored.map_err(S::Error::custom)?;
        let numbers = Rc::new(Numbers {
            kind_of: K::kind_of,
            numbers,
            readable: Cell::new(0),
        });
        let _guard = scope::enter(Scope::Write(numbers.clone())).map_err(S::Error::custom)?;

        let [data, links, root] = FIELDS;
        let mut graph = serializer.serialize_struct(NAME, FIELDS.len())?;
        for (field, part) in [(data, Part::Data), (links, Part::Links)] {
            let parts = Parts {
                part,
                order: &order,
                readable: &numbers.readable,
                kinds: PhantomData::<fn() -> K>,
            };
            graph.serialize_field(field, &parts)?;
        }
        graph.serialize_field(root, &self.root)?;
        graph.end()
    }
}

/// The two parts of an object.
#[derive(Clone, Copy)]
enum Part {
    Data,
    Links,
}

/// One part of all objects.
struct Parts<'a, K> {
    part: Part,
    order: &'a [Erased],
    readable: &'a Cell<usize>,
    kinds: PhantomData<fn() -> K>,
}

impl<K: Kinds> Serialize for Parts<'_, K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut parts = serializer.serialize_seq(Some(self.order.len()))?;
        for (number, object) in self.order.iter().enumerate() {
            self.readable.set(match self.part {
                Part::Data => number,
                Part::Links => self.order.len(),
            });
            parts.serialize_element(&PartOf::<K> {
                part: self.part,
                object,
                kinds: PhantomData,
            })?;
        }
        self.readable.set(self.order.len());
        parts.end()
    }
}

/// One part of one object.
struct PartOf<'a, K> {
    part: Part,
    object: &'a Erased,
    kinds: PhantomData<fn() -> K>,
}

impl<K: Kinds> Serialize for PartOf<'_, K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.part {
            Part::Data => K::write_data(self.object, serializer),
            Part::Links => K::write_links(self.object, serializer),
        }
    }
}
