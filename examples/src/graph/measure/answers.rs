//! What there is to ask.

use std::time::Duration;

use gc_core::Trace;

use super::clock;
use crate::family::Family;
use crate::graph::Error;
use crate::graph::algorithms::{
    Components, Paths, Ranking, breadth_first, components, dominators, page_rank, shortest_paths,
};
use crate::graph::network::Network;
use crate::graph::plain::NodeId;

/// What the surfer of PageRank does: the usual figures.
pub(super) const DAMPING: f64 = 0.85;
pub(super) const TOLERANCE: f64 = 1e-9;
pub(super) const MAX_ROUNDS: usize = 200;

/// What the questions are called, in order.
pub(crate) const QUESTIONS: [&str; 5] = [
    "breadth first",
    "components",
    "shortest paths",
    "PageRank",
    "dominators",
];

/// Answers about one graph, seen from one node.
#[derive(Clone, Debug)]
pub struct Answers {
    /// Edges on the way to each node.
    pub steps: Vec<Option<u32>>,
    /// Which nodes reach each other.
    pub components: Components,
    /// The shortest paths.
    pub paths: Paths,
    /// The ranks.
    pub ranking: Ranking,
    /// The immediate dominators.
    pub dominators: Vec<Option<NodeId>>,
}

impl Answers {
    /// Asks all questions, and says how long each took.
    pub fn of<F: Family, N: Trace>(
        network: &Network<F, N, u32>,
        start: NodeId,
    ) -> (Self, Vec<Duration>) {
        let (steps, breadth) = clock(|| breadth_first(network, start));
        let (components, component) = clock(|| components(network));
        let (paths, path) = clock(|| shortest_paths(network, start, |&weight| weight.into()));
        let (ranking, rank) = clock(|| page_rank(network, DAMPING, TOLERANCE, MAX_ROUNDS));
        let (dominators, dominator) = clock(|| dominators(network, start));
        let answers = Self {
            steps,
            components,
            paths,
            ranking,
            dominators,
        };
        (answers, vec![breadth, component, path, rank, dominator])
    }

    /// A number that differs where answers do.
    #[must_use]
    pub fn digest(&self) -> u64 {
        let steps = self
            .steps
            .iter()
            .map(|step| step.map_or(u64::MAX, u64::from));
        let lengths = self.paths.distance.iter();
        let lengths = lengths.map(|length| length.unwrap_or(u64::MAX));
        let shares = self.ranking.shares.iter().map(|share| share.to_bits());
        let dominators = self.dominators.iter();
        let dominators = dominators.map(|id| id.map_or(u64::MAX, |id| id.index() as u64));
        let components = self.components.of.iter().copied().map(u64::from);
        let all = steps.chain(lengths).chain(shares);
        all.chain(dominators)
            .chain(components)
            .fold(0, |sum: u64, part| sum.wrapping_mul(31).wrapping_add(part))
    }

    /// Checks that another way to store the graph gave the same answers. Of several shortest paths to a node
    /// any will do, and the numbers of components are of no account.
    ///
    /// # Errors
    ///
    /// Says which question was answered differently.
    pub fn agree(&self, other: &Self, names: (&'static str, &'static str)) -> Result<(), Error> {
        let mut sizes = [&self.components, &other.components].map(|it| it.sizes.clone());
        sizes.iter_mut().for_each(|sizes| sizes.sort_unstable());
        let shares = self.ranking.shares.iter().zip(&other.ranking.shares);
        let apart: f64 = shares.map(|(one, other)| (one - other).abs()).sum();
        let same = [
            self.steps == other.steps,
            sizes[0] == sizes[1],
            self.paths.distance == other.paths.distance,
            apart < 1e-6,
            self.dominators == other.dominators,
        ];
        match QUESTIONS.iter().zip(same).find(|(_, same)| !same) {
            Some((what, _)) => Err(Error::Contradiction {
                one: names.0,
                other: names.1,
                what,
            }),
            None => Ok(()),
        }
    }
}
