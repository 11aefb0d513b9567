//! Binary trees, as in the benchmarks game: a large one is made and let go, one is kept, and many
//! small ones come and go meanwhile.

use crate::clock::{Clock, Frees};
use crate::measure::Measure;
use crate::shapes::{Forest, nodes_in};
use crate::size::Size;

/// Depth of the smallest trees.
const LEAST: u32 = 4;

/// For each depth, how many trees of it come and go while one of depth `kept` is kept.
fn short_lived(kept: u32) -> impl Iterator<Item = (u32, usize)> {
    (LEAST..=kept)
        .step_by(2)
        .map(move |depth| (depth, 1 << (kept - depth + LEAST)))
}

/// Nodes made in all.
fn nodes_in_all(kept: u32) -> usize {
    let short_lived: usize = short_lived(kept)
        .map(|(depth, count)| count * nodes_in(depth))
        .sum();
    nodes_in(kept + 1) + nodes_in(kept) + short_lived
}

fn play<F: Forest>(kept: u32) -> usize {
    let mut forest = F::new();
    let mut counted = forest.grow_and_let_go(kept + 1);
    forest.keep(kept);
    for (depth, count) in short_lived(kept) {
        for _ in 0..count {
            counted += forest.grow_and_let_go(depth);
        }
    }
    counted += forest.count_kept();
    forest.release();
    counted
}

fn time<F: Forest>(clock: &mut Clock, measure: Measure, kept: u32) {
    let nodes = nodes_in_all(kept);
    let counted = clock.time(measure, nodes, Frees::Exactly(nodes), || play::<F>(kept));
    assert_eq!(counted, nodes, "{measure}: every tree is counted whole");
}

pub(crate) fn trees<F: Forest>(clock: &mut Clock, size: &Size) {
    time::<F>(clock, Measure::Trees, size.tree_depth);
}

pub(crate) fn parent_trees<F: Forest>(clock: &mut Clock, size: &Size) {
    time::<F>(clock, Measure::ParentTrees, size.parent_depth);
}
