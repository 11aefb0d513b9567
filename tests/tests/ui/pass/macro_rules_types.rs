//! Types that a macro writes, from fragments of every kind.
#![forbid(unsafe_code)]
#![deny(warnings)]

use std::cell::RefCell;
use std::marker::PhantomData;

use gc_core::{Gc, Trace};

pub struct NotTraced;

macro_rules! node {
    ($(#[$attr:meta])* $vis:vis struct $name:ident<$param:ident> { $($field:ident: $ty:ty),* $(,)? }) => {
        $(#[$attr])*
        #[derive(Trace)]
        $vis struct $name<$param> {
            inner: Option<Box<$name<$param>>>,
            $($field: $ty,)*
        }
    };
}

node! {
    /// With a parameter that occurs only behind a pointer.
    pub struct Pointing<T> { to: Option<Gc<T>>, marker: PhantomData<T> }
}

node! {
    struct Holding<T> { value: T, boxed: Box<T>, many: RefCell<Vec<T>>, text: &'static str }
}

macro_rules! sized {
    ($name:ident, $length:expr, $literal:literal, $inner:path, $lifetime:lifetime, $parts:tt) => {
        #[derive(Trace)]
        struct $name {
            array: [u8; $length],
            other: [$inner; $literal],
            text: &$lifetime str,
            tuple: $parts,
        }
    };
}

sized!(Sized, 2 + 1, 4, std::cell::Cell<u8>, 'static, (u8, Box<[String]>));

macro_rules! variants {
    ($name:ident { $($variant:ident($($ty:ty),*)),* } skip $skipped:ty) => {
        #[derive(Trace)]
        enum $name {
            $($variant($($ty),*),)*
            Skipped(#[trace(skip)] $skipped),
        }
    };
}

variants!(Variants { A(), B(Gc<Variants>, Box<[Variants]>), C(u8) } skip NotTraced);

macro_rules! with_path {
    ($krate:path) => {
        #[derive($krate)]
        #[trace(crate = gc_core)]
        struct WithPath(u8);
    };
}

with_path!(gc_core::Trace);

macro_rules! crate_of_its_own {
    () => {
        #[derive(gc_core::Trace)]
        #[trace(crate = $crate::reexported)]
        struct CrateOfItsOwn($crate::reexported::Gc<u8>);
    };
}

mod reexported {
    pub use gc_core::*;
}

crate_of_its_own!();

fn main() {
    let not_traced = Gc::new(Pointing::<u8> {
        inner: None,
        to: None,
        marker: PhantomData,
    });
    assert!(not_traced.inner.is_none() && not_traced.to.is_none());
    let _ = not_traced.marker;
    let holding = Holding {
        inner: None,
        value: 1,
        boxed: Box::new(2),
        many: RefCell::new(vec![3]),
        text: "4",
    };
    let holding = Gc::new(holding);
    assert!(holding.inner.is_none() && holding.text == "4");
    assert_eq!(holding.value + *holding.boxed + holding.many.borrow()[0], 6);
    let sized = Sized {
        array: [0; 3],
        other: [const { std::cell::Cell::new(0) }; 4],
        text: "",
        tuple: (0, Box::new([])),
    };
    let sized = Gc::new(sized);
    assert_eq!(sized.array.len() + sized.other.len() + sized.text.len(), 7);
    assert_eq!(usize::from(sized.tuple.0) + sized.tuple.1.len(), 0);
    let last = Gc::new(Variants::A());
    let _ = Gc::new([
        Variants::B(last, Box::new([])),
        Variants::C(1),
        Variants::Skipped(NotTraced),
    ]);
    assert_eq!(Gc::new(WithPath(1)).0, 1);
    assert_eq!(*Gc::new(CrateOfItsOwn(Gc::new(1))).0, 1);
}
