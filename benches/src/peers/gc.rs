//! gc: a mark and sweep collector with counted roots.

use std::marker::PhantomData;

use ::gc::{Finalize, Gc as Pointer, GcCell, Trace, configure, force_collect};

use crate::nodes::{Family, acyclic_nodes, cyclic_nodes};
use crate::value::{Counted, Value};

/// `gc::Gc`.
#[derive(Debug)]
pub(crate) struct Gc<V>(PhantomData<V>);

/// Where the crate's threshold starts, in bytes.
const FIRST_THRESHOLD: usize = 100;

impl<V: Value> Family for Gc<V> {
    type Value = V;

    fn collect() {
        force_collect();
    }

    fn reclaim() {
        force_collect();
    }

    fn set_automatic(on: bool) {
        configure(|config| config.threshold = if on { FIRST_THRESHOLD } else { usize::MAX });
    }
}

acyclic_nodes!(Gc, Pointer, GcCell, #[derive(Trace, Finalize)]);
cyclic_nodes!(Gc, Pointer, GcCell, back: strong, #[derive(Trace, Finalize)]);

impl Finalize for Counted {}

// SAFETY: there is no pointer inside.
unsafe impl Trace for Counted {
    ::gc::unsafe_empty_trace!();
}
