//! gc-core: counted, in pages of one type.

use std::cell::RefCell;
use std::marker::PhantomData;

use ::gc_core::{Gc, Heap, Policy, Trace, Tracer, TypeGraph};

use crate::nodes::{Family, acyclic_nodes, cyclic_nodes};
use crate::value::{Counted, Value};

/// `gc_core::Gc`.
#[derive(Debug)]
pub(crate) struct GcCore<V>(PhantomData<V>);

impl<V: Value> Family for GcCore<V> {
    type Value = V;

    fn collect() {
        let report = ::gc_core::collect();
        debug_assert!(!report.skipped, "no collection runs already");
    }

    fn set_automatic(on: bool) {
        Heap::current().set_policy(if on {
            Policy::default()
        } else {
            Policy::MANUAL
        });
    }
}

acyclic_nodes!(GcCore, Gc, RefCell, #[derive(Trace)]);
cyclic_nodes!(GcCore, Gc, RefCell, back: strong, #[derive(Trace)]);

// SAFETY: there is no pointer inside.
unsafe impl Trace for Counted {
    fn trace(&self, _: &mut Tracer<'_>) {}

    fn describe(_: &mut TypeGraph<'_>) {}
}
