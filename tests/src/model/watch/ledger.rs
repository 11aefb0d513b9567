//! Who points to whom, and what must follow from that.

use std::collections::{BTreeMap, BTreeSet};

use super::super::kind::{Kind, Will};
use super::super::value::{Fate, spawn_of};
use super::super::{Mismatch, ensure};
use super::entry::{Entry, State};

/// All objects of a run, by number.
#[derive(Debug, Default)]
pub(in super::super) struct Ledger {
    entries: BTreeMap<u32, Entry>,
    /// What each heap's collection at one go or in slices owes: garbage, as one trial finds it, from before it
    /// began.
    owed: [BTreeSet<u32>; 2],
    /// The same for a young collection.
    owed_young: BTreeSet<u32>,
    /// What finalizers have rescued in this operation: it was garbage when they began.
    saved: BTreeSet<u32>,
    /// Deaths in each heap.
    deaths: [usize; 2],
}

impl Ledger {
    pub(super) fn add(&mut self, number: u32, entry: Entry) {
        self.entries.insert(number, entry);
    }

    pub(super) fn get(&self, number: u32) -> &Entry {
        &self.entries[&number]
    }

    pub(super) fn get_mut(&mut self, number: u32) -> &mut Entry {
        let entry = self.entries.get_mut(&number);
        entry.expect("every number belongs to an object")
    }

    pub(super) fn all(&self) -> impl Iterator<Item = (u32, &Entry)> {
        self.entries.iter().map(|(number, entry)| (*number, entry))
    }

    pub(super) fn deaths(&self, heap: usize) -> usize {
        self.deaths[heap]
    }

    pub(super) fn retain(&mut self, number: u32) {
        self.get_mut(number).handles += 1;
    }

    pub(super) fn release(&mut self, number: u32) {
        self.get_mut(number).handles -= 1;
    }

    /// Replaces an edge; returns the old one.
    pub(super) fn swap(&mut self, number: u32, slot: usize, edge: Option<u32>) -> Option<u32> {
        std::mem::replace(&mut self.get_mut(number).slots[slot].target, edge)
    }

    // ---- events ----------------------------------------------------------------------------

    /// A value is being dropped.
    pub(in super::super) fn dropped(&mut self, number: u32) -> Result<(), Mismatch> {
        let state = self.get(number).state;
        ensure!(state != State::Dead, "object {number} was dropped twice");
        if state == State::Whole {
            ensure!(
                !self.roots_reach().contains(&number),
                "object {number} was dropped while it could be reached"
            );
            let mut owners = self.owners(number);
            let secret = owners.find(|owner| owner.kind.hides_edges());
            ensure!(
                secret.is_none(),
                "object {number} was dropped before {secret:?}, whose edges nobody sees"
            );
        }
        self.bury(number);
        Ok(())
    }

    /// A finalizer begins.
    pub(in super::super) fn finalized(&mut self, number: u32) -> Result<(), Mismatch> {
        let entry = self.get(number);
        ensure!(
            !entry.finalized,
            "object {number} was finalized a second time"
        );
        ensure!(
            self.saved.contains(&number) || !self.roots_reach().contains(&number),
            "object {number} was finalized while it could be reached"
        );
        self.whole_behind([number])?;
        let (will, heap) = (entry.will, entry.heap);
        self.get_mut(number).finalized = true;
        match will {
            // The rescue itself is told.
            Will::Quiet | Will::Collect | Will::Rescue(_) => {}
            Will::Detach(slot) => {
                if self.get(number).readable(slot).is_some() {
                    self.swap(number, slot, None);
                }
            }
            Will::Spawn => {
                let target = self.get(number).readable(0);
                if let Some(target) = target.filter(|it| self.get(*it).heap == heap) {
                    let mut spawn = Entry::unborn(Kind::Node, heap, Fate::default(), Some(target));
                    spawn.state = State::Whole;
                    self.add(spawn_of(number), spawn);
                }
            }
        }
        Ok(())
    }

    /// A finalizer or destructor left a handle.
    pub(in super::super) fn rescued(&mut self, number: u32) -> Result<(), Mismatch> {
        self.retain(number);
        self.forgive(number);
        self.whole_behind([number])?;
        self.saved.extend(self.reach([number]));
        Ok(())
    }

    /// A collection of all of a heap has ended.
    pub(super) fn completed(&mut self, heap: usize) -> Result<(), Mismatch> {
        let owed = std::mem::take(&mut self.owed[heap]);
        self.forget_youth(heap);
        self.all_dead(owed)
    }

    /// A young collection has ended.
    pub(super) fn completed_young(&mut self, heap: usize) -> Result<(), Mismatch> {
        let owed = std::mem::take(&mut self.owed_young);
        self.forget_youth(heap);
        self.all_dead(owed)
    }

    fn forget_youth(&mut self, heap: usize) {
        let entries = self.entries.values_mut();
        for entry in entries.filter(|entry| usize::from(entry.heap) == heap) {
            entry.young = false;
        }
    }

    /// An operation has ended.
    pub(super) fn settle(&mut self) {
        self.saved.clear();
        self.infer_deaths();
    }

    // ---- what must be ----------------------------------------------------------------------

    /// From now on a collection owes what is garbage now.
    pub(super) fn expect_all(&mut self, heap: usize) {
        self.owed[heap] = self.unheld(heap, |_| true);
    }

    /// The same for what is young.
    pub(super) fn expect_young(&mut self, heap: usize) {
        self.owed_young = self.unheld(heap, |entry| entry.young);
    }

    /// Garbage was made reachable: nobody owes its death any more.
    pub(super) fn forgive(&mut self, number: u32) {
        let saved = self.reach([number]);
        for owed in self.owed.iter_mut().chain([&mut self.owed_young]) {
            owed.retain(|it| !saved.contains(it));
        }
    }

    /// Some objects must be dead. Those that nobody hears of are believed to be.
    pub(super) fn all_dead(&mut self, owed: BTreeSet<u32>) -> Result<(), Mismatch> {
        for number in owed {
            let entry = self.get(number);
            if entry.state == State::Whole {
                ensure!(
                    !entry.kind.has_probe(),
                    "object {number} was garbage when a collection began, and survived it"
                );
                self.bury(number);
            }
        }
        Ok(())
    }

    /// Nobody hears of the death of some: those that nobody owns are dead.
    pub(super) fn infer_deaths(&mut self) {
        while let Some(number) = self.unowned() {
            self.bury(number);
        }
    }

    fn unowned(&self) -> Option<u32> {
        let mut all = self.all();
        let found = all.find(|(number, entry)| {
            let silent = entry.state == State::Whole && !entry.kind.has_probe();
            silent && self.strong(*number) == 0
        });
        found.map(|(number, _)| number)
    }

    pub(super) fn bury(&mut self, number: u32) {
        let entry = self.get_mut(number);
        let died_in_heap = entry.state == State::Whole;
        entry.state = State::Dead;
        entry.slots.iter_mut().for_each(|slot| slot.target = None);
        let heap = usize::from(entry.heap);
        self.deaths[heap] += usize::from(died_in_heap);
    }

    /// Nothing that some objects lead to may be dead.
    pub(super) fn whole_behind(&self, from: impl IntoIterator<Item = u32>) -> Result<(), Mismatch> {
        let reached = self.reach(from);
        let dead = reached
            .iter()
            .find(|it| self.get(**it).state == State::Dead);
        ensure!(
            dead.is_none(),
            "object {dead:?} is dead, and something whole leads to it"
        );
        Ok(())
    }

    // ---- graphs ----------------------------------------------------------------------------

    fn owners(&self, number: u32) -> impl Iterator<Item = &Entry> {
        let owners = self.entries.values();
        owners.filter(move |owner| owner.targets().any(|it| it == number))
    }

    /// The pointers to an object from handles and from some of its owners.
    pub(super) fn pointers(&self, number: u32, from: impl Fn(u32) -> bool) -> usize {
        let owners = self.all().filter(|(owner, _)| from(*owner));
        let edges = owners.flat_map(|(_, owner)| owner.targets());
        self.get(number).handles + edges.filter(|it| *it == number).count()
    }

    fn strong(&self, number: u32) -> usize {
        self.pointers(number, |_| true)
    }

    /// The pointers to each object.
    fn strong_counts(&self) -> BTreeMap<u32, usize> {
        let handles = self.all().map(|(number, entry)| (number, entry.handles));
        let mut counts: BTreeMap<u32, usize> = handles.collect();
        for target in self.entries.values().flat_map(Entry::targets) {
            *counts.entry(target).or_default() += 1;
        }
        counts
    }

    /// All that some objects lead to, themselves included.
    pub(super) fn reach(&self, from: impl IntoIterator<Item = u32>) -> BTreeSet<u32> {
        let mut waiting: Vec<u32> = from.into_iter().collect();
        let mut reached = BTreeSet::new();
        while let Some(number) = waiting.pop() {
            if reached.insert(number) {
                waiting.extend(self.get(number).targets());
            }
        }
        reached
    }

    /// All that can be reached.
    pub(super) fn roots_reach(&self) -> BTreeSet<u32> {
        let roots = self.all().filter(|(_, entry)| entry.is_root());
        self.reach(roots.map(|(number, _)| number))
    }

    /// What the second heap has, and the first one leads to.
    pub(super) fn led_over(&self) -> BTreeSet<u32> {
        let first = self.all().filter(|(_, it)| it.is_in_heap() && it.heap == 0);
        let mut reached = self.reach(first.map(|(number, _)| number));
        reached.retain(|number| self.get(*number).heap == 1);
        reached
    }

    /// What a trial over some objects of a heap condemns.
    pub(super) fn unheld(&self, heap: usize, which: impl Fn(&Entry) -> bool) -> BTreeSet<u32> {
        let members = self.all().filter(|(_, entry)| {
            entry.state == State::Whole && usize::from(entry.heap) == heap && which(entry)
        });
        let mut unheld: BTreeSet<u32> = members.map(|(number, _)| number).collect();
        let mut inside = BTreeMap::new();
        for target in unheld.iter().flat_map(|it| self.get(*it).edges()) {
            *inside.entry(target).or_insert(0) += 1;
        }
        let strong = self.strong_counts();
        let is_held = |it: &u32| strong[it] > inside.get(it).copied().unwrap_or(0);
        let mut waiting: Vec<u32> = unheld.iter().copied().filter(is_held).collect();
        while let Some(number) = waiting.pop() {
            if unheld.remove(&number) {
                waiting.extend(self.get(number).edges());
            }
        }
        unheld
    }
}
