//! Types of the user's own whose names are also those of pointers.
#![forbid(unsafe_code)]
#![deny(warnings)]

use std::cell::RefCell;

use gc_core::{Gc, Trace};

/// Directed, with a weight: not the pointer of `std`.
#[derive(Trace)]
struct Arc<T> {
    from: Gc<Node<T>>,
    to: Gc<Node<T>>,
    weight: T,
}

#[derive(Trace)]
struct Node<T> {
    arcs: RefCell<Vec<Arc<T>>>,
    value: T,
}

fn main() {
    let node = Gc::new(Node {
        arcs: RefCell::default(),
        value: 1,
    });
    let arc = Arc {
        from: node.clone(),
        to: node.clone(),
        weight: 2,
    };
    assert_eq!(arc.weight + arc.to.value, 3);
    assert!(Gc::ptr_eq(&arc.from, &arc.to));
    node.arcs.borrow_mut().push(arc);
    drop(node);
    assert_eq!(gc_core::collect().freed, 1);
}
