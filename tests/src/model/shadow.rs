//! The plain graph: what must be true of the heaps, worked out the slow way.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::kind::{Kind, Will};
use super::value::{Fate, spawn_of};

/// Where an object is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Live,
    /// Its count reached 0; it waits for its end.
    Dying,
    /// A collection found it unheld and has not decided yet.
    Condemned,
    /// `try_unwrap` moved its value out of the heap.
    Moved,
    Dead,
}

/// One edge slot.
#[derive(Clone, Debug, Default)]
pub(super) struct Slot {
    pub(super) target: Option<u32>,
    /// Behind a cell that is borrowed mutably.
    pub(super) stuck: bool,
}

#[derive(Debug)]
pub(super) struct Object {
    pub(super) kind: Kind,
    pub(super) heap: u8,
    pub(super) state: State,
    pub(super) strong: usize,
    pub(super) weak: usize,
    pub(super) slots: Vec<Slot>,
    /// The object that the value's own `Weak` points to.
    pub(super) weak_link: Option<u32>,
    pub(super) finalized: bool,
    will: Will,
    /// Its edges become handles when it dies, and do not go with it.
    escapes: bool,
    /// A `GcMut` of it lives or was forgotten.
    pub(super) untraceable: bool,
}

impl Object {
    /// The targets that `trace` reports.
    fn edges(&self) -> impl Iterator<Item = u32> + '_ {
        let hidden = self.untraceable || self.kind.hides_edges();
        let readable = self.slots.iter().filter(move |slot| !hidden && !slot.stuck);
        readable.filter_map(|slot| slot.target)
    }

    /// Marks the slots behind the value's `RefCell`.
    pub(super) fn set_stuck(&mut self, stuck: bool) {
        let kind = self.kind;
        let slots = self.slots.iter_mut().enumerate();
        for (_, slot) in slots.filter(|(place, _)| kind.in_ref_cell(*place)) {
            slot.stuck = stuck;
        }
    }
}

/// What a collection did.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Report {
    /// Deaths in the heap that was collected.
    pub(super) freed: usize,
    /// Deaths in the other heap, in consequence.
    pub(super) freed_elsewhere: usize,
    /// Finalizers of condemned values.
    pub(super) finalized: usize,
}

/// How far a collection goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effort {
    /// One trial, as collections do that the allocator starts.
    OneRound,
    /// Until a trial condemns nothing: what died may have held more in ways that no `trace` sees.
    Complete,
}

#[derive(Debug, Default)]
pub(super) struct Shadow {
    objects: BTreeMap<u32, Object>,
    /// Objects that are neither dead nor moved out, by heap.
    living: [usize; 2],
    /// Handles that finalizers left.
    rescued: Vec<u32>,
    queue: VecDeque<u32>,
    is_draining: bool,
    report: Report,
    collecting: u8,
}

impl Shadow {
    // ---- objects ---------------------------------------------------------------------------

    /// A new object with one handle, which owns `edge` (its count is the caller's).
    pub(super) fn add(&mut self, number: u32, kind: Kind, heap: u8, fate: Fate, edge: Option<u32>) {
        let mut slots = vec![Slot::default(); kind.slots()];
        if edge.is_some() {
            slots[0].target = edge;
        }
        let object = Object {
            kind,
            heap,
            state: State::Live,
            strong: 1,
            weak: 0,
            slots,
            weak_link: None,
            finalized: false,
            will: fate.will,
            escapes: fate.escapes && kind == Kind::Opaque,
            untraceable: false,
        };
        self.objects.insert(number, object);
        self.living[usize::from(heap)] += 1;
    }

    pub(super) fn get(&self, number: u32) -> &Object {
        &self.objects[&number]
    }

    pub(super) fn get_mut(&mut self, number: u32) -> &mut Object {
        self.objects
            .get_mut(&number)
            .expect("every number belongs to an object")
    }

    pub(super) fn all(&self) -> impl Iterator<Item = (u32, &Object)> {
        self.objects
            .iter()
            .map(|(number, object)| (*number, object))
    }

    pub(super) fn is_live(&self, number: u32) -> bool {
        self.get(number).state == State::Live
    }

    /// How many objects are in a heap and whole.
    pub(super) const fn live_in(&self, heap: u8) -> usize {
        self.living[heap as usize]
    }

    /// The handles that finalizers left since this was last asked, in ascending order.
    pub(super) fn take_rescued(&mut self) -> Vec<u32> {
        let mut rescued = std::mem::take(&mut self.rescued);
        rescued.sort_unstable();
        rescued
    }

    // ---- counts ----------------------------------------------------------------------------

    pub(super) fn retain(&mut self, number: u32) {
        self.get_mut(number).strong += 1;
    }

    /// One strong pointer less; whatever dies of it is dead when this returns.
    pub(super) fn release(&mut self, number: u32) {
        let object = self.get_mut(number);
        object.strong -= 1;
        if object.strong == 0 && object.state == State::Live {
            object.state = State::Dying;
            self.queue.push_back(number);
            self.drain();
        }
    }

    pub(super) fn retain_weak(&mut self, number: u32) {
        self.get_mut(number).weak += 1;
    }

    pub(super) fn release_weak(&mut self, number: u32) {
        self.get_mut(number).weak -= 1;
    }

    /// Replaces an edge; the counts are the caller's.
    pub(super) fn swap(&mut self, number: u32, slot: usize, edge: Option<u32>) -> Option<u32> {
        std::mem::replace(&mut self.get_mut(number).slots[slot].target, edge)
    }

    /// The last handle gives the value up.
    pub(super) fn move_out(&mut self, number: u32) {
        let object = self.get_mut(number);
        object.strong = 0;
        object.state = State::Moved;
        let heap = usize::from(object.heap);
        self.living[heap] -= 1;
    }

    // ---- deaths ----------------------------------------------------------------------------

    fn drain(&mut self) {
        if self.is_draining {
            return;
        }
        self.is_draining = true;
        while let Some(number) = self.queue.pop_front() {
            self.finalize(number);
            self.bury(number);
        }
        self.is_draining = false;
    }

    /// The value is dropped, and with it its edges.
    pub(super) fn bury(&mut self, number: u32) {
        let object = self.get_mut(number);
        let was_in_heap = object.state != State::Moved;
        object.state = State::Dead;
        let heap = object.heap;
        let edges: Vec<u32> = object
            .slots
            .iter_mut()
            .filter_map(|slot| slot.target.take())
            .collect();
        let weak_link = object.weak_link.take();
        let escapes = object.escapes;
        if was_in_heap {
            self.living[usize::from(heap)] -= 1;
        }
        if was_in_heap && heap == self.collecting {
            self.report.freed += 1;
        } else if was_in_heap {
            self.report.freed_elsewhere += 1;
        }
        if escapes {
            self.rescued.extend(edges);
        } else {
            edges.into_iter().for_each(|edge| self.release(edge));
        }
        if let Some(target) = weak_link {
            self.release_weak(target);
        }
    }

    /// Runs the finalizer, if there is one that has not run yet.
    fn finalize(&mut self, number: u32) -> bool {
        let object = self.get_mut(number);
        if object.kind != Kind::Phoenix || object.finalized {
            return false;
        }
        object.finalized = true;
        let (will, heap) = (object.will, object.heap);
        let readable = |slot: usize| {
            let slot = &object.slots[slot];
            slot.target.filter(|_| !slot.stuck)
        };
        match will {
            Will::Quiet | Will::Collect => {}
            Will::Rescue(slot) => {
                if let Some(target) = readable(slot) {
                    self.retain(target);
                    self.rescued.push(target);
                }
            }
            Will::Detach(slot) => {
                if let Some(target) = readable(slot) {
                    self.swap(number, slot, None);
                    self.release(target);
                }
            }
            Will::Spawn => {
                if let Some(target) = readable(0).filter(|it| self.get(*it).heap == heap) {
                    let spawn = spawn_of(number);
                    self.retain(target);
                    self.add(spawn, Kind::Node, heap, Fate::default(), Some(target));
                    self.rescued.push(spawn);
                }
            }
        }
        true
    }

    // ---- collections -----------------------------------------------------------------------

    /// A collection of `heap`.
    pub(super) fn collect(&mut self, heap: u8, effort: Effort) -> Report {
        self.report = Report::default();
        self.collecting = heap;
        while self.hold_trial(heap) > 0 && effort == Effort::Complete {}
        std::mem::take(&mut self.report)
    }

    /// One round of a collection. Returns how many objects it destroyed.
    fn hold_trial(&mut self, heap: u8) -> usize {
        let members: BTreeSet<u32> = self
            .all()
            .filter(|(_, object)| object.heap == heap && object.state == State::Live)
            .map(|(number, _)| number)
            .collect();
        let condemned = self.unheld(members);
        for number in &condemned {
            self.get_mut(*number).state = State::Condemned;
        }
        for number in &condemned {
            if self.finalize(*number) {
                self.report.finalized += 1;
            }
        }
        let doomed = self.unheld(condemned.clone());
        for number in condemned.difference(&doomed) {
            self.get_mut(*number).state = State::Live;
        }
        for number in &doomed {
            self.bury(*number);
        }
        doomed.len()
    }

    /// The part of `set` that nothing outside of it holds and nothing held leads to.
    fn unheld(&self, set: BTreeSet<u32>) -> BTreeSet<u32> {
        let mut internal = BTreeMap::new();
        for number in &set {
            for target in self.get(*number).edges().filter(|it| set.contains(it)) {
                *internal.entry(target).or_insert(0) += 1;
            }
        }
        let is_held = |it: &u32| self.get(*it).strong > internal.get(it).copied().unwrap_or(0);
        let mut waiting: Vec<u32> = set.iter().copied().filter(is_held).collect();
        let mut unheld = set;
        while let Some(number) = waiting.pop() {
            if unheld.remove(&number) {
                waiting.extend(self.get(number).edges());
            }
        }
        unheld
    }
}
