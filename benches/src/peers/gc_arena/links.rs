//! Single objects and lists.

use std::hint::black_box;

use gc_arena::barrier::unlock;
use gc_arena::{Arena, Collect, Gc, Lock, Mutation, Rootable};

use super::{BATCH, collect};
use crate::shapes::{List, Table};
use crate::value::Value;

#[derive(Collect)]
#[collect(no_drop, bound = "")]
struct Link<'gc, V: 'static> {
    #[collect(require_static)]
    value: V,
    next: Lock<Option<Gc<'gc, Link<'gc, V>>>>,
}

#[inline]
fn link<'gc, V: Value>(mc: &Mutation<'gc>, i: usize) -> Gc<'gc, Link<'gc, V>> {
    let value = V::new(i as u64);
    let next = Lock::new(None);
    Gc::new(mc, Link { value, next })
}

/// A root that is a table of objects.
type Handles<V> = Rootable!['gc => Vec<Option<Gc<'gc, Link<'gc, V>>>>];

/// An arena whose root is the table.
pub(crate) struct ArenaTable<V: Value>(Arena<Handles<V>>);

impl<V: Value> Table for ArenaTable<V> {
    fn with_capacity(n: usize) -> Self {
        Self(Arena::new(|_| {
            let mut handles = vec![None; n];
            handles.clear();
            handles
        }))
    }

    fn alloc_drop(&mut self, n: usize) {
        for start in (0..n).step_by(BATCH) {
            self.0.mutate(|mc, _| {
                for i in start..n.min(start + BATCH) {
                    black_box(link::<V>(mc, i));
                }
            });
            self.0.collect_debt();
        }
        collect(&mut self.0);
    }

    fn fill(&mut self, n: usize) {
        self.0.mutate_root(|mc, handles| {
            for i in 0..n {
                handles.push(Some(link(mc, i)));
            }
        });
    }

    fn drop_each(&mut self, order: &[u32]) {
        self.0.mutate_root(|_, handles| {
            for &i in order {
                handles[i as usize] = None;
            }
        });
        collect(&mut self.0);
        self.0.mutate_root(|_, handles| handles.clear());
    }
}

/// A root that is a node, or nothing.
type First<V> = Rootable!['gc => Option<Gc<'gc, Link<'gc, V>>>];

/// An arena whose root is the first node.
pub(crate) struct ArenaList<V: Value>(Arena<First<V>>);

impl<V: Value> List for ArenaList<V> {
    fn build(order: &[u32]) -> Self {
        Self(Arena::new(|mc| {
            let nodes: Vec<_> = (0..order.len()).map(|i| link(mc, i)).collect();
            order.iter().rev().fold(None, |rest, &i| {
                let node = nodes[i as usize];
                unlock!(Gc::write(mc, node), Link, next).set(rest);
                Some(node)
            })
        }))
    }

    fn walk(&self) -> u64 {
        self.0.mutate(|_, first| {
            let mut sum = 0;
            let mut node = *first;
            while let Some(link) = node {
                sum += link.value.get();
                node = link.next.get();
            }
            sum
        })
    }

    fn release(mut self) {
        self.0.mutate_root(|_, first| *first = None);
        collect(&mut self.0);
    }
}
