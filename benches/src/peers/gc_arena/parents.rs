//! Trees whose nodes know their children and their parent.

use std::hint::black_box;

use gc_arena::barrier::unlock;
use gc_arena::{Arena, Collect, Gc, Lock, Mutation, Rootable};

use super::collect;
use crate::shapes::Forest;
use crate::value::Value;

#[derive(Collect)]
#[collect(no_drop, bound = "")]
struct Child<'gc, V: 'static> {
    #[collect(require_static)]
    value: V,
    parent: Lock<Option<Gc<'gc, Child<'gc, V>>>>,
    left: Option<Gc<'gc, Child<'gc, V>>>,
    right: Option<Gc<'gc, Child<'gc, V>>>,
}

fn grow<'gc, V: Value>(mc: &Mutation<'gc>, depth: u32) -> Gc<'gc, Child<'gc, V>> {
    let children = (depth > 0).then(|| (grow(mc, depth - 1), grow(mc, depth - 1)));
    let (left, right) = children.unzip();
    let node = Child {
        value: V::new(u64::from(depth)),
        parent: Lock::new(None),
        left,
        right,
    };
    let node = Gc::new(mc, node);
    for child in [left, right].into_iter().flatten() {
        unlock!(Gc::write(mc, child), Child, parent).set(Some(node));
    }
    node
}

fn count<'gc, V: Value>(node: Gc<'gc, Child<'gc, V>>) -> usize {
    black_box(&node.value);
    match (node.left, node.right) {
        (Some(left), Some(right)) => 1 + count(left) + count(right),
        _ => 1,
    }
}

/// A root that is a node, or nothing.
type Root<V> = Rootable!['gc => Option<Gc<'gc, Child<'gc, V>>>];

/// An arena whose root is the tree that is kept.
pub(crate) struct ArenaParents<V: Value>(Arena<Root<V>>);

impl<V: Value> Forest for ArenaParents<V> {
    fn new() -> Self {
        Self(Arena::new(|_| None))
    }

    fn grow_and_let_go(&mut self, depth: u32) -> usize {
        let nodes = self.0.mutate(|mc, _| count(grow::<V>(mc, depth)));
        self.0.collect_debt();
        nodes
    }

    fn keep(&mut self, depth: u32) {
        self.0.mutate_root(|mc, kept| *kept = Some(grow(mc, depth)));
    }

    fn count_kept(&self) -> usize {
        self.0.mutate(|_, kept| kept.map_or(0, count))
    }

    fn release(mut self) {
        self.0.mutate_root(|_, kept| *kept = None);
        collect(&mut self.0);
    }
}
