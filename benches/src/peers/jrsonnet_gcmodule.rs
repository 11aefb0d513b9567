//! jrsonnet-gcmodule: counted, with a list of all objects. It never collects on its own.

use std::cell::RefCell;
use std::marker::PhantomData;

use ::jrsonnet_gcmodule::{Cc, Trace, Tracer, collect_thread_cycles};

use super::now_and_then::collect_now_and_then;
use crate::nodes::{Family, acyclic_nodes, cyclic_nodes};
use crate::value::Value;

/// `jrsonnet_gcmodule::Cc`.
#[derive(Debug)]
pub(crate) struct JrsonnetGcmodule<V>(PhantomData<V>);

impl<V: Value> Family for JrsonnetGcmodule<V> {
    type Value = V;

    fn collect() {
        let _freed = collect_thread_cycles();
    }

    fn allocated(count: usize) {
        collect_now_and_then(count, Self::collect);
    }
}

// By hand: the derive's question whether a type can be part of a cycle does not end for a type that
// contains itself, and arrays have no implementation.
macro_rules! by_hand {
    ($node:ident, [$($field:ident),*], [$($cell:ident),*]) => {
        impl Trace for $node {
            #[inline]
            fn trace(&self, tracer: &mut Tracer<'_>) {
                $(self.$field.trace(tracer);)*
                $(
                    if let Ok(inside) = self.$cell.try_borrow() {
                        inside.trace(tracer);
                    }
                )*
            }
        }
    };
}

acyclic_nodes!(JrsonnetGcmodule, Cc, RefCell, by_hand!);
cyclic_nodes!(JrsonnetGcmodule, Cc, RefCell, back: strong, by_hand!);
