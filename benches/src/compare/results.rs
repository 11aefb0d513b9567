//! The figures of all rounds.

use std::collections::BTreeMap;

use super::args::Allocator;
use crate::cases::{LIMIT, PEERS};
use crate::measure::Measure;

/// The middle value, or the mean of the two in the middle; nothing for an empty list.
pub(super) fn median(figures: &[f64]) -> Option<f64> {
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    let upper = *sorted.get(sorted.len() / 2)?;
    let lower = sorted[(sorted.len() - 1) / 2];
    Some(f64::midpoint(lower, upper))
}

type Peer = &'static str;

/// What was measured, and what could not be.
#[derive(Debug, Default)]
pub(super) struct Results {
    rounds: u32,
    figures: BTreeMap<(Allocator, Measure, Peer), Vec<f64>>,
    failures: BTreeMap<(Allocator, &'static str, Peer), String>,
}

impl Results {
    /// Counts a round.
    pub(super) fn begin_round(&mut self) {
        self.rounds += 1;
    }

    /// Rounds begun.
    pub(super) fn rounds(&self) -> u32 {
        self.rounds
    }

    pub(super) fn add(&mut self, allocator: Allocator, measure: Measure, peer: Peer, figure: f64) {
        let key = (allocator, measure, peer);
        self.figures.entry(key).or_default().push(figure);
    }

    pub(super) fn fail(
        &mut self,
        allocator: Allocator,
        workload: &'static str,
        peer: Peer,
        reason: String,
    ) {
        self.failures.insert((allocator, workload, peer), reason);
    }

    /// Whether a case has failed.
    pub(super) fn has_failed(
        &self,
        allocator: Allocator,
        workload: &'static str,
        peer: Peer,
    ) -> bool {
        self.failures.contains_key(&(allocator, workload, peer))
    }

    /// All failures, as sentences.
    pub(super) fn failures(&self) -> impl Iterator<Item = String> {
        self.failures
            .iter()
            .map(|((allocator, workload, peer), reason)| {
                format!(
                    "{peer} in `{workload}` over {}: {reason}",
                    allocator.title()
                )
            })
    }

    /// The median over all rounds.
    pub(super) fn median(&self, allocator: Allocator, measure: Measure, peer: Peer) -> Option<f64> {
        median(self.figures.get(&(allocator, measure, peer))?)
    }

    /// What the ratios refer to: `Rc`, or `Rc` with `Weak` where `Rc` alone would leak.
    pub(super) fn baseline(&self, allocator: Allocator, measure: Measure) -> Option<(Peer, f64)> {
        ["Rc", "Rc+Weak"]
            .into_iter()
            .find_map(|peer| Some((peer, self.median(allocator, measure, peer)?)))
    }

    /// The peer with the smallest figure among those that `admit` admits. The machine's limit is
    /// no peer.
    pub(super) fn best(
        &self,
        allocator: Allocator,
        measure: Measure,
        admit: impl Fn(Peer) -> bool,
    ) -> Option<(Peer, f64)> {
        PEERS
            .iter()
            .filter(|&&peer| peer != LIMIT && admit(peer))
            .filter_map(|&peer| Some((peer, self.median(allocator, measure, peer)?)))
            .min_by(|(_, a), (_, b)| a.total_cmp(b))
    }

    /// The measures of which there is a figure.
    pub(super) fn measures(&self, allocator: Allocator) -> Vec<Measure> {
        let measured = |&measure: &Measure| self.best(allocator, measure, |_| true).is_some();
        Measure::ALL.iter().copied().filter(measured).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_of_none_is_none() {
        assert_eq!(median(&[]), None);
    }

    #[test]
    fn the_median_lies_in_the_middle() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), Some(2.5));
    }

    #[test]
    fn the_machines_limit_is_never_best() {
        let mut results = Results::default();
        results.add(Allocator::System, Measure::Trees, "Rc", 2.0);
        results.add(Allocator::System, Measure::Trees, LIMIT, 1.0);
        let best = results.best(Allocator::System, Measure::Trees, |_| true);
        assert_eq!(best, Some(("Rc", 2.0)));
    }

    #[test]
    fn the_baseline_is_rc_with_weak_where_rc_has_no_figure() {
        let mut results = Results::default();
        results.add(Allocator::System, Measure::Rings2, "Rc+Weak", 2.0);
        let baseline = results.baseline(Allocator::System, Measure::Rings2);
        assert_eq!(baseline, Some(("Rc+Weak", 2.0)));
    }
}
