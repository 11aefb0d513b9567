//! Compares the two sides.

use std::collections::BTreeSet;

use super::machine::Machine;
use super::pointer::Seen;
use super::shadow::{Object, State};
use super::{Mismatch, ensure};

impl Machine {
    /// What is cheap: how many objects live, and whether anyone complained.
    pub(super) fn check_living(&self, living: [usize; 2]) -> Result<(), Mismatch> {
        for (heap, living) in [0, 1_u8].into_iter().zip(living) {
            let due = self.shadow.live_in(heap);
            ensure!(
                living == due,
                "heap {heap} counts {living} objects; expected {due}"
            );
        }
        self.scene.first_complaint().map_or(Ok(()), Err)
    }

    /// Who was dropped and finalized, and what every `Weak` says.
    pub(super) fn check_fates(&self) -> Result<(), Mismatch> {
        for (number, object) in self.shadow.all() {
            if object.kind.has_probe() {
                let drops = self.scene.drops_of(number);
                let due = u8::from(object.state == State::Dead);
                ensure!(
                    drops == due,
                    "object {number} was dropped {drops} times; expected {due}"
                );
            }
            let runs = self.scene.finalizations_of(number);
            let due = u8::from(object.finalized);
            ensure!(
                runs == due,
                "object {number} was finalized {runs} times; expected {due}"
            );
        }
        for (number, weak) in &self.weaks {
            let object = self.shadow.get(*number);
            let due = match object.state {
                State::Live => (object.strong, object.weak),
                _ => (0, 0),
            };
            let counts = weak.counts();
            ensure!(
                counts == due,
                "a weak pointer to object {number} says {counts:?}; expected {due:?}"
            );
        }
        Ok(())
    }

    /// Everything that can be reached: numbers, seals, counts and edges. Touches no count.
    pub(super) fn check_graph(&self) -> Result<(), Mismatch> {
        self.check_fates()?;
        let mut visit = Visit {
            machine: self,
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
    machine: &'a Machine,
    visited: BTreeSet<u32>,
    /// The first mismatch.
    result: Result<(), Mismatch>,
}

impl Visit<'_> {
    fn object(&mut self, number: u32, seen: &Seen<'_>) {
        if self.result.is_err() || !self.visited.insert(number) {
            return;
        }
        let object = self.machine.shadow.get(number);
        self.result = compare(number, object, seen);
        for (place, slot) in object.slots.iter().enumerate() {
            // The group exists: the object has this slot. A stuck cell cannot be looked into.
            if self.result.is_ok() && !slot.stuck {
                let (group, inner) = seen.value.group(place);
                group.look(inner, &mut |target| {
                    self.edge((number, place), slot.target, target);
                });
            }
        }
    }

    fn edge(&mut self, from: (u32, usize), due: Option<u32>, target: Option<Seen<'_>>) {
        let found = target.as_ref().map(|it| it.value.seal().number);
        if found == due {
            if let (Some(number), Some(seen)) = (found, &target) {
                self.object(number, seen);
            }
        } else {
            let (number, place) = from;
            self.result = Err(format!(
                "slot {place} of object {number} leads to {found:?}; expected {due:?}"
            ));
        }
    }
}

fn compare(number: u32, object: &Object, seen: &Seen<'_>) -> Result<(), Mismatch> {
    let seal = seen.value.seal();
    ensure!(
        seen.value.is_intact() && seal.number == number && seal.heap == object.heap,
        "the value of object {number} was overwritten"
    );
    ensure!(
        object.state == State::Live,
        "object {number} can be reached, but the shadow calls it {:?}",
        object.state
    );
    let (found, due) = ((seen.strong, seen.weak), (object.strong, object.weak));
    ensure!(
        found == due,
        "object {number} counts {found:?} pointers; expected {due:?}"
    );
    Ok(())
}
