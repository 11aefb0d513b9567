//! `Rc` alone, for what has no cycles.

use std::cell::RefCell;
use std::marker::PhantomData;
use std::rc::Rc;

use crate::nodes::{Family, acyclic_nodes};
use crate::value::Value;

/// `Rc`.
#[derive(Debug)]
pub(crate) struct StdRc<V>(PhantomData<V>);

impl<V: Value> Family for StdRc<V> {
    type Value = V;
}

acyclic_nodes!(StdRc, Rc, RefCell,);
