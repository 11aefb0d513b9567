//! The random graph. It is freed as a whole.

use std::hint::black_box;

use crate::shapes::Graph;
use crate::value::Value;

#[derive(Debug)]
struct Node<V> {
    value: V,
    edges: [u32; 4],
}

/// The nodes.
#[derive(Debug)]
pub(crate) struct VecGraph<V>(Vec<Node<V>>);

impl<V: Value> Graph for VecGraph<V> {
    fn build(edges: &[[u32; 4]]) -> Self {
        let node = |(i, &edges)| Node {
            value: V::new(i as u64),
            edges,
        };
        Self(edges.iter().enumerate().map(node).collect())
    }

    fn collect(&mut self) {}

    fn litter(&mut self, _rings: usize) {}

    fn touch(&mut self, _steps: usize) {}

    fn release(self) {
        black_box(self.0.first().map(|node| (node.value.get(), node.edges)));
    }
}
