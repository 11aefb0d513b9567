//! Rings and doubly linked lists.

use std::hint::black_box;

use gc_arena::barrier::unlock;
use gc_arena::{Arena, Collect, Gc, Lock, Mutation, Rootable};

use super::{BATCH, collect};
use crate::shapes::{Doubly, Rings};
use crate::value::Value;

#[derive(Collect)]
#[collect(no_drop, bound = "")]
pub(super) struct Chain<'gc, V: 'static> {
    #[collect(require_static)]
    value: V,
    next: Lock<Option<Gc<'gc, Chain<'gc, V>>>>,
    back: Lock<Option<Gc<'gc, Chain<'gc, V>>>>,
}

type ChainPtr<'gc, V> = Gc<'gc, Chain<'gc, V>>;

#[inline]
fn chain<'gc, V: Value>(mc: &Mutation<'gc>, i: usize) -> ChainPtr<'gc, V> {
    let node = Chain {
        value: V::new(i as u64),
        next: Lock::new(None),
        back: Lock::new(None),
    };
    Gc::new(mc, node)
}

#[inline]
fn set_next<'gc, V: Value>(mc: &Mutation<'gc>, node: ChainPtr<'gc, V>, to: ChainPtr<'gc, V>) {
    black_box(&node.value);
    unlock!(Gc::write(mc, node), Chain, next).set(Some(to));
}

#[inline]
fn set_back<'gc, V: Value>(mc: &Mutation<'gc>, node: ChainPtr<'gc, V>, to: ChainPtr<'gc, V>) {
    unlock!(Gc::write(mc, node), Chain, back).set(Some(to));
}

/// Makes a ring of at least two nodes.
#[inline]
pub(super) fn ring<V: Value>(mc: &Mutation<'_>, nodes: usize) {
    let first = chain::<V>(mc, 0);
    let mut next = chain(mc, 1);
    set_back(mc, next, first);
    for i in 2..nodes {
        let node = chain(mc, i);
        set_next(mc, node, next);
        next = node;
    }
    set_next(mc, first, next);
}

/// A root that is a node, or nothing.
type Root<V> = Rootable!['gc => Option<ChainPtr<'gc, V>>];

/// An arena with nothing in it that is reachable.
pub(crate) struct ArenaRings<V: Value> {
    arena: Arena<Root<V>>,
    automatic: bool,
}

impl<V: Value> Rings for ArenaRings<V> {
    fn new() -> Self {
        Self {
            arena: Arena::new(|_| None),
            automatic: true,
        }
    }

    fn set_automatic(&mut self, on: bool) {
        self.automatic = on;
    }

    fn make(&mut self, count: usize, nodes: usize) {
        let batch = BATCH / nodes;
        for start in (0..count).step_by(batch) {
            self.arena.mutate(|mc, _| {
                for _ in start..count.min(start + batch) {
                    ring::<V>(mc, nodes);
                }
            });
            if self.automatic {
                self.arena.collect_debt();
            }
        }
    }

    fn collect(&mut self) {
        collect(&mut self.arena);
    }
}

/// An arena whose root is the first node.
pub(crate) struct ArenaDoubly<V: Value>(Arena<Root<V>>);

impl<V: Value> Doubly for ArenaDoubly<V> {
    fn build(n: usize) -> Self {
        Self(Arena::new(|mc| {
            let mut first = chain(mc, 0);
            for i in 1..n {
                let node = chain(mc, i);
                set_back(mc, first, node);
                set_next(mc, node, first);
                first = node;
            }
            Some(first)
        }))
    }

    fn release(mut self) {
        self.0.mutate_root(|_, first| *first = None);
        collect(&mut self.0);
    }
}
