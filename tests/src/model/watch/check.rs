//! Compares what can be seen with what the ledger knows.

use std::collections::BTreeSet;

use super::super::pointer::Seen;
use super::super::{Mismatch, ensure};
use super::entry::State;
use super::ledger::Ledger;
use super::machine::Machine;

impl Machine {
    /// What every `Weak` says.
    pub(super) fn check_weaks(&self) -> Result<(), Mismatch> {
        let mut ledger = self.scene.ledger();
        let reached = ledger.roots_reach();
        ledger.whole_behind(reached.iter().copied())?;
        for (number, weak) in &self.weaks {
            let (number, strong) = (*number, weak.counts().0);
            let in_heap = ledger.get(number).state == State::Whole;
            ensure!(
                in_heap || strong == 0,
                "object {number} is gone, and a weak pointer counts {strong} others"
            );
            if !in_heap {
                continue;
            }
            let least = ledger.pointers(number, |owner| reached.contains(&owner));
            let most = ledger.pointers(number, |_| true);
            if strong > 0 {
                let lost = ledger.get(number).lost;
                ensure!(!lost, "object {number} was gone, and is there again");
                ensure!(
                    (least..=most).contains(&strong),
                    "object {number} counts {strong} pointers; expected {least} to {most}"
                );
                ledger.whole_behind([number])?;
            } else {
                ensure!(
                    !reached.contains(&number),
                    "object {number} can be reached, and its weak pointers call it gone"
                );
                ledger.get_mut(number).lost = true;
            }
        }
        Ok(())
    }

    /// How many objects there are, where no collection is under way.
    pub(super) fn check_living(&self, heap: usize) -> Result<(), Mismatch> {
        let found = self.homes.get(heap).stats().objects;
        let ledger = self.scene.ledger();
        let reached = ledger.roots_reach();
        let here = ledger
            .all()
            .filter(|(_, entry)| entry.state == State::Whole && usize::from(entry.heap) == heap);
        let sure: Vec<bool> = here
            .map(|(number, entry)| entry.kind.has_probe() || reached.contains(&number))
            .collect();
        let least = sure.iter().filter(|sure| **sure).count();
        ensure!(
            (least..=sure.len()).contains(&found),
            "heap {heap} counts {found} objects; expected {least} to {}",
            sure.len()
        );
        Ok(())
    }

    /// Everything that can be reached: numbers, seals and edges. Touches no count.
    pub(super) fn check_graph(&self) -> Result<(), Mismatch> {
        let ledger = self.scene.ledger();
        let mut visit = Visit {
            ledger: &ledger,
            visited: BTreeSet::new(),
            result: Ok(()),
        };
        for (number, strong) in &self.handles {
            visit.object(*number, &strong.seen());
        }
        visit.result
    }
}

/// A walk over the real objects along their real edges.
struct Visit<'a> {
    ledger: &'a Ledger,
    visited: BTreeSet<u32>,
    /// The first mismatch.
    result: Result<(), Mismatch>,
}

impl Visit<'_> {
    fn object(&mut self, number: u32, seen: &Seen<'_>) {
        if self.result.is_err() || !self.visited.insert(number) {
            return;
        }
        let seal = seen.value.seal();
        if !seen.value.is_intact() || seal.number != number {
            self.result = Err(format!("the value of object {number} was overwritten"));
            return;
        }
        for (place, slot) in self.ledger.get(number).slots.iter().enumerate() {
            // A stuck cell cannot be looked into.
            if !slot.stuck {
                let (group, inner) = seen.value.group(place);
                group.look(inner, &mut |target| self.edge(number, slot.target, target));
            }
        }
    }

    fn edge(&mut self, from: u32, due: Option<u32>, target: Option<Seen<'_>>) {
        let found = target.as_ref().map(|it| it.value.seal().number);
        if found != due {
            let what = format!("an edge of object {from} leads to {found:?}; expected {due:?}");
            self.result = Err(what);
        } else if let (Some(number), Some(seen)) = (found, &target) {
            self.object(number, seen);
        }
    }
}
