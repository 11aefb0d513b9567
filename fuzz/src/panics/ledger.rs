//! Who points to whom, and who has met its end.

use std::collections::{BTreeMap, BTreeSet};

/// Edges of a node.
pub(super) const SLOTS: usize = 3;

/// What is known of a node.
#[derive(Debug, Default)]
pub(super) struct Entry {
    pub(super) edges: [Option<u32>; SLOTS],
    /// Handles to it: the program's, and those that finalizers left for the program.
    pub(super) handles: usize,
    /// Its value is in the heap, not on its way there.
    pub(super) born: bool,
    finalized: bool,
    dead: bool,
}

#[derive(Debug, Default)]
pub(super) struct Ledger {
    nodes: BTreeMap<u32, Entry>,
    next: u32,
    /// What first went wrong.
    pub(super) complaint: Option<String>,
}

impl Ledger {
    /// A node on its way into the heap: nobody can drop it but who makes it.
    pub(super) fn add(&mut self, edge: Option<u32>) -> u32 {
        let number = self.next;
        self.next += 1;
        let edges = [edge, None, None];
        let handles = 1;
        self.nodes.insert(
            number,
            Entry {
                edges,
                handles,
                ..Entry::default()
            },
        );
        number
    }

    pub(super) fn get(&mut self, number: u32) -> &mut Entry {
        let entry = self.nodes.get_mut(&number);
        entry.expect("every number belongs to a node")
    }

    /// The program has a handle less.
    pub(super) fn release(&mut self, number: u32) {
        self.get(number).handles -= 1;
    }

    /// A value never came to be a node: it was dropped, without a finalizer.
    pub(super) fn lost(&mut self, number: u32) {
        let entry = self.get(number);
        (entry.finalized, entry.dead, entry.handles) = (true, true, 0);
    }

    /// It may be reachable: another finalizer of the same collection may have rescued it.
    pub(super) fn finalized(&mut self, number: u32) {
        let entry = self.get(number);
        let fault = match entry {
            Entry { dead: true, .. } => "was finalized after its death",
            Entry {
                finalized: true, ..
            } => "was finalized twice",
            _ => "",
        };
        entry.finalized = true;
        self.complain_of(number, fault);
    }

    pub(super) fn died(&mut self, number: u32) {
        let reachable = self.reachable().contains(&number);
        let entry = self.get(number);
        let fault = match entry {
            Entry { dead: true, .. } => "died twice",
            // A collection panicked: the machine notices that it got no handle.
            Entry { born: false, .. } => "",
            Entry {
                finalized: false, ..
            } => "died without having been finalized",
            _ if reachable => "died, but can be reached",
            _ => "",
        };
        entry.dead = true;
        self.complain_of(number, fault);
    }

    fn complain_of(&mut self, number: u32, fault: &str) {
        if !fault.is_empty() {
            let complaint = format!("node {number} {fault}");
            self.complaint.get_or_insert(complaint);
        }
    }

    /// All that handles lead to.
    pub(super) fn reachable(&self) -> BTreeSet<u32> {
        let held = self.nodes.iter().filter(|(_, entry)| entry.handles > 0);
        let mut waiting: Vec<u32> = held.map(|(number, _)| *number).collect();
        let mut reachable = BTreeSet::new();
        while let Some(number) = waiting.pop() {
            if reachable.insert(number) {
                waiting.extend(self.nodes[&number].edges.iter().flatten());
            }
        }
        reachable
    }

    /// A node that lives although nothing leads to it.
    pub(super) fn undead(&self) -> Option<u32> {
        let reachable = self.reachable();
        let mut living = self.nodes.iter().filter(|(_, entry)| !entry.dead);
        living.find_map(|(number, _)| (!reachable.contains(number)).then_some(*number))
    }

    /// How many live.
    pub(super) fn living(&self) -> usize {
        self.nodes.values().filter(|entry| !entry.dead).count()
    }
}
