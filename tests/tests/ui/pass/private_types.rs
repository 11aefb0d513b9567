//! Public types may have fields of private ones.
#![forbid(unsafe_code)]
#![deny(warnings)]

use std::rc::Rc;

use gc_core::{Gc, Trace};

trait Hidden {
    type Part;
}

impl Hidden for u8 {
    type Part = Private<u8>;
}

#[derive(Trace)]
struct Private<T>(T);

#[expect(private_bounds)]
#[derive(Trace)]
pub struct Public<T, H: Hidden> {
    own: Private<T>,
    boxed: Vec<Box<Private<T>>>,
    shared: Rc<Private<T>>,
    hidden: H::Part,
    pointer: Option<Gc<Private<T>>>,
}

fn main() {
    let public = Public::<_, u8> {
        own: Private(1),
        boxed: Vec::new(),
        shared: Rc::new(Private(2)),
        hidden: Private(3),
        pointer: None,
    };
    let public = Gc::new(public);
    assert_eq!(public.own.0 + public.shared.0 + public.hidden.0, 6);
    assert!(public.boxed.is_empty() && public.pointer.is_none());
}
