//! The graph in petgraph's arena, where nodes and edges are numbers, with petgraph's own functions.
//!
//! Two questions it does not answer as they are asked here: its breadth-first walk counts no steps, and its PageRank
//! defines jumps otherwise. For those the arena is walked as the objects are.

use std::collections::VecDeque;
use std::time::Duration;

use petgraph::algo::{dijkstra, dominators::simple_fast, tarjan_scc};
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::{EdgeRef, NodeIndexable};

use super::answers::{DAMPING, MAX_ROUNDS, TOLERANCE};
use super::{Answers, Storage, Times, Weight, clock};
use crate::graph::algorithms::{Components, Paths, Ranking};
use crate::graph::model::on_deep_stack;
use crate::graph::plain::{NodeId, PlainGraph};
use crate::memory;

type Arena = DiGraph<Box<str>, u32>;

/// petgraph's arena. Its components recurse, so it needs a deep stack too.
pub(super) const STORAGE: Storage = Storage {
    name: "petgraph",
    time: |graph, start| on_deep_stack(graph, || time_arena(graph, start)),
    weigh: |graph| {
        Ok(Weight {
            held: memory::measure(|| build(graph)).1.held,
            leaked: memory::measure(|| drop(build(graph))).1.held,
        })
    },
};

fn build(graph: &PlainGraph) -> Arena {
    let mut arena = Arena::with_capacity(graph.nodes().len(), graph.edges().len());
    for id in graph.ids() {
        arena.add_node(graph.label(id).into());
    }
    for (index, &(from, to)) in graph.edges().iter().enumerate() {
        arena.add_edge(number(from), number(to), graph.weight(index));
    }
    arena
}

fn time_arena(graph: &PlainGraph, start: NodeId) -> (Answers, Times) {
    let (arena, build) = clock(|| build(graph));
    let (answers, questions) = answer(&arena, start);
    let ((), let_go) = clock(|| drop(arena));
    let times = Times {
        build,
        questions,
        let_go,
    };
    (answers, times)
}

fn answer(arena: &Arena, start: NodeId) -> (Answers, Vec<Duration>) {
    let (steps, breadth) = clock(|| steps(arena, start));
    let (found, component) = clock(|| tarjan_scc(arena));
    let (lengths, path) =
        clock(|| dijkstra(arena, number(start), None, |edge| u64::from(*edge.weight())));
    let (ranking, rank) = clock(|| ranking(arena));
    let (tree, dominator) = clock(|| simple_fast(arena, number(start)));
    let ids = || arena.node_indices();
    let answers = Answers {
        steps,
        components: components(arena, &found),
        paths: Paths {
            distance: ids().map(|id| lengths.get(&id).copied()).collect(),
            before: vec![None; arena.node_count()],
        },
        ranking,
        dominators: ids()
            .map(|id| tree.immediate_dominator(id))
            .map(|dominator| dominator.map(|id| NodeId::new(id.index())))
            .collect(),
    };
    (answers, vec![breadth, component, path, rank, dominator])
}

fn steps(arena: &Arena, start: NodeId) -> Vec<Option<u32>> {
    let mut steps = vec![None; arena.node_bound()];
    let mut pending = VecDeque::from([(number(start), 0)]);
    steps[start.index()] = Some(0);
    while let Some((id, step)) = pending.pop_front() {
        for next in arena.neighbors(id) {
            if steps[next.index()].is_none() {
                steps[next.index()] = Some(step + 1);
                pending.push_back((next, step + 1));
            }
        }
    }
    steps
}

fn components(arena: &Arena, found: &[Vec<NodeIndex>]) -> Components {
    let mut of = vec![0; arena.node_count()];
    for (number, component) in found.iter().enumerate() {
        for id in component {
            of[id.index()] = number as u32;
        }
    }
    let sizes = found.iter().map(|component| component.len() as u32);
    Components {
        of,
        sizes: sizes.collect(),
    }
}

fn ranking(arena: &Arena) -> Ranking {
    let count = arena.node_count();
    let mut shares = vec![1.0 / count as f64; count];
    let mut rounds = 0;
    let mut moved = f64::INFINITY;
    while rounds < MAX_ROUNDS && moved >= TOLERANCE {
        let next = next_round(arena, &shares);
        let differences = next.iter().zip(&shares).map(|(new, old)| (new - old).abs());
        moved = differences.sum();
        shares = next;
        rounds += 1;
    }
    Ranking { shares, rounds }
}

fn next_round(arena: &Arena, shares: &[f64]) -> Vec<f64> {
    let mut next = vec![0.0; shares.len()];
    let mut stuck = 0.0;
    for (id, share) in arena.node_indices().zip(shares) {
        match arena.neighbors(id).count() {
            0 => stuck += share,
            degree => {
                let part = DAMPING * share / degree as f64;
                let edges = arena.edges(id);
                edges.for_each(|edge| next[edge.target().index()] += part);
            }
        }
    }
    let jump = ((1.0 - stuck) * (1.0 - DAMPING) + stuck) / shares.len() as f64;
    next.iter_mut().for_each(|share| *share += jump);
    next
}

fn number(id: NodeId) -> NodeIndex {
    NodeIndex::new(id.index())
}
