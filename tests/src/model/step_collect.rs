//! Collections, policies and handles of heaps, on both sides.

use gc_core::Policy;

use super::Mismatch;
use super::machine::{Machine, guarded};
use super::op::Op;

impl Machine {
    pub(super) fn collect_and_check(
        &mut self,
        heap: u8,
        whole_graph: bool,
    ) -> Result<(), Mismatch> {
        self.collect(heap)?;
        self.settle()?;
        if whole_graph {
            self.check_graph()
        } else {
            self.check_fates()
        }
    }

    pub(super) fn collect_borrowed(&mut self, handle: usize, op: Op) -> Result<(), Mismatch> {
        let Some(slot) = self.slot(handle, 0) else {
            return Ok(());
        };
        let (number, strong) = self.handles[handle].clone();
        let (group, _) = strong.value().group(slot);
        let (mutably, heap) = (!op.c.is_multiple_of(3), op.b % 2);
        let home = &self.heaps[usize::from(heap)];
        let mut said = None;
        group.while_borrowed(mutably, &mut || said = guarded(|| home.collect()));
        // The handle that was made for this counts like any other.
        self.shadow.retain(number);
        self.shadow.get_mut(number).set_stuck(mutably);
        let noted = self.note_collection(heap, said);
        self.shadow.get_mut(number).set_stuck(false);
        self.let_go(strong);
        noted.map(drop)
    }

    pub(super) fn set_policy(&mut self, op: Op) {
        if self.setup.automatic {
            let policy = match op.b % 5 {
                0 | 1 => Policy::ZEAL,
                2 => Policy::LOW_MEMORY,
                3 => Policy::MANUAL,
                _ => Policy::default(),
            };
            // The shadow takes every collection for one of all the heap.
            let policy = Policy {
                nursery_bytes: usize::MAX,
                ..policy
            };
            self.heaps[usize::from(op.a % 2)].set_policy(policy);
        }
    }

    /// The last handle of a heap goes: it is collected, and lives on with its objects.
    pub(super) fn drop_heap(&mut self, handle: usize) -> Result<(), Mismatch> {
        let (number, strong) = self.handles[handle].clone();
        self.shadow.retain(number);
        let heap = self.shadow.get(number).heap;
        let index = usize::from(heap);
        if !(self.setup.own_heap && index == 0) {
            // The other heap's handle stands in for the one that goes.
            let stand_in = self.heaps[1 - index].clone();
            let last = std::mem::replace(&mut self.heaps[index], stand_in);
            guarded(|| drop(last));
            self.heaps[index] = strong.heap();
            self.note_last_collections(heap)?;
        }
        self.let_go(strong);
        Ok(())
    }
}
