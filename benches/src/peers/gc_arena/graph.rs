//! The random graph.

use std::hint::black_box;

use gc_arena::barrier::unlock;
use gc_arena::{Arena, Collect, Gc, Lock, Rootable};

use super::chains::ring;
use super::collect;
use crate::random::Random;
use crate::shapes::Graph;
use crate::value::Value;

#[derive(Collect)]
#[collect(no_drop, bound = "")]
struct Node<'gc, V: 'static> {
    #[collect(require_static)]
    value: V,
    edges: Lock<[Option<Gc<'gc, Node<'gc, V>>>; 4]>,
}

/// A root that is a node, or nothing.
type Root<V> = Rootable!['gc => Option<Gc<'gc, Node<'gc, V>>>];

/// An arena whose root is the first node.
pub(crate) struct ArenaGraph<V: Value>(Arena<Root<V>>);

impl<V: Value> Graph for ArenaGraph<V> {
    fn build(edges: &[[u32; 4]]) -> Self {
        Self(Arena::new(|mc| {
            let nodes: Vec<Gc<'_, Node<'_, V>>> = (0..edges.len() as u64)
                .map(|i| {
                    let value = V::new(i);
                    let edges = Lock::new([None; 4]);
                    Gc::new(mc, Node { value, edges })
                })
                .collect();
            for (&node, to) in nodes.iter().zip(edges) {
                let to = to.map(|i| Some(nodes[i as usize]));
                unlock!(Gc::write(mc, node), Node, edges).set(to);
            }
            nodes.first().copied()
        }))
    }

    fn collect(&mut self) {
        collect(&mut self.0);
    }

    fn litter(&mut self, rings: usize) {
        self.0.mutate(|mc, _| {
            for _ in 0..rings {
                ring::<V>(mc, 2);
            }
        });
    }

    fn touch(&mut self, steps: usize) {
        let mut random = Random::new(steps as u64);
        self.0.mutate(|_, first| {
            let mut node = *first;
            for _ in 0..steps {
                node = node.and_then(|node| black_box(node).edges.get()[random.below(4)]);
            }
            black_box(node.map(|node| node.value.get()));
        });
    }

    fn release(mut self) {
        self.0.mutate_root(|_, first| *first = None);
        collect(&mut self.0);
    }
}
