//! Weak pointers in a graph.

use std::cell::RefCell;

use gc_core::serde_graph::{Graph, Linked};
use gc_core::{Gc, Trace, Weak};
use serde::{Deserialize, Serialize};

#[derive(Trace, Serialize, Deserialize)]
struct Part {
    name: u8,
    /// In the data: only objects written before this one will do.
    original: Weak<Part>,
    #[serde(skip)]
    parent: RefCell<Weak<Part>>,
    #[serde(skip)]
    children: RefCell<Vec<Gc<Part>>>,
}

impl Linked for Part {
    type Links = (Weak<Self>, Vec<Gc<Self>>);

    fn links(&self) -> Self::Links {
        (self.parent.borrow().clone(), self.children.borrow().clone())
    }

    fn link(&self, (parent, children): Self::Links) {
        self.parent.replace(parent);
        self.children.replace(children);
    }
}

fn part(name: u8, original: Weak<Part>) -> Gc<Part> {
    Gc::new(Part {
        name,
        original,
        parent: RefCell::default(),
        children: RefCell::default(),
    })
}

fn again(root: &Gc<Part>) -> Result<Gc<Part>, serde_json::Error> {
    let text = serde_json::to_string(&Graph::<_, Part>::new(root))?;
    serde_json::from_str::<Graph<Gc<Part>, Part>>(&text).map(Graph::into_root)
}

#[test]
fn a_weak_pointer_to_an_object_of_the_graph_leads_there_again() {
    let (parent, child) = (part(1, Weak::new()), part(2, Weak::new()));
    child.parent.replace(Gc::downgrade(&parent));
    parent.children.borrow_mut().push(child);
    let parent = again(&parent).expect("a graph");
    let child = parent.children.borrow()[0].clone();
    let found = child.parent.borrow().upgrade().expect("the parent lives");
    assert!(Gc::ptr_eq(&found, &parent));
    assert_eq!(Gc::strong_count(&parent), 2, "`parent` and `found`");
}

#[test]
fn what_only_a_weak_pointer_leads_to_is_not_written() {
    let (lone, other) = (part(1, Weak::new()), part(2, Weak::new()));
    lone.parent.replace(Gc::downgrade(&other));
    let text = serde_json::to_string(&Graph::<_, Part>::new(&lone)).expect("a graph");
    assert_eq!(
        text,
        r#"{"data":[{"name":1,"original":null}],"links":[[null,[]]],"root":0}"#
    );
    let lone = again(&lone).expect("a graph");
    assert!(lone.parent.borrow().upgrade().is_none());
    assert_eq!(other.name, 2);
}

#[test]
fn a_weak_pointer_in_the_data_leads_to_an_object_written_before() {
    let original = part(1, Weak::new());
    let copy = part(2, Gc::downgrade(&original));
    original.children.borrow_mut().push(copy);
    let original = again(&original).expect("a graph");
    let copy = original.children.borrow()[0].clone();
    let found = copy.original.upgrade().expect("the original lives");
    assert!(Gc::ptr_eq(&found, &original));
}

#[test]
fn a_weak_pointer_in_the_data_to_an_object_written_later_is_an_error() {
    let later = part(1, Weak::new());
    let first = part(2, Gc::downgrade(&later));
    first.children.borrow_mut().push(later);
    let Err(error) = again(&first) else {
        panic!("the data of `first` cannot be read");
    };
    assert!(error.to_string().contains("`Linked::links`"), "{error}");
}
