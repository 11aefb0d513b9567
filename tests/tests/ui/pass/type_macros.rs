//! Macros where types stand.
#![forbid(unsafe_code)]
#![deny(warnings)]

use gc_core::{Gc, Trace};

macro_rules! map {
    ($key:ty => $value:ty) => { std::collections::BTreeMap<$key, $value> };
}

macro_rules! pointer {
    ($to:ty) => { Option<Gc<$to>> };
}

macro_rules! length {
    () => {
        2
    };
}

#[derive(Trace)]
struct Node<T> {
    map: map!(u8 => T),
    pointer: pointer!(Node<T>),
    boxed: Box<map!(u8 => Box<T>)>,
    array: [u8; length!()],
}

fn main() {
    let node = Gc::new(Node {
        map: [(1, 'a')].into(),
        pointer: None,
        boxed: Box::default(),
        array: [0; 2],
    });
    assert!(node.pointer.is_none() && node.boxed.is_empty());
    assert_eq!((node.map[&1], node.array.len()), ('a', 2));
}
