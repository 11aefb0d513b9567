//! Constants as parameters and as arguments, named, literal, and computed.
#![forbid(unsafe_code)]
#![deny(warnings)]

use std::cell::Cell;

use gc_core::{Gc, Trace};

const LENGTH: usize = 2;

#[derive(Trace)]
struct Matrix<T, const ROWS: usize, const COLUMNS: usize = 2>([[T; COLUMNS]; ROWS]);

#[derive(Trace)]
struct Flags<const SET: bool, const NAME: char, const DELTA: i8> {
    set: Cell<bool>,
}

#[derive(Trace)]
struct User<T, const N: usize> {
    square: Matrix<T, N, N>,
    boxed: Box<Matrix<Box<T>, N>>,
    named: Option<Box<Matrix<u8, LENGTH, LENGTH>>>,
    literal: Matrix<Gc<u8>, 1, 3>,
    computed: Matrix<String, { 1 + 1 }>,
    branched: [u8; if LENGTH > 1 { LENGTH } else { 1 }],
    qualified: [u8; self::LENGTH],
    flags: (Flags<true, 'x', -1>, Flags<false, '\'', { 2 - 3 }>),
}

#[derive(Trace)]
#[repr(u8)]
enum Code {
    First = if LENGTH == 2 { 1 } else { 0 },
    Second = 1 << 3,
}

fn main() {
    let flags = (
        Flags {
            set: Cell::new(true),
        },
        Flags {
            set: Cell::new(false),
        },
    );
    let user = User {
        square: Matrix([['a']]),
        boxed: Box::new(Matrix([[Box::new('b'), Box::new('c')]])),
        named: None,
        literal: Matrix([[Gc::new(1), Gc::new(2), Gc::new(3)]]),
        computed: Matrix([const { [const { String::new() }; 2] }; 2]),
        branched: [0; 2],
        qualified: [0; 2],
        flags,
    };
    let user = Gc::new(user);
    assert!(user.flags.0.set.get() && !user.flags.1.set.get());
    assert_eq!((user.square.0[0][0], *user.boxed.0[0][0]), ('a', 'b'));
    assert_eq!((user.named.is_none(), *user.literal.0[0][2]), (true, 3));
    assert_eq!(
        user.computed.0[1][1].len() + user.branched.len() + user.qualified.len(),
        4
    );
    let _ = Gc::new([Code::First, Code::Second]);
}
