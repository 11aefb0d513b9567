//! A last field without a known size, and parameters that need not be sized.
#![forbid(unsafe_code)]
#![deny(warnings)]

use std::fmt::Debug;
use std::mem::ManuallyDrop;

use gc_core::{Gc, Trace, Weak};

#[derive(Trace)]
struct Tail<T: ?Sized> {
    id: u8,
    tail: T,
}

#[derive(Trace)]
struct Nested<T>
where
    T: ?Sized + Debug,
{
    next: Option<Gc<Nested<T>>>,
    tail: Tail<T>,
}

#[derive(Trace)]
struct Text(u8, str);

#[derive(Trace)]
struct Slice<T> {
    head: T,
    rest: [Gc<T>],
}

#[derive(Trace)]
struct Dynamic(Tail<dyn Trace>);

#[derive(Trace)]
struct Manual<T: ?Sized>(ManuallyDrop<T>);

#[derive(Trace)]
struct Pointers<T: ?Sized> {
    strong: Option<Gc<T>>,
    weak: Weak<u8>,
    boxed: Box<T>,
    text: Box<Text>,
    tail: Box<Tail<[T2]>>,
    slice: Option<Box<Slice<u8>>>,
    dynamic: Option<Box<Dynamic>>,
}

#[derive(Trace)]
struct T2;

fn main() {
    let tail = Gc::new(Tail {
        id: 1,
        tail: [Gc::new(1), Gc::new(2)],
    });
    assert_eq!(usize::from(tail.id) + tail.tail.len(), 3);
    let nested = Gc::new(Nested {
        next: None,
        tail: Tail { id: 1, tail: "x" },
    });
    assert!(nested.next.is_none() && nested.tail.tail == "x");
    let boxed: Box<Manual<[u8]>> = Box::new(Manual(ManuallyDrop::new([1])));
    assert_eq!(Gc::new(boxed).0.len(), 1);
    assert!(std::mem::needs_drop::<Pointers<str>>());
    let traced: fn(&Pointers<dyn Trace>, &mut gc_core::Tracer<'_>) = Trace::trace;
    assert!(traced as usize != 0);
}
