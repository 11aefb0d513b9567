//! Keywords as names of everything that can be named.
#![forbid(unsafe_code)]
#![deny(warnings)]
#![allow(non_camel_case_types, non_upper_case_globals)]

use gc_core::{Gc, Trace, Weak};

mod r#mod {
    #[derive(gc_core::Trace)]
    pub struct r#type(pub u8);
}

#[derive(Trace)]
struct r#struct<r#fn, const r#const: usize> {
    r#type: Option<Gc<r#struct<r#fn, r#const>>>,
    r#match: Box<r#mod::r#type>,
    r#loop: [r#fn; r#const],
    r#in: Box<r#fn>,
}

#[derive(Trace)]
enum r#enum {
    r#if {
        r#else: Weak<r#enum>,
        r#try: r#mod::r#type,
    },
    r#while(r#mod::r#type),
}

fn main() {
    let raw = r#struct::<u8, 1> {
        r#type: None,
        r#match: Box::new(r#mod::r#type(1)),
        r#loop: [2],
        r#in: Box::new(3),
    };
    let raw = Gc::new(raw);
    assert!(raw.r#type.is_none());
    assert_eq!((raw.r#match.0, raw.r#loop[0], *raw.r#in), (1, 2, 3));
    for value in [
        r#enum::r#if {
            r#else: Weak::new(),
            r#try: r#mod::r#type(4),
        },
        r#enum::r#while(r#mod::r#type(4)),
    ] {
        match &*Gc::new(value) {
            r#enum::r#if { r#else, r#try } => assert_eq!((r#else.strong_count(), r#try.0), (0, 4)),
            r#enum::r#while(r#type) => assert_eq!(r#type.0, 4),
        }
    }
}
