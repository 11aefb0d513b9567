//! dumpster, its pointer for one thread: counted, with a set of candidates for a cycle.

use std::cell::RefCell;
use std::marker::PhantomData;

use ::dumpster::unsync::{Gc, collect, default_collect_condition, set_collect_condition};
use ::dumpster::{TraceWith, Visitor};

use crate::nodes::{Family, acyclic_nodes, cyclic_nodes};
use crate::value::Value;

/// `dumpster::unsync::Gc`.
#[derive(Debug)]
pub(crate) struct Dumpster<V>(PhantomData<V>);

impl<V: Value> Family for Dumpster<V> {
    type Value = V;

    fn collect() {
        collect();
    }

    fn set_automatic(on: bool) {
        set_collect_condition(if on {
            default_collect_condition
        } else {
            |_| false
        });
    }
}

// What the derive would write: the derive itself takes no fields whose names come from a macro.
macro_rules! by_hand {
    ($node:ident, [$($field:ident),*], [$($cell:ident),*]) => {
        // SAFETY: each field that holds a pointer is visited once.
        unsafe impl<Z: Visitor> TraceWith<Z> for $node {
            #[inline]
            fn accept(&self, visitor: &mut Z) -> Result<(), ()> {
                $(self.$field.accept(visitor)?;)*
                $(self.$cell.accept(visitor)?;)*
                Ok(())
            }
        }
    };
}

acyclic_nodes!(Dumpster, Gc, RefCell, by_hand!);
cyclic_nodes!(Dumpster, Gc, RefCell, back: strong, by_hand!);
