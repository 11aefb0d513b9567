//! The parsers of `gc_examples`: whatever the text is, they give a whole graph or a message of one line.

use std::path::Path;

use gc_examples::graph::Error;
use gc_examples::graph::dominion::Dominion;
use gc_examples::graph::input::{parse_edge_list, parse_lock_file, select};
use gc_examples::graph::model::{Collected, cut};
use gc_examples::graph::plain::{NodeId, PlainGraph};

/// Graphs up to this size are built as objects too.
const SMALL: usize = 64;

fn check(outcome: Result<PlainGraph, Error>) {
    let graph = match outcome {
        Ok(graph) => graph,
        Err(error) => {
            let message = error.to_string();
            assert!(!message.is_empty(), "an error says something");
            return;
        }
    };
    for id in graph.ids() {
        if let Ok(found) = select(&graph, graph.label(id)) {
            assert_eq!(
                graph.label(found),
                graph.label(id),
                "a label leads to a node of that label"
            );
        }
    }
    if graph.nodes().len() <= SMALL && graph.edges().len() <= SMALL {
        for id in [graph.roots().first().copied(), graph.ids().last()] {
            id.into_iter().for_each(|id| check_prediction(&graph, id));
        }
    }
}

/// What disappears with a node is what was foretold.
fn check_prediction(graph: &PlainGraph, id: NodeId) {
    let dominion = Dominion::of(graph, graph.roots(), |_| 1, 1);
    if !dominion.is_reachable(id) {
        return;
    }
    let cut = cut::<Collected>(graph, graph.roots(), id);
    let mut died = cut.died.clone();
    died.sort_unstable();
    let mut due = dominion.nodes(id).to_vec();
    due.sort_unstable();
    assert_eq!(died, due, "other nodes died with {id:?} than foretold");
    assert_eq!(cut.leaked.objects, 0, "something leaked: {:?}", cut.leaked);
}

/// Reads an edge list.
///
/// # Panics
///
/// If the parser does, or gives a graph that is not whole.
pub fn edge_list(text: &str) {
    check(parse_edge_list(Path::new("list.txt"), text));
}

/// Reads a `Cargo.lock`.
///
/// # Panics
///
/// If the parser does, or gives a graph that is not whole.
pub fn lock_file(text: &str) {
    check(parse_lock_file(Path::new("Cargo.lock"), text));
}
