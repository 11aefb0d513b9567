//! The names of the prelude may stand for something else where the derive is used.
#![forbid(unsafe_code)]
#![deny(warnings)]
#![allow(dead_code, non_camel_case_types, non_upper_case_globals)]

use gc_core::Trace;

#[derive(Trace)]
struct Option;
#[derive(Trace)]
struct Some;
#[derive(Trace)]
struct None;
#[derive(Trace)]
struct Result;
#[derive(Trace)]
struct Drop;
#[derive(Trace)]
struct Sized;
#[derive(Trace)]
struct PhantomData;
#[derive(Trace)]
struct Destructor;
#[derive(Trace)]
struct NoDestructor;
#[derive(Trace)]
struct Tracer;
#[derive(Trace)]
struct bool(Finalize);
#[derive(Trace)]
struct Finalize;
#[derive(Trace)]
struct core(std);
#[derive(Trace)]
struct std(alloc::alloc);

mod alloc {
    #[derive(gc_core::Trace)]
    pub struct alloc;
}

const tracer: u8 = 1;
const types: u8 = tracer;
const self_: u8 = types;

macro_rules! match_ {
    () => {};
}

trait Describe {
    fn describe(&self, loudly: ::core::primitive::bool) -> ::core::primitive::bool {
        loudly
    }
    fn trace(&self) {}
    fn drop_is_edges() {}
}

impl<T: ?::core::marker::Sized> Describe for T {}

#[derive(Trace)]
#[trace(finalize)]
struct Everything {
    a: (Option, Some, None, Result, Drop, Sized),
    b: Box<(PhantomData, Destructor, NoDestructor, Tracer)>,
    tracer: bool,
    types: core,
    self_: Choice<bool>,
}

impl gc_core::Finalize for Everything {
    fn finalize(&self) {}
}

#[derive(Trace)]
enum Choice<T> {
    Option(T),
    Some {
        tracer: Box<T>,
        types: Box<Choice<T>>,
    },
    Self_(Box<Self>),
    None,
}

fn main() {
    match_!();
    assert!(<Everything as gc_core::Trace>::finalizer().is_some() && self_ == 1);
}
