//! Types without fields, and without values.
#![forbid(unsafe_code)]
#![deny(warnings)]

use std::convert::Infallible;

use gc_core::{Gc, Trace};

#[derive(Trace)]
struct Unit;
#[derive(Trace)]
struct Tuple();
#[derive(Trace)]
struct Braces {}
#[derive(Trace)]
enum Never {}
#[derive(Trace)]
enum Units {
    A,
    B(),
    C {},
}
#[derive(Trace)]
enum Half {
    Never(Infallible, Never),
    Some(Gc<u8>),
}

fn main() {
    drop((Gc::new(Unit), Gc::new(Tuple()), Gc::new(Braces {})));
    drop(Gc::new([Units::A, Units::B(), Units::C {}]));
    let half = Gc::new((None::<Never>, Half::Some(Gc::new(1))));
    match &half.1 {
        Half::Never(never, _) => match *never {},
        Half::Some(one) => assert_eq!(**one, 1),
    }
}
