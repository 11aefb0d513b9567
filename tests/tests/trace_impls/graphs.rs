//! `Trace` for the graphs of `petgraph`: the weights of nodes and edges are found.

use gc_core::Gc;
use petgraph::acyclic::Acyclic;
use petgraph::csr::Csr;
use petgraph::graph::{DiGraph, UnGraph};
use petgraph::graphmap::{DiGraphMap, UnGraphMap};
use petgraph::matrix_graph::{DiMatrix, UnMatrix};
use petgraph::stable_graph::{StableDiGraph, StableUnGraph};
use petgraph::unionfind::UnionFind;
use petgraph::{Undirected, adj};

use crate::support::{Owner, closed_cycle, finds, finds_and_drops, is_leaf, manual_heap};

#[test]
fn a_pointer_in_a_graph_is_found_as_node_and_as_edge() {
    finds(|owner| {
        let mut graph = DiGraph::<_, ()>::new();
        graph.add_node(owner);
        graph
    });
    finds_and_drops(|link| {
        let mut graph = UnGraph::<(), _>::new_undirected();
        let node = graph.add_node(());
        graph.add_edge(node, node, link);
        graph
    });
}

#[test]
fn a_pointer_in_a_stable_graph_is_found_past_removed_nodes() {
    finds(|owner| {
        let mut graph = StableDiGraph::<_, ()>::new();
        let removed = graph.add_node(None);
        graph.add_node(Some(owner));
        graph.remove_node(removed);
        graph
    });
    finds_and_drops(|link| {
        let mut graph = StableUnGraph::<u8, _>::default();
        let node = graph.add_node(1);
        graph.add_edge(node, node, link);
        graph
    });
}

#[test]
fn a_pointer_in_a_graph_map_is_found_as_edge() {
    finds(|owner| DiGraphMap::<u8, _>::from_edges([(1, 2, owner)]));
    finds_and_drops(|link| UnGraphMap::<u8, _>::from_edges([(1, 2, link)]));
    is_leaf(DiGraphMap::<u8, u8>::from_edges([(1, 2, 3)]));
}

#[test]
fn a_pointer_in_a_sparse_row_graph_is_found_as_node_and_as_edge() {
    finds(|owner| {
        let mut graph = Csr::<_, ()>::new();
        graph.add_node(owner);
        graph
    });
    finds_and_drops(|link| {
        let mut graph = Csr::<u8, _>::new();
        let (from, to) = (graph.add_node(1), graph.add_node(2));
        graph.add_edge(from, to, link);
        graph
    });
}

#[test]
fn both_copies_of_an_undirected_sparse_row_edge_are_found() {
    let heap = manual_heap();
    let owner = closed_cycle(&heap, |owner| {
        let mut graph = Csr::<u8, Gc<Owner>, Undirected>::new();
        let (from, to) = (graph.add_node(1), graph.add_node(2));
        graph.add_edge(from, to, owner);
        graph
    });
    assert_eq!(owner.strong_count(), 2, "one for each direction");
    assert_eq!(heap.collect().freed, 2);
}

#[test]
fn a_pointer_in_a_matrix_graph_is_found_as_node_and_as_edge() {
    finds(|owner| {
        let mut graph = DiMatrix::<_, ()>::new();
        graph.add_node(owner);
        graph
    });
    finds_and_drops(|link| {
        let mut graph = DiMatrix::<u8, _>::new();
        let (from, to) = (graph.add_node(1), graph.add_node(2));
        graph.add_edge(from, to, link);
        graph
    });
    finds(|owner| {
        let mut graph = UnMatrix::<u8, _>::new_undirected();
        let (from, to) = (graph.add_node(1), graph.add_node(2));
        graph.add_edge(from, to, owner);
        graph
    });
}

#[test]
fn a_pointer_in_an_adjacency_list_is_found_as_edge() {
    finds_and_drops(|link| {
        let mut graph = adj::List::new();
        let (from, to): (adj::NodeIndex, _) = (graph.add_node(), graph.add_node());
        graph.add_edge(from, to, link);
        graph
    });
}

#[test]
fn a_graph_that_must_stay_acyclic_is_looked_into() {
    finds(|owner| {
        let mut graph = DiGraph::<_, ()>::new();
        graph.add_node(owner);
        Acyclic::try_from_graph(graph).expect("a single node is no cycle")
    });
}

#[test]
fn graphs_of_plain_values_and_indices_are_leaves() {
    is_leaf(DiGraph::<u8, u8>::from_edges([(0, 1)]));
    is_leaf(petgraph::graph::NodeIndex::<u32>::new(1));
    is_leaf(petgraph::graph::EdgeIndex::<u32>::new(1));
    is_leaf(UnionFind::<u32>::new(3));
}
