//! Function pointers, also those that take references.
#![forbid(unsafe_code)]
#![deny(warnings)]

use std::cell::{Cell, RefCell};

use gc_core::{Gc, Trace};

type Visit = fn(&Vtable, &mut u8);

#[derive(Trace)]
struct Vtable {
    plain: fn(u8, u8) -> u8,
    reference: fn(&u8) -> u8,
    named: for<'a, 'b> fn(&'a u8, &'b str) -> bool,
    optional: Option<fn(&Vtable) -> &Gc<u8>>,
    cell: Cell<Option<fn(&str)>>,
    boxed: Box<fn(&u8) -> u8>,
    list: RefCell<Vec<(Gc<u8>, fn(&mut Vtable))>>,
    visit: Visit,
}

#[derive(Trace)]
struct Generic<T>(fn(&T) -> T, Option<fn(T, &T)>);

fn main() {
    let vtable = Vtable {
        plain: u8::max,
        reference: |number| *number,
        named: |_, text| text.is_empty(),
        optional: None,
        cell: Cell::new(None),
        boxed: Box::new(|number| *number),
        list: RefCell::default(),
        visit: |_, number| *number = 1,
    };
    let vtable = Gc::new(vtable);
    let mut number = (vtable.plain)(2, (vtable.reference)(&3)) + (vtable.boxed)(&4);
    (vtable.visit)(&vtable, &mut number);
    assert!((vtable.named)(&number, "") && vtable.optional.is_none() && number == 1);
    assert!(vtable.cell.get().is_none() && vtable.list.borrow().is_empty());
    let generic = Gc::new(Generic::<String>(String::clone, None));
    assert!((generic.0)(&String::new()).is_empty() && generic.1.is_none());
}
