//! What each verb does.

use std::mem::forget;
use std::time::Duration;

use gc_core::{Budget, Policy, Progress};

use super::super::kind::{Kind, Will};
use super::super::machine::guarded;
use super::super::pointer::Strong;
use super::super::value::{Fate, Seal, Value};
use super::super::{Mismatch, ensure};
use super::entry::{Entry, State};
use super::machine::Machine;
use super::op::{Op, Verb};

/// More handles than this are not made by allocation.
const MANY_HANDLES: usize = 30;

impl Machine {
    pub(super) fn step(&mut self, op: Op) -> Result<(), Mismatch> {
        let heap = usize::from(op.a % 2);
        match op.verb {
            Verb::New => self.new_object(op, None),
            Verb::NewLinked => self.new_object(op, self.choose(op.c)),
            Verb::Upgrade => return self.upgrade(op),
            Verb::DropWeak => {
                if !self.weaks.is_empty() {
                    let weak = usize::from(op.a) % self.weaks.len();
                    drop(self.weaks.swap_remove(weak));
                }
            }
            Verb::Collect => return self.collect(heap),
            Verb::Young => return self.collect_young(heap),
            Verb::Step => return self.slice(heap, budget(op.b)),
            Verb::Finish => {
                self.slice(heap, budget(op.b))?;
                while self.homes.is_slicing(heap) {
                    self.slice(heap, budget(op.b))?;
                }
            }
            Verb::SetPolicy => self.set_policy(op),
            _ => {
                if let Some(handle) = self.choose(op.a) {
                    return self.step_on(handle, op);
                }
            }
        }
        Ok(())
    }

    fn step_on(&mut self, handle: usize, op: Op) -> Result<(), Mismatch> {
        let heap = usize::from(op.b % 2);
        match op.verb {
            Verb::Link => self.link(handle, op),
            Verb::Unlink => self.replace(handle, op.b, None),
            Verb::Move => self.move_edge(handle, op),
            Verb::Take => self.take(handle, op),
            Verb::Put => self.put(handle, op),
            Verb::Walk => self.walk(handle, op),
            Verb::Drop => {
                let (number, strong) = self.handles.swap_remove(handle);
                self.let_go(number, strong);
            }
            Verb::Downgrade => {
                let (number, strong) = &self.handles[handle];
                self.weaks.push((*number, strong.downgrade()));
            }
            Verb::StepBorrowed => return self.slice_while_borrowed(handle, heap, op),
            Verb::StepUnderGuard => return self.slice_under_guard(handle, heap),
            Verb::Unwrap => return self.unwrap(handle, heap),
            Verb::Forget if self.setup.forgetting => self.forget(handle, op),
            Verb::DropHeap => self.drop_heap(handle),
            _ => {}
        }
        Ok(())
    }

    fn choose(&self, operand: u8) -> Option<usize> {
        let len = self.handles.len();
        (len > 0).then(|| usize::from(operand) % len)
    }

    /// A slot of the object: not where a stuck cell is in the way.
    fn slot(&self, handle: usize, operand: u8) -> Option<usize> {
        let ledger = self.scene.ledger();
        let slots = &ledger.get(self.handles[handle].0).slots;
        let slot = (!slots.is_empty()).then(|| usize::from(operand) % slots.len())?;
        (!slots[slot].stuck).then_some(slot)
    }

    fn may_link(&self, (kind, heap): (Kind, u8), target: u32) -> bool {
        let ledger = self.scene.ledger();
        let target = ledger.get(target);
        let fits = kind.accepts(target.kind);
        // No cycle through what nobody sees behind: it would stay for ever.
        let is_seen = !kind.hides_edges() || matches!(target.kind, Kind::Leaf | Kind::Bare);
        fits && is_seen && (heap == target.heap || (self.setup.crossing && heap == 0))
    }

    // ---- objects ---------------------------------------------------------------------------

    fn new_object(&mut self, op: Op, edge: Option<usize>) {
        if self.handles.len() >= MANY_HANDLES {
            return;
        }
        let (kind, heap) = (Kind::from_byte(op.a, self.setup.palette), op.b % 2);
        let number = self.new_number();
        let fate = Fate {
            explosive: self.setup.explosive && op.c.is_multiple_of(5),
            will: Will::from_byte(op.b >> 3),
            escapes: op.c.is_multiple_of(2),
        };
        // A panic of another's destructor takes the value along, and its edges before it is told.
        let may_vanish = self.setup.explosive && self.setup.automatic;
        let edge =
            edge.filter(|it| !may_vanish && self.may_link((kind, heap), self.handles[*it].0));
        let edge = edge.map(|it| self.handles[it].1.clone());
        let target = edge.as_ref().map(Strong::number);
        let entry = Entry::unborn(kind, heap, fate, target);
        self.scene.ledger().add(number, entry);
        let home = self.homes.get(usize::from(heap));
        let seal = Seal::new(number, heap);
        let made = guarded(|| Strong::new(kind, seal, fate, edge, &self.scene, &home));
        let mut ledger = self.scene.ledger();
        let entry = ledger.get_mut(number);
        match made {
            Some(strong) => {
                (entry.state, entry.handles) = (State::Whole, 1);
                drop(ledger);
                self.handles.push((number, strong));
            }
            None => entry.state = State::Dead,
        }
    }

    fn unwrap(&mut self, handle: usize, heap: usize) -> Result<(), Mismatch> {
        let (number, strong) = self.handles.swap_remove(handle);
        let least = {
            let ledger = self.scene.ledger();
            let reached = ledger.roots_reach();
            ledger.pointers(number, |owner| reached.contains(&owner))
        };
        match strong.try_unwrap() {
            Ok(value) => {
                ensure!(least == 1, "object {number} was moved out, but is shared");
                self.scene.ledger().release(number);
                self.scene.ledger().get_mut(number).state = State::Moved;
                let sliced = self.slice(heap, Budget::objects(50));
                let intact = value.is_intact();
                self.end_value(number, value);
                ensure!(intact, "object {number} was overwritten when moved out");
                sliced
            }
            Err(strong) => {
                self.handles.push((number, strong));
                Ok(())
            }
        }
    }

    /// Drops a value that is in no heap any more. Its fields go in an order of their own.
    fn end_value(&mut self, number: u32, value: Box<dyn Value>) {
        let has_probe = {
            let mut ledger = self.scene.ledger();
            let entry = ledger.get_mut(number);
            entry.slots.iter_mut().for_each(|slot| slot.target = None);
            entry.kind.has_probe()
        };
        if !has_probe {
            self.scene.ledger().bury(number);
        }
        guarded(|| drop(value));
    }

    fn upgrade(&mut self, op: Op) -> Result<(), Mismatch> {
        if self.weaks.is_empty() {
            return Ok(());
        }
        let (number, weak) = &self.weaks[usize::from(op.a) % self.weaks.len()];
        let number = *number;
        if let Some(strong) = weak.upgrade() {
            ensure!(
                strong.number() == number && strong.value().is_intact(),
                "a weak pointer to object {number} led elsewhere"
            );
            self.scene.ledger().rescued(number)?;
            self.handles.push((number, strong));
        } else {
            let reached = self.scene.ledger().roots_reach();
            ensure!(
                !reached.contains(&number),
                "object {number} can be reached, but not upgraded"
            );
        }
        Ok(())
    }

    // ---- edges -----------------------------------------------------------------------------

    fn identity(&self, handle: usize) -> (Kind, u8) {
        let ledger = self.scene.ledger();
        let entry = ledger.get(self.handles[handle].0);
        (entry.kind, entry.heap)
    }

    /// Puts an edge, with the target's number, where another one may be.
    fn replace(&mut self, handle: usize, operand: u8, edge: Option<(u32, Strong)>) {
        let Some(slot) = self.slot(handle, operand) else {
            return;
        };
        let number = self.handles[handle].0;
        let (target, edge) = edge.unzip();
        let old_target = self.scene.ledger().swap(number, slot, target);
        let old = self.handles[handle].1.value().swap(slot, edge);
        debug_assert_eq!(old.as_ref().map(Strong::number), old_target, "edges agree");
        guarded(|| drop(old));
    }

    fn link(&mut self, handle: usize, op: Op) {
        let Some(other) = self.choose(op.c) else {
            return;
        };
        let target = self.handles[other].0;
        if self.may_link(self.identity(handle), target) {
            let edge = self.handles[other].1.clone();
            self.replace(handle, op.b, Some((target, edge)));
        }
    }

    /// Takes the edge out of a slot.
    fn pull(&mut self, handle: usize, slot: usize) -> Option<(u32, Strong)> {
        let number = self.handles[handle].0;
        let target = self.scene.ledger().swap(number, slot, None)?;
        let edge = self.handles[handle].1.value().swap(slot, None);
        edge.map(|edge| (target, edge))
    }

    fn target(&self, handle: usize, slot: usize) -> Option<u32> {
        let ledger = self.scene.ledger();
        ledger.get(self.handles[handle].0).slots[slot].target
    }

    fn move_edge(&mut self, handle: usize, op: Op) {
        let (Some(to), Some(slot)) = (self.choose(op.c), self.slot(handle, op.b)) else {
            return;
        };
        let Some(target) = self.target(handle, slot) else {
            return;
        };
        if self.slot(to, op.b >> 4).is_some() && self.may_link(self.identity(to), target) {
            let edge = self.pull(handle, slot);
            self.replace(to, op.b >> 4, edge);
        }
    }

    fn take(&mut self, handle: usize, op: Op) {
        if let Some(slot) = self.slot(handle, op.b)
            && let Some((number, strong)) = self.pull(handle, slot)
        {
            self.scene.ledger().retain(number);
            self.handles.push((number, strong));
        }
    }

    fn put(&mut self, handle: usize, op: Op) {
        let Some(other) = self.choose(op.c).filter(|other| *other != handle) else {
            return;
        };
        let target = self.handles[other].0;
        if self.slot(handle, op.b).is_some() && self.may_link(self.identity(handle), target) {
            let (_, edge) = self.handles.remove(other);
            let handle = handle - usize::from(other < handle);
            // Until it is an edge, it is a handle still.
            let owner = self.handles[handle].0;
            let slot = self.slot(handle, op.b).expect("it is there");
            self.scene.ledger().swap(owner, slot, Some(target));
            self.scene.ledger().release(target);
            let old = self.handles[handle].1.value().swap(slot, Some(edge));
            guarded(|| drop(old));
        }
    }

    fn walk(&mut self, handle: usize, op: Op) {
        if let Some(slot) = self.slot(handle, op.b)
            && let Some(strong) = self.handles[handle].1.value().handle(slot)
        {
            let number = strong.number();
            self.scene.ledger().retain(number);
            self.handles.push((number, strong));
        }
    }

    // ---- collections -----------------------------------------------------------------------

    fn slice(&mut self, heap: usize, budget: Budget) -> Result<(), Mismatch> {
        let home = self.homes.get(heap);
        let was_slicing = self.homes.is_slicing(heap);
        let before = self.scene.ledger().deaths(heap);
        if !was_slicing {
            self.deaths_in_slices[heap] = 0;
        }
        let said = guarded(|| home.step(budget));
        let died = self.scene.ledger().deaths(heap) - before;
        self.deaths_in_slices[heap] += died;
        let Some(said) = said else { return Ok(()) };
        ensure!(!said.skipped, "a slice of heap {heap} was skipped");
        let is_slicing = self.homes.is_slicing(heap);
        ensure!(
            said.is_done() != is_slicing,
            "a slice says done: {}, and the pauses say otherwise",
            said.is_done()
        );
        self.check_report(heap, said)
    }

    fn check_report(&self, heap: usize, said: Progress) -> Result<(), Mismatch> {
        if let Some(collection) = said.collection
            && !self.setup.automatic
            && !self.has_silent()
        {
            let died = self.deaths_in_slices[heap];
            ensure!(
                collection.freed == died,
                "a collection in slices says it freed {}; {died} died",
                collection.freed
            );
        }
        Ok(())
    }

    fn collect_young(&mut self, heap: usize) -> Result<(), Mismatch> {
        let home = self.homes.get(heap);
        // Slices may have condemned the owners of what is young.
        if !self.homes.is_slicing(heap) && !self.setup.automatic {
            self.scene.ledger().expect_young(heap);
        }
        let said = guarded(|| home.collect_young());
        let skipped = said.is_some_and(|said| said.skipped);
        ensure!(!skipped, "a young collection was skipped");
        Ok(())
    }

    fn slice_while_borrowed(&mut self, handle: usize, heap: usize, op: Op) -> Result<(), Mismatch> {
        let Some(slot) = self.slot(handle, 0) else {
            return Ok(());
        };
        let (number, strong) = self.handles[handle].clone();
        let mutably = !op.c.is_multiple_of(3);
        self.scene.ledger().retain(number);
        self.scene.ledger().get_mut(number).set_stuck(mutably);
        let mut sliced = Ok(());
        let (group, _) = strong.value().group(slot);
        group.while_borrowed(mutably, &mut || sliced = self.slice(heap, budget(op.b)));
        self.scene.ledger().get_mut(number).set_stuck(false);
        self.let_go(number, strong);
        sliced
    }

    fn slice_under_guard(&mut self, handle: usize, heap: usize) -> Result<(), Mismatch> {
        let (number, mut strong) = self.handles.swap_remove(handle);
        if self.scene.ledger().get(number).untraceable {
            // Whether a second guard lifts what a forgotten one left is not promised.
            self.handles.push((number, strong));
            return Ok(());
        }
        self.scene.ledger().get_mut(number).untraceable = true;
        let mut sliced = Ok(());
        strong.get_mut(&mut |_| sliced = self.slice(heap, Budget::objects(50)));
        self.scene.ledger().get_mut(number).untraceable = false;
        self.handles.push((number, strong));
        sliced
    }

    fn set_policy(&mut self, op: Op) {
        if !self.setup.automatic {
            return;
        }
        let in_slices = Policy {
            pause_target: Some(Duration::ZERO),
            ..Policy::ZEAL
        };
        let policy = match op.b % 7 {
            0 => Policy::ZEAL,
            1 | 2 => in_slices,
            3 => Policy {
                nursery_bytes: 0,
                ..Policy::MANUAL
            },
            4 => Policy {
                zeal: false,
                ..in_slices
            },
            5 => Policy {
                pause_target: Some(Duration::from_secs(1)),
                ..Policy::ZEAL
            },
            _ => Policy::MANUAL,
        };
        self.homes.get(usize::from(op.a % 2)).set_policy(policy);
    }

    // ---- the rest --------------------------------------------------------------------------

    fn forget(&mut self, handle: usize, op: Op) {
        let number = self.handles[handle].0;
        match op.c % 3 {
            0 if self.slot(handle, 0).is_some() => {
                self.handles[handle].1.value().group(0).0.stick();
                self.scene.ledger().get_mut(number).set_stuck(true);
            }
            1 => {
                let forgot = self.handles[handle].1.forget_guard();
                self.scene.ledger().get_mut(number).untraceable |= forgot;
            }
            _ => forget(self.handles.swap_remove(handle)),
        }
    }

    /// The last handle of a heap goes: it is collected, and lives on with its objects.
    fn drop_heap(&mut self, handle: usize) {
        let (number, strong) = self.handles[handle].clone();
        self.scene.ledger().retain(number);
        let heap = usize::from(self.identity(handle).1);
        let last = self.homes.put(heap, None);
        guarded(|| drop(last));
        self.homes.put(heap, Some(strong.heap()));
        self.homes.close(heap);
        self.deaths_in_slices[heap] = 0;
        self.let_go(number, strong);
    }
}

fn budget(operand: u8) -> Budget {
    if operand < 8 {
        Budget::time(Duration::ZERO)
    } else {
        Budget::objects(usize::from(operand))
    }
}
