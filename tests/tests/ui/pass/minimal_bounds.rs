//! No parameter is asked for more than a traced field needs.
#![forbid(unsafe_code)]
#![deny(warnings)]

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{HashMap, HashSet};
use std::hash::BuildHasherDefault;
use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::rc::Rc;
use std::sync::Arc;

use gc_core::{Gc, Trace, Weak};

/// Neither traced nor anything else.
struct Nothing;

#[derive(Trace)]
struct Pointers<T, U: ?Sized> {
    next: Option<Gc<Pointers<T, U>>>,
    back: RefCell<Weak<T>>,
    all: Box<[Gc<U>]>,
    qualified: Cell<Option<gc_core::Gc<T>>>,
}

#[derive(Trace)]
struct Markers<T, U: ?Sized + 'static> {
    marker: PhantomData<T>,
    nested: OnceCell<PhantomData<Box<U>>>,
    raw: *const T,
    reference: &'static U,
    function: fn(T) -> T,
}

#[derive(Trace)]
struct Shared<T> {
    rc: Rc<T>,
    arc: Vec<Arc<T>>,
    manual: ManuallyDrop<T>,
}

#[derive(Trace)]
struct Tables<K, V, S> {
    map: HashMap<K, V, S>,
    set: HashSet<V, S>,
    hasher: BuildHasherDefault<S>,
}

#[derive(Trace)]
struct Trees<T> {
    value: T,
    children: Vec<Trees<T>>,
}

/// Its own bound is not `Trace`.
#[derive(Trace)]
#[trace(bound = "Vec<T>: Trace")]
struct Given<T>(Vec<T>);

fn is_traced<T: Trace>() {}

fn main() {
    is_traced::<Pointers<Nothing, dyn Fn()>>();
    is_traced::<Markers<Nothing, [Nothing]>>();
    is_traced::<Shared<Nothing>>();
    is_traced::<Tables<u8, u8, Nothing>>();
    is_traced::<Trees<u8>>();
    is_traced::<Given<u8>>();
}
