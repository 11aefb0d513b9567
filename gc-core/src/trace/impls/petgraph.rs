//! `petgraph` 0.8: the weights of nodes and edges.
//!
//! Iterating a [`MatrixGraph`] asks its hasher, its edge type and its null element, which a user
//! may write: only petgraph's own and `RandomState` are let in. The node weights of a [`GraphMap`]
//! are `Copy`, and so own nothing. A hasher is not traced.

use std::hash::{BuildHasher, RandomState};

use petgraph::acyclic::Acyclic;
use petgraph::csr::Csr;
use petgraph::data::DataMap;
use petgraph::graph::{EdgeIndex, Graph, IndexType, NodeIndex};
use petgraph::graphmap::{GraphMap, NodeTrait};
use petgraph::matrix_graph::MatrixGraph;
use petgraph::stable_graph::StableGraph;
use petgraph::unionfind::UnionFind;
use petgraph::visit::{IntoEdgeReferences, IntoNodeReferences, Visitable};
use petgraph::{Directed, Direction, EdgeType, Undirected, adj};

use crate::{Trace, Tracer, TypeGraph};

// Expands to an implementation that visits the weights of an iterator or two.
macro_rules! weights {
    ($(
        for [$($generics:tt)*] $type:ty = [$($part:ty),+]
        { |$graph:ident| $($visit:expr),+ }
    )+) => {$(
        // SAFETY:
        // 1. each iterator yields each weight once, and a weight reports its edges once;
        // 2. and 3. as for the weights: iterating runs no code of the user but index conversions,
        //    which the unsafe trait `IndexType` binds to do nothing else;
        // 4. dropping the graph drops its weights and looks at none of them;
        // 5. the default is always right;
        // 6. the weights are all that is reported.
        unsafe impl<$($generics)*> $crate::Trace for $type {
            fn trace(&self, tracer: &mut $crate::Tracer<'_>) {
                let $graph = self;
                $(
                    for weight in $visit {
                        $crate::Trace::trace(weight, tracer);
                    }
                )+
            }

            fn describe(types: &mut $crate::TypeGraph<'_>) {
                $(types.contains::<$part>();)+
            }
        }
    )+};
}

weights! {
    for [N: Trace, E: Trace, Ty: EdgeType + 'static, Ix: IndexType]
        Graph<N, E, Ty, Ix> = [N, E]
        { |graph| graph.node_weights(), graph.edge_weights() }
    for [N: Trace, E: Trace, Ty: EdgeType + 'static, Ix: IndexType]
        StableGraph<N, E, Ty, Ix> = [N, E]
        { |graph| graph.node_weights(), graph.edge_weights() }
    for [N: NodeTrait + 'static, E: Trace, Ty: EdgeType + 'static, S: BuildHasher + 'static]
        GraphMap<N, E, Ty, S> = [E]
        { |graph| graph.all_edges().map(|(_, _, weight)| weight) }
    for [N: Trace, E: Trace, Ty: EdgeType + 'static, Ix: IndexType]
        Csr<N, E, Ty, Ix> = [N, E]
        {
            |graph|
            graph.node_references().map(|(_, weight)| weight),
            // An undirected graph keeps each edge twice, with a weight of its own.
            graph.edge_references().map(|edge| edge.weight())
        }
    for [N: Trace, E: Trace, Ix: IndexType]
        MatrixGraph<N, E, RandomState, Directed, Option<E>, Ix> = [N, E]
        {
            |graph|
            graph.node_references().map(|(_, weight)| weight),
            graph.edge_references().map(|(_, _, weight)| weight)
        }
    for [N: Trace, E: Trace, Ix: IndexType]
        MatrixGraph<N, E, RandomState, Undirected, Option<E>, Ix> = [N, E]
        {
            |graph|
            graph.node_references().map(|(_, weight)| weight),
            graph.edge_references().map(|(_, _, weight)| weight)
        }
    for [E: Trace, Ix: IndexType]
        adj::List<E, Ix> = [E]
        { |graph| graph.edge_indices().filter_map(|edge| graph.edge_weight(edge)) }
}

// SAFETY:
// 1. to 3. as for the graph inside;
// 4. dropping it drops that graph and indices;
// 5. the default is always right;
// 6. the graph inside is all that is reported.
unsafe impl<G: Trace + Visitable<NodeId: 'static>> Trace for Acyclic<G> {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.inner().trace(tracer);
    }

    fn describe(types: &mut TypeGraph<'_>) {
        types.contains::<G>();
    }
}

leaf! { Directed, Direction, Undirected }

leaf! {
    for [Ix: IndexType] EdgeIndex<Ix>,
    for [Ix: IndexType] NodeIndex<Ix>,
    for [Ix: IndexType] adj::EdgeIndex<Ix>,
    for [K: 'static] UnionFind<K>,
}
