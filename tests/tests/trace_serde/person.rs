//! The object of most tests: one immutable edge in its data, any number of others as links.

use std::cell::RefCell;

use gc_core::serde_graph::{Graph, Linked};
use gc_core::{Gc, Trace};
use serde::{Deserialize, Serialize};

#[derive(Trace, Serialize, Deserialize)]
pub(crate) struct Person {
    pub(crate) name: String,
    pub(crate) mother: Option<Gc<Person>>,
    #[serde(skip)]
    pub(crate) friends: RefCell<Vec<Gc<Person>>>,
}

impl Person {
    pub(crate) fn new(name: &str, mother: Option<&Gc<Self>>) -> Gc<Self> {
        Gc::new(Self {
            name: name.to_owned(),
            mother: mother.cloned(),
            friends: RefCell::default(),
        })
    }

    pub(crate) fn befriend(&self, other: &Gc<Self>) {
        self.friends.borrow_mut().push(other.clone());
    }

    pub(crate) fn friend(&self, index: usize) -> Gc<Self> {
        self.friends.borrow()[index].clone()
    }
}

impl Linked for Person {
    type Links = Vec<Gc<Self>>;

    fn links(&self) -> Self::Links {
        self.friends.borrow().clone()
    }

    fn link(&self, links: Self::Links) {
        self.friends.replace(links);
    }
}

/// The graph below a person, as text.
pub(crate) fn written(root: &Gc<Person>) -> String {
    serde_json::to_string(&Graph::<_, Person>::new(root)).expect("the graph can be written")
}

/// The root of a graph of persons; panics with the message if there is none.
pub(crate) fn read(text: &str) -> Gc<Person> {
    let graph = serde_json::from_str::<Graph<Gc<Person>, Person>>(text);
    graph.unwrap_or_else(|error| panic!("{error}")).into_root()
}
