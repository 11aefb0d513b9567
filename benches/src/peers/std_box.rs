//! `Box`: an owner, no sharing.

use std::cell::RefCell;
use std::marker::PhantomData;

use crate::nodes::{Family, acyclic_nodes};
use crate::value::Value;

/// `Box`.
#[derive(Debug)]
pub(crate) struct StdBox<V>(PhantomData<V>);

impl<V: Value> Family for StdBox<V> {
    type Value = V;
}

acyclic_nodes!(StdBox, Box, RefCell,);
