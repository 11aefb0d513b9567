//! What is known of one object.

use super::super::kind::{Kind, Will};
use super::super::shadow::Slot;
use super::super::value::Fate;

/// Where an object is in its life, as far as anybody was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Its value is on its way into the heap.
    Unborn,
    /// In the heap.
    Whole,
    /// Its value was moved out.
    Moved,
    Dead,
}

#[derive(Debug)]
pub(super) struct Entry {
    pub(super) kind: Kind,
    pub(super) heap: u8,
    pub(super) state: State,
    /// Handles of the program, forgotten ones too.
    pub(super) handles: usize,
    pub(super) slots: Vec<Slot>,
    pub(super) will: Will,
    pub(super) finalized: bool,
    /// A `GcMut` of it lives or was forgotten.
    pub(super) untraceable: bool,
    /// A `Weak` said that it is gone.
    pub(super) lost: bool,
    /// Allocated since the last collection.
    pub(super) young: bool,
}

impl Entry {
    pub(super) fn unborn(kind: Kind, heap: u8, fate: Fate, edge: Option<u32>) -> Self {
        let mut slots = vec![Slot::default(); kind.slots()];
        if edge.is_some() {
            slots[0].target = edge;
        }
        Self {
            kind,
            heap,
            state: State::Unborn,
            handles: 0,
            slots,
            will: fate.will,
            finalized: false,
            untraceable: false,
            lost: false,
            young: true,
        }
    }

    /// Nobody needs to point to it for it to be there.
    pub(super) fn is_root(&self) -> bool {
        match self.state {
            State::Unborn | State::Moved => true,
            State::Whole => self.handles > 0,
            State::Dead => false,
        }
    }

    pub(super) fn is_in_heap(&self) -> bool {
        self.state == State::Whole
    }

    /// What it owns, in whatever way.
    pub(super) fn targets(&self) -> impl Iterator<Item = u32> + '_ {
        let slots = self.slots.iter().filter(|_| self.state != State::Dead);
        slots.filter_map(|slot| slot.target)
    }

    /// What `trace` reports of that.
    pub(super) fn edges(&self) -> impl Iterator<Item = u32> + '_ {
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

    /// The target of a slot that a finalizer can read.
    pub(super) fn readable(&self, slot: usize) -> Option<u32> {
        self.slots[slot].target.filter(|_| !self.slots[slot].stuck)
    }
}
