//! The algorithms over objects against petgraph's over its arena.

use std::collections::BTreeSet;
use std::path::Path;

use gc_examples::family::{Collected, Counted, CountedWeakly, Family};
use gc_examples::graph::algorithms::{
    breadth_first, components, dominators, page_rank, shortest_paths,
};
use gc_examples::graph::measure::{Answers, STORAGES};
use gc_examples::graph::name::Name;
use gc_examples::graph::network::Network;
use gc_examples::graph::plain::{NodeId, PlainGraph};
use petgraph::algo;
use petgraph::graph::{DiGraph, NodeIndex};
use quickcheck::quickcheck;

/// Nodes of a random graph.
const NODES: usize = 12;

/// Edges with their lengths between twelve nodes.
type Edges = Vec<(u8, u8, u8)>;

fn start() -> NodeId {
    NodeId::new(0)
}

fn plain(edges: &Edges) -> PlainGraph {
    let names = (0..NODES).map(|id| Name::word(&id.to_string())).collect();
    let node = |id: u8| NodeId::new(usize::from(id) % NODES);
    let ends = edges.iter().map(|&(from, to, _)| (node(from), node(to)));
    let weights = edges.iter().map(|&(_, _, weight)| weight.into());
    let graph = PlainGraph::new(
        Path::new("random"),
        "node",
        names,
        ends.collect(),
        vec![start()],
    );
    graph.with_weights(weights.collect())
}

fn network<F: Family>(edges: &Edges) -> Network<F, Box<str>, u32> {
    Network::from_plain(&plain(edges))
}

fn arena(edges: &Edges) -> DiGraph<(), u64> {
    let mut arena = DiGraph::new();
    for _ in 0..NODES {
        arena.add_node(());
    }
    let node = |id: u8| NodeIndex::new(usize::from(id) % NODES);
    for &(from, to, weight) in edges {
        arena.add_edge(node(from), node(to), weight.into());
    }
    arena
}

/// Each pair of ends once: petgraph's ranks count an edge that is there twice in one place and not in
/// another.
fn simple(edges: &Edges) -> Edges {
    let ends = edges
        .iter()
        .map(|&(from, to, _)| (from % NODES as u8, to % NODES as u8));
    let ends: BTreeSet<_> = ends.collect();
    ends.into_iter().map(|(from, to)| (from, to, 1)).collect()
}

fn close(one: &[f64], other: &[f64]) -> bool {
    one.iter()
        .zip(other)
        .all(|(one, other)| (one - other).abs() < 1e-9)
}

/// The ranks by a matrix of all transitions, as the definition has it.
fn ranks_by_matrix(edges: &Edges, damping: f64, rounds: usize) -> Vec<f64> {
    let mut matrix = [[0.0; NODES]; NODES];
    for (from, row) in matrix.iter_mut().enumerate() {
        let leaving = edges
            .iter()
            .filter(|edge| usize::from(edge.0) % NODES == from);
        for edge in leaving.clone() {
            row[usize::from(edge.1) % NODES] += damping / leaving.clone().count() as f64;
        }
        let jump = if leaving.count() == 0 {
            1.0
        } else {
            1.0 - damping
        };
        row.iter_mut().for_each(|cell| *cell += jump / NODES as f64);
    }
    let mut ranks = vec![1.0 / NODES as f64; NODES];
    for _ in 0..rounds {
        let sum = |to: usize| (0..NODES).map(|from| ranks[from] * matrix[from][to]).sum();
        ranks = (0..NODES).map(sum).collect();
    }
    ranks
}

/// Node by node, which others are in its component.
fn partition(components: impl IntoIterator<Item = Vec<usize>>) -> BTreeSet<Vec<usize>> {
    let sorted = components.into_iter().map(|mut component| {
        component.sort_unstable();
        component
    });
    sorted.collect()
}

quickcheck! {
    fn steps_are_lengths_where_all_edges_are_one_long(edges: Edges) -> bool {
        let lengths = algo::dijkstra(&arena(&edges), NodeIndex::new(0), None, |_| 1_u32);
        let expected: Vec<_> = (0..NODES).map(|id| lengths.get(&NodeIndex::new(id)).copied()).collect();
        breadth_first(&network::<Collected>(&edges), start()) == expected
    }

    fn components_are_those_of_petgraph(edges: Edges) -> bool {
        let found = components(&network::<Collected>(&edges));
        let mut own = vec![Vec::new(); found.sizes.len()];
        for (id, &component) in found.of.iter().enumerate() {
            own[component as usize].push(id);
        }
        let sizes: Vec<_> = own.iter().map(|component| component.len() as u32).collect();
        let expected = algo::tarjan_scc(&arena(&edges)).into_iter();
        let expected = expected.map(|component| component.iter().map(|id| id.index()).collect());
        sizes == found.sizes && partition(own) == partition(expected)
    }

    fn no_edge_leads_to_a_component_of_a_higher_number(edges: Edges) -> bool {
        let found = components(&network::<Collected>(&edges));
        let of = |id: u8| found.of[usize::from(id) % NODES];
        edges.iter().all(|&(from, to, _)| of(to) <= of(from))
    }

    fn shortest_paths_are_as_short_as_those_of_petgraph(edges: Edges) -> bool {
        let lengths = algo::dijkstra(&arena(&edges), NodeIndex::new(0), None, |edge| *edge.weight());
        let expected: Vec<_> = (0..NODES).map(|id| lengths.get(&NodeIndex::new(id)).copied()).collect();
        let paths = shortest_paths(&network::<Collected>(&edges), start(), |&weight| weight.into());
        paths.distance == expected
    }

    fn each_path_is_made_of_edges_and_as_long_as_it_says(edges: Edges) -> bool {
        let paths = shortest_paths(&network::<Collected>(&edges), start(), |&weight| weight.into());
        let length = |pair: &[NodeId]| {
            let ends = |id: u8| usize::from(id) % NODES;
            let between = edges.iter().filter(|edge| {
                ends(edge.0) == pair[0].index() && ends(edge.1) == pair[1].index()
            });
            between.map(|edge| u64::from(edge.2)).min()
        };
        plain(&edges).ids().all(|id| {
            let path = paths.to(id);
            let sum: Option<u64> = path.windows(2).map(length).sum();
            path.is_empty() == paths.distance[id.index()].is_none()
                && (path.is_empty() || sum == paths.distance[id.index()])
        })
    }

    fn ranks_are_those_of_petgraph_where_nobody_jumps(edges: Edges) -> bool {
        // Elsewhere petgraph lets the surfer jump to nodes without an edge from here only.
        let edges = simple(&edges);
        let expected = algo::page_rank::page_rank(&arena(&edges), 1.0_f64, 20);
        close(&page_rank(&network::<Collected>(&edges), 1.0, 0.0, 20).shares, &expected)
    }

    fn ranks_are_those_of_the_definition(edges: Edges) -> bool {
        let ranking = page_rank(&network::<Collected>(&edges), 0.85, 0.0, 20);
        ranking.rounds == 20 && close(&ranking.shares, &ranks_by_matrix(&edges, 0.85, 20))
    }

    fn dominators_are_those_of_petgraph(edges: Edges) -> bool {
        let tree = algo::dominators::simple_fast(&arena(&edges), NodeIndex::new(0));
        let expected = (0..NODES).map(|id| tree.immediate_dominator(NodeIndex::new(id)));
        let expected: Vec<_> = expected.map(|id| id.map(|id| NodeId::new(id.index()))).collect();
        dominators(&network::<Collected>(&edges), start()) == expected
    }

    fn all_pointers_give_the_same_answers(edges: Edges) -> bool {
        let (collected, _) = Answers::of(&network::<Collected>(&edges), start());
        let (counted, _) = Answers::of(&network::<Counted>(&edges), start());
        let (weakly, _) = Answers::of(&network::<CountedWeakly>(&edges), start());
        collected.agree(&counted, ("", "")).is_ok() && collected.agree(&weakly, ("", "")).is_ok()
    }

    fn all_ways_to_store_a_graph_give_the_same_answers(edges: Edges) -> bool {
        let graph = plain(&edges);
        let answers = STORAGES.map(|storage| storage.time(&graph, start()).expect("a stack").0);
        answers.iter().all(|other| answers[0].agree(other, ("", "")).is_ok())
    }

    fn a_graph_that_is_let_go_returns_all_memory(edges: Edges) -> bool {
        gc_core::collect();
        let before = gc_core::stats();
        drop(network::<Collected>(&edges));
        gc_core::collect();
        let after = gc_core::stats();
        (before.objects, before.bytes) == (after.objects, after.bytes)
    }
}

#[test]
fn one_node_holds_all_that_is_connected_to_it_in_either_direction() {
    let edges = vec![(1, 0, 1), (0, 2, 1), (3, 2, 1)];
    let network = network::<Collected>(&edges);
    let first = network.node(start()).clone();
    drop(network);
    gc_core::collect();
    let mut before = Vec::new();
    first.each_into(|edge| before.push(edge.source().expect("a source")));
    assert_eq!((before.len(), before[0].id()), (1, NodeId::new(1)));
    // Nodes 0 to 3 and their edges; the others had none and are gone.
    assert_eq!(gc_core::stats().objects, 4 + 3);
}

#[test]
fn a_chain_of_a_million_needs_no_deep_stack() {
    let count = 1_000_000;
    let mut chain = Network::<Collected, (), ()>::new();
    for _ in 0..count {
        chain.add_node(());
    }
    for id in 1..count {
        chain.connect(NodeId::new(id - 1), NodeId::new(id), ());
    }
    let last = NodeId::new(count - 1);
    assert_eq!(
        breadth_first(&chain, start())[count - 1],
        Some(count as u32 - 1)
    );
    assert_eq!(components(&chain).sizes.len(), count);
    assert_eq!(
        shortest_paths(&chain, start(), |()| 2).to(last).len(),
        count
    );
    assert_eq!(
        dominators(&chain, start())[count - 1],
        Some(NodeId::new(count - 2))
    );
}

#[test]
fn a_graph_without_nodes_has_no_components_and_no_ranks() {
    let nothing = Network::<Collected, (), ()>::new();
    assert!(components(&nothing).sizes.is_empty());
    assert!(page_rank(&nothing, 0.85, 0.0, 9).shares.is_empty());
}

#[test]
#[should_panic(expected = "expected a node of this graph")]
fn an_edge_to_a_node_of_another_graph_is_refused() {
    let mut one = Network::<Collected, (), ()>::new();
    let mut other = Network::<Collected, (), ()>::new();
    let (here, there) = (one.add_node(()), other.add_node(()));
    one.add_edge(&here, &there, ());
}
