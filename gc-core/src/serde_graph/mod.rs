//! Writing and reading with `serde`: single pointers, and whole graphs with their sharing and
//! their cycles. (Feature `serde`.)
//!
//! # A pointer by itself
//!
//! [`Gc<T>`](crate::Gc) is written as its value and read into a new object, as `Rc` with serde's
//! feature `rc`. A [`Weak`](crate::Weak) is written as the `Option` of what it upgrades to, and
//! read as an empty one. So a value with two owners is written twice and read as two values, a
//! long list is written by recursion, and a cycle is never done.
//!
//! # A graph
//!
//! [`Graph`] writes a root and all that it leads to. Each object is written once, under a number,
//! and each `Gc` or `Weak` to it as that number. Neither writing nor reading recurses, however
//! deep the graph.
//!
//! Reading a cycle is the hard part: whichever of its objects is made first, it would have to own
//! one that is not there yet. So an object is written in two parts. Its **data** is what the
//! type's `Serialize` and `Deserialize` say, and makes the value; its **links** are what
//! [`Linked`] says, and are put in place when all objects exist. Only fields that may close a
//! cycle need to be links, and those have interior mutability in any case.
//!
//! ```
//! use std::cell::RefCell;
//!
//! use gc_core::serde_graph::{Graph, Linked};
//! use gc_core::{Gc, Trace};
//! use serde::{Deserialize, Serialize};
//!
//! #[derive(Trace, Serialize, Deserialize)]
//! struct Person {
//!     name: String,
//!     /// Part of the data: a child is written after its mother, and shares her with its siblings.
//!     mother: Option<Gc<Person>>,
//!     /// Links: friendship goes both ways.
//!     #[serde(skip)]
//!     friends: RefCell<Vec<Gc<Person>>>,
//! }
//!
//! impl Linked for Person {
//!     type Links = Vec<Gc<Person>>;
//!
//!     fn links(&self) -> Self::Links {
//!         self.friends.borrow().clone()
//!     }
//!
//!     fn link(&self, links: Self::Links) {
//!         self.friends.replace(links);
//!     }
//! }
//!
//! let person = |name: &str, mother: Option<&Gc<Person>>| {
//!     let name = name.to_owned();
//!     Gc::new(Person { name, mother: mother.cloned(), friends: RefCell::default() })
//! };
//! let eve = person("Eve", None);
//! let (ada, bob) = (person("Ada", Some(&eve)), person("Bob", Some(&eve)));
//! ada.link(vec![bob.clone()]);
//! bob.link(vec![ada.clone()]);
//!
//! let text = serde_json::to_string(&Graph::<_, Person>::new(&ada))?;
//! assert_eq!(
//!     text,
//!     concat!(
//!         r#"{"data":[{"name":"Eve","mother":null},{"name":"Ada","mother":0},"#,
//!         r#"{"name":"Bob","mother":0}],"links":[[],[2],[1]],"root":1}"#,
//!     )
//! );
//!
//! let ada = serde_json::from_str::<Graph<Gc<Person>, Person>>(&text)?.into_root();
//! let bob = ada.friends.borrow()[0].clone();
//! assert!(Gc::ptr_eq(&bob.friends.borrow()[0], &ada));
//! assert!(Gc::ptr_eq(bob.mother.as_ref().unwrap(), ada.mother.as_ref().unwrap()));
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! A graph of several types names them as a tuple, `Graph<Gc<City>, (City, Road)>`; each object is
//! then preceded by the place of its type in the tuple. Any `Gc` to another type is written in
//! place, as outside of a graph: a `Gc<str>` for a label, say.
//!
//! # What is promised
//!
//! - Objects that were one are read as one, in the thread's current heap. Whatever bytes are
//!   read, the result is a graph or an error: a number out of range, or of an object of another
//!   type, is the latter.
//! - What only a `Weak` leads to is not written; such a `Weak` is read as an empty one.
//! - The order of objects is determined by the graph: equal graphs give equal bytes.
//! - Formats need not be self-describing. In those that are maps, `data`, `links` and `root` must
//!   come in this order, which is that of the alphabet.
//!
//! While a graph is written, each value is serialized twice: once to find what it leads to,
//! without output. `Serialize` and [`Linked::links`] must give the same both times, or the result
//! is an error.

mod discover;
mod dispatch;
mod erased;
mod explore;
mod key;
mod kinds;
mod pointer;
mod read;
mod read_parts;
mod scope;
mod write;

use core::fmt;
use core::marker::PhantomData;

use serde_core::Serialize;
use serde_core::de::DeserializeOwned;

use crate::Trace;

pub use kinds::Kinds;

/// A type whose values can be the objects of a [`Graph`].
///
/// Its `Serialize` and `Deserialize` are about its data: all that it needs to come into being. A
/// `Gc` in there must not lead back to the object through the data of others. Fields that do are
/// its links: leave them out there (`#[serde(skip)]`), and give and take them here.
///
/// A type without links says `type Links = ();`.
pub trait Linked: Trace + Serialize + DeserializeOwned {
    /// What is put in place when all objects exist: `Gc`s, `Weak`s, collections of them.
    type Links: Serialize + DeserializeOwned;

    /// The links of the value, to be written.
    fn links(&self) -> Self::Links;

    /// Puts links in place that were read.
    fn link(&self, links: Self::Links);
}

/// A root and all that it leads to, to be written or read with sharing and cycles kept; see the
/// [module](self).
///
/// `R` is whatever the graph hangs on: a `Gc`, a reference to one, a collection of them, a struct.
/// `K` is the type of the objects, or a tuple of up to twelve types. All are [`Linked`].
pub struct Graph<R, K> {
    root: R,
    kinds: PhantomData<fn() -> K>,
}

/// The name of what is written, for formats that have names.
const NAME: &str = "Graph";

/// The parts of what is written, in order.
const FIELDS: [&str; 3] = ["data", "links", "root"];

impl<R, K: Kinds> Graph<R, K> {
    /// The graph below `root`.
    ///
    /// ```
    /// use gc_core::Gc;
    /// use gc_core::serde_graph::{Graph, Linked};
    /// use serde::{Deserialize, Serialize};
    ///
    /// #[derive(gc_core::Trace, Serialize, Deserialize)]
    /// struct Leaf(u8);
    ///
    /// impl Linked for Leaf {
    ///     type Links = ();
    ///     fn links(&self) {}
    ///     fn link(&self, (): ()) {}
    /// }
    ///
    /// let leaf = Gc::new(Leaf(7));
    /// let twice = serde_json::to_string(&Graph::<_, Leaf>::new([&leaf, &leaf]))?;
    /// assert_eq!(twice, r#"{"data":[7],"links":[null],"root":[0,0]}"#);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub const fn new(root: R) -> Self {
        Self {
            root,
            kinds: PhantomData,
        }
    }

    /// What the graph hangs on.
    #[must_use]
    pub const fn root(&self) -> &R {
        &self.root
    }

    /// What the graph hangs on, by value.
    #[must_use]
    pub fn into_root(self) -> R {
        self.root
    }
}

impl<R: fmt::Debug, K> fmt::Debug for Graph<R, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Graph").field("root", &self.root).finish()
    }
}
