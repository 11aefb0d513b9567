//! What the dominator tree says and what a collection does are the same, for every node.

use std::path::Path;

use gc_examples::graph::dominion::Dominion;
use gc_examples::graph::input::parse_edge_list;
use gc_examples::graph::model::{
    Collected, Counted, CountedWeakly, Cut, Family, cut, edge_size, hold_one_edge, node_size,
};
use gc_examples::graph::plain::{NodeId, PlainGraph};
use quickcheck::quickcheck;

fn graph(text: &str) -> PlainGraph {
    parse_edge_list(Path::new("list.txt"), text).expect("the test's own list is well-formed")
}

fn dominion<F: Family>(graph: &PlainGraph, roots: &[NodeId]) -> Dominion {
    let degrees = graph.degrees();
    let size = |id: NodeId| {
        let degree = degrees[id.index()];
        node_size::<F>(
            graph.nodes()[id.index()].name.len(),
            degree.out,
            degree.into,
        )
    };
    Dominion::of(graph, roots, size, edge_size::<F>())
}

/// Cuts a node off and compares all that died with what the tree says.
fn check<F: Family>(
    graph: &PlainGraph,
    roots: &[NodeId],
    dominion: &Dominion,
    node: NodeId,
) -> Cut {
    let cut = cut::<F>(graph, roots, node);
    let expected = dominion.gone(node);
    let label = graph.label(node);
    assert_eq!(
        cut.before.nodes - cut.after.nodes,
        expected.nodes,
        "nodes gone with {label}"
    );
    assert_eq!(cut.edges_died(), expected.edges, "edges gone with {label}");
    assert_eq!(
        cut.objects_died(),
        expected.objects(),
        "objects gone with {label}"
    );
    let mut died = cut.died.clone();
    let mut dominated = dominion.nodes(node).to_vec();
    died.sort_unstable();
    dominated.sort_unstable();
    assert_eq!(died, dominated, "who is gone with {label}");
    cut
}

fn check_every_node<F: Family>(graph: &PlainGraph, roots: &[NodeId]) {
    let dominion = dominion::<F>(graph, roots);
    for &node in dominion.reachable() {
        let cut = check::<F>(graph, roots, &dominion, node);
        assert_eq!(
            cut.leaked.objects,
            0,
            "objects left when {} is let go",
            graph.label(node)
        );
    }
}

/// A list of edges between at most nine nodes, never empty.
fn random_list(edges: &[(u8, u8)]) -> String {
    let lines = edges
        .iter()
        .map(|(from, to)| format!("{} {}\n", from % 9, to % 9));
    "0 1\n"
        .chars()
        .chain(lines.collect::<String>().chars())
        .collect()
}

#[test]
fn every_node_of_a_graph_with_all_shapes_takes_its_dominion_along() {
    // A diamond, a loop, a circle entered at two places, a parallel edge, and an island.
    let graph = graph(
        "0 1\n0 2\n1 3\n2 3\n3 3\n3 4\n4 5\n5 6\n6 4\n2 6\n6 7\n6 7\n7 8\n8 1\n9 8\n9 10\n10 9\n",
    );
    check_every_node::<Collected>(&graph, &[NodeId::new(0)]);
    check_every_node::<Collected>(&graph, &[NodeId::new(2), NodeId::new(9)]);
}

#[test]
fn the_heap_gives_back_the_bytes_that_slots_are_said_to_take() {
    let graph = graph("0 1\n1 2\n2 1\n0 3\n");
    let dominion = dominion::<Collected>(&graph, &[NodeId::new(0)]);
    let cut = check::<Collected>(&graph, &[NodeId::new(0)], &dominion, NodeId::new(1));
    // One-letter names and empty vectors: what is left of a node's size is its slot.
    let slots = 2 * node_size::<Collected>(0, 0, 0) + 3 * edge_size::<Collected>();
    assert_eq!(cut.before.bytes - cut.after.bytes, slots);
    assert_eq!(cut.leaked.bytes, 0);
}

quickcheck! {
    fn every_node_of_a_random_graph_takes_its_dominion_along(edges: Vec<(u8, u8)>, second: u8) -> bool {
        let graph = graph(&random_list(&edges));
        let second = NodeId::new(usize::from(second) % graph.nodes().len());
        check_every_node::<Collected>(&graph, &[NodeId::new(0)]);
        check_every_node::<Collected>(&graph, &[NodeId::new(0), second]);
        true
    }

    fn with_weak_sources_it_holds_where_the_data_has_no_circles(edges: Vec<(u8, u8)>) -> bool {
        let upward = edges.iter().map(|&(a, b)| (a % 9, b % 9)).filter(|(a, b)| a < b);
        let graph = graph(&random_list(&upward.collect::<Vec<_>>()));
        check_every_node::<CountedWeakly>(&graph, &[NodeId::new(0)]);
        true
    }

    fn let_go_all_dies_with_collection_and_nothing_with_strong_ends(edges: Vec<(u8, u8)>) -> bool {
        let graph = graph(&random_list(&edges));
        let collected = hold_one_edge::<Collected>(&graph, 0).leaked;
        let counted = hold_one_edge::<Counted>(&graph, 0).leaked;
        collected.objects == 0
            && counted.nodes == graph.nodes().len()
            && counted.edges == graph.edges().len()
    }
}

#[test]
fn an_edge_held_alone_knows_its_source_unless_it_points_there_weakly() {
    let graph = graph("a b\nb c\n");
    let collected = hold_one_edge::<Collected>(&graph, 0);
    assert_eq!(collected.source, Some(NodeId::new(0)));
    assert_eq!((collected.held.nodes, collected.leaked.objects), (3, 0));

    let counted = hold_one_edge::<Counted>(&graph, 0);
    assert_eq!(counted.source, Some(NodeId::new(0)));
    assert_eq!((counted.leaked.nodes, counted.leaked.edges), (3, 2));

    let weakly = hold_one_edge::<CountedWeakly>(&graph, 0);
    assert_eq!(weakly.source, None);
    assert_eq!((weakly.held.nodes, weakly.leaked.objects), (2, 0));
}

#[test]
fn circles_in_the_data_leak_with_weak_sources_too() {
    let graph = graph("0 1\n1 2\n2 1\n");
    let cut = cut::<CountedWeakly>(&graph, &[NodeId::new(0)], NodeId::new(1));
    // Cutting the edges into 1 opens the circle, so it is let go; whole, it is not.
    assert_eq!((cut.objects_died(), cut.leaked.objects), (5, 0));
    let whole = hold_one_edge::<CountedWeakly>(&graph, 0);
    assert_eq!((whole.leaked.nodes, whole.leaked.edges), (2, 2));
}
