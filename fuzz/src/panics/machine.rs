//! Runs a program.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::time::Duration;

use gc_core::{Budget, Gc, Heap, Policy};
use gc_tests::Planned;

use super::act::{Act, Fate, Pace};
use super::ledger::SLOTS;
use super::node::{Handle, Node, World};

/// More handles than this are not made by allocation.
const MANY_HANDLES: usize = 30;

pub(super) struct Machine {
    heap: Heap,
    world: World,
    handles: Vec<Handle>,
}

/// Runs `f`, which may meet a planned panic.
fn guarded<R>(f: impl FnOnce() -> R) -> Option<R> {
    match catch_unwind(AssertUnwindSafe(f)) {
        Ok(result) => Some(result),
        Err(payload) if payload.is::<Planned>() => None,
        Err(failure) => resume_unwind(failure),
    }
}

impl Machine {
    pub(super) fn new(pace: Pace) -> Self {
        let machine = Self {
            heap: Heap::new(),
            world: World::new(),
            handles: Vec::new(),
        };
        machine.set_policy(pace);
        machine
    }

    pub(super) fn act(&mut self, act: &Act) -> Result<(), String> {
        let heap = self.heap.clone();
        heap.enter(|| self.act_inside(act))?;
        self.settle()
    }

    fn act_inside(&mut self, act: &Act) -> Result<(), String> {
        match *act {
            Act::New { fate, edge } => self.allocate(fate, edge),
            Act::Link { from, slot, to } => {
                if let (Some(from), Some(to)) = (self.choose(from), self.choose(to)) {
                    let to = self.handles[to].1.clone();
                    self.swap(from, slot, Some(to));
                }
            }
            Act::Put { from, slot, handle } => {
                let chosen = self.choose(from).zip(self.choose(handle));
                if let Some((from, handle)) = chosen.filter(|(from, handle)| from != handle) {
                    let edge = self.handles[handle].1.clone();
                    self.swap(from, slot, Some(edge));
                    self.let_go(handle);
                }
            }
            Act::Take { from, slot } => self.take(from, slot),
            Act::Unlink { from, slot } => {
                if let Some(from) = self.choose(from) {
                    self.swap(from, slot, None);
                }
            }
            Act::Drop { handle } => {
                if let Some(handle) = self.choose(handle) {
                    self.let_go(handle);
                }
            }
            Act::DropOthers { handle } => {
                if let Some(kept) = self.choose(handle) {
                    self.handles.swap(0, kept);
                    while self.handles.len() > 1 {
                        self.let_go(self.handles.len() - 1);
                    }
                }
            }
            Act::Collect => return self.collect(),
            Act::Young => {
                let _ = guarded(|| self.heap.collect_young());
            }
            Act::Step { objects } => {
                let _ = guarded(|| self.heap.step(Budget::objects(objects.into())));
            }
            Act::SetPolicy { policy } => self.set_policy(policy),
        }
        Ok(())
    }

    fn choose(&self, operand: u8) -> Option<usize> {
        usize::from(operand).checked_rem(self.handles.len())
    }

    fn set_policy(&self, pace: Pace) {
        self.heap.set_policy(match pace {
            Pace::Manual => Policy::MANUAL,
            Pace::Zeal => Policy::ZEAL,
            // Every allocation is good for a slice.
            Pace::Sliced => Policy {
                pause_target: Some(Duration::from_nanos(1)),
                ..Policy::ZEAL
            },
        });
    }

    fn allocate(&mut self, fate: Fate, edge: Option<u8>) {
        if self.handles.len() >= MANY_HANDLES {
            return;
        }
        let edge = edge.and_then(|it| self.choose(it));
        let edge = edge.map(|it| self.handles[it].clone());
        let number = self.world.ledger().add(edge.as_ref().map(|it| it.0));
        let node = Node::new(number, fate, edge.map(|it| it.1), &self.world);
        // As long as the value is on its way, nobody may drop it, and it holds its edge.
        match guarded(|| Gc::new(node)) {
            Some(gc) => {
                self.world.ledger().get(number).born = true;
                self.handles.push((number, gc));
            }
            // A collection panicked: the value is gone, and so was its handle.
            None => self.world.ledger().lost(number),
        }
    }

    fn swap(&self, from: usize, slot: u8, edge: Option<Gc<Node>>) {
        let old = self.handles[from].1.swap(usize::from(slot) % SLOTS, edge);
        let _ = guarded(|| drop(old));
    }

    fn take(&mut self, from: u8, slot: u8) {
        let Some(from) = self.choose(from) else {
            return;
        };
        let slot = usize::from(slot) % SLOTS;
        let edge = self.handles[from].1.swap(slot, None);
        if let Some(edge) = edge {
            let number = edge.number();
            self.world.ledger().get(number).handles += 1;
            self.handles.push((number, edge));
        }
    }

    fn let_go(&mut self, handle: usize) {
        let (number, node) = self.handles.swap_remove(handle);
        self.world.ledger().release(number);
        let _ = guarded(|| drop(node));
    }

    fn collect(&mut self) -> Result<(), String> {
        let said = guarded(|| self.heap.collect());
        if said.is_some_and(|said| said.skipped) {
            return Err("a collection was skipped".to_owned());
        }
        let (living, objects) = (self.world.ledger().living(), self.heap.stats().objects);
        if living != objects {
            return Err(format!("the heap counts {objects} nodes, not {living}"));
        }
        let undead = self.world.ledger().undead();
        undead.map_or(Ok(()), |number| {
            Err(format!("node {number} outlived a collection"))
        })
    }

    /// Takes what finalizers left, and compares all that can be reached.
    fn settle(&mut self) -> Result<(), String> {
        self.handles.extend(self.world.take_rescued());
        if let Some(complaint) = self.world.ledger().complaint.take() {
            return Err(complaint);
        }
        self.compare()
    }

    fn compare(&self) -> Result<(), String> {
        let mut seen = BTreeSet::new();
        let mut waiting: Vec<_> = self.handles.clone();
        while let Some((number, node)) = waiting.pop() {
            if !node.is_intact(number) {
                return Err(format!("node {number} was overwritten"));
            }
            if seen.insert(number) {
                let edges = node.edges();
                let found = edges.each_ref().map(|it| it.as_ref().map(|it| it.number()));
                let due = self.world.ledger().get(number).edges;
                if found != due {
                    return Err(format!("node {number} leads to {found:?}, not {due:?}"));
                }
                waiting.extend(edges.iter().flatten().map(|it| (it.number(), it.clone())));
            }
        }
        let living = self.world.ledger().living();
        let objects = self.heap.stats().objects;
        // Between slices, what is dropped may not be freed yet.
        if living > objects {
            return Err(format!("the heap counts {objects} nodes, not {living}"));
        }
        Ok(())
    }

    /// Everything ends, whatever panics.
    pub(super) fn end(mut self) -> Result<(), String> {
        self.heap.set_policy(Policy::MANUAL);
        let heap = self.heap.clone();
        loop {
            heap.enter(|| {
                while !self.handles.is_empty() {
                    self.let_go(self.handles.len() - 1);
                }
                self.collect()
            })?;
            self.settle()?;
            if self.handles.is_empty() {
                break;
            }
        }
        match self.world.ledger().living() {
            0 => Ok(()),
            left => Err(format!("{left} nodes are left at the end")),
        }
    }
}
