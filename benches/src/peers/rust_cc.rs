//! rust-cc: counted, with a list of candidates for a cycle.

use std::cell::RefCell;
use std::marker::PhantomData;

use ::rust_cc::{Cc, Context, Finalize, Trace, collect_cycles, config};

use crate::nodes::{Family, acyclic_nodes, cyclic_nodes};
use crate::value::{Counted, Value};

/// `rust_cc::Cc`.
#[derive(Debug)]
pub(crate) struct RustCc<V>(PhantomData<V>);

impl<V: Value> Family for RustCc<V> {
    type Value = V;

    fn collect() {
        collect_cycles();
    }

    fn set_automatic(on: bool) {
        config::config(|config| config.set_auto_collect(on))
            .expect("the configuration is free between workloads");
    }
}

acyclic_nodes!(RustCc, Cc, RefCell, #[derive(Trace, Finalize)]);
cyclic_nodes!(RustCc, Cc, RefCell, back: strong, #[derive(Trace, Finalize)]);

// SAFETY: there is no pointer inside.
unsafe impl Trace for Counted {
    fn trace(&self, _: &mut Context<'_>) {}
}

impl Finalize for Counted {}
