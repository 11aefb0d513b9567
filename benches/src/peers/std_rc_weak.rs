//! `Rc` with `Weak` for what points back: what a program without a collector does by hand.

use std::cell::RefCell;
use std::marker::PhantomData;
use std::rc::{Rc, Weak};

use crate::nodes::{Family, cyclic_nodes};
use crate::value::Value;

/// `Rc` and `Weak`.
#[derive(Debug)]
pub(crate) struct StdRcWeak<V>(PhantomData<V>);

impl<V: Value> Family for StdRcWeak<V> {
    type Value = V;
}

cyclic_nodes!(StdRcWeak, Rc, RefCell, back: (Weak, Rc::downgrade, Weak::upgrade, false),);
