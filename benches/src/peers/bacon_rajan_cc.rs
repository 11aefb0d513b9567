//! bacon_rajan_cc: counted, with a list of candidates for a cycle. It never collects on its own,
//! and has no derive.

use std::cell::RefCell;
use std::marker::PhantomData;

use ::bacon_rajan_cc::{Cc, Trace, Tracer, collect_cycles};

use super::now_and_then::collect_now_and_then;
use crate::nodes::{Family, acyclic_nodes, cyclic_nodes};
use crate::value::Value;

/// `bacon_rajan_cc::Cc`.
#[derive(Debug)]
pub(crate) struct BaconRajanCc<V>(PhantomData<V>);

impl<V: Value> Family for BaconRajanCc<V> {
    type Value = V;

    fn collect() {
        collect_cycles();
    }

    fn allocated(count: usize) {
        collect_now_and_then(count, Self::collect);
    }
}

macro_rules! by_hand {
    ($node:ident, [$($field:ident),*], [$($cell:ident),*]) => {
        impl Trace for $node {
            fn trace(&self, tracer: &mut Tracer<'_>) {
                $(self.$field.trace(tracer);)*
                $(self.$cell.borrow().trace(tracer);)*
            }
        }
    };
}

acyclic_nodes!(BaconRajanCc, Cc, RefCell, by_hand!);
cyclic_nodes!(BaconRajanCc, Cc, RefCell, back: strong, by_hand!);
