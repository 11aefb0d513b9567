//! boa_gc: a mark and sweep collector that finds roots by counting. What it collects on its own
//! cannot be switched off.

use std::marker::PhantomData;

use ::boa_gc::{Finalize, Gc, GcRefCell, Trace, force_collect};

use crate::nodes::{Family, acyclic_nodes, cyclic_nodes};
use crate::value::{Counted, Value};

/// `boa_gc::Gc`.
#[derive(Debug)]
pub(crate) struct BoaGc<V>(PhantomData<V>);

impl<V: Value> Family for BoaGc<V> {
    type Value = V;

    fn collect() {
        force_collect();
    }

    fn reclaim() {
        force_collect();
    }
}

acyclic_nodes!(BoaGc, Gc, GcRefCell, #[derive(Trace, Finalize)]);
cyclic_nodes!(BoaGc, Gc, GcRefCell, back: strong, #[derive(Trace, Finalize)]);

impl Finalize for Counted {}

// SAFETY: there is no pointer inside.
unsafe impl Trace for Counted {
    ::boa_gc::empty_trace!();
}
