//! Edges and weak pointers, on both sides.

use super::machine::{Crossing, Machine};
use super::op::Op;
use super::pointer::Strong;
use super::{Mismatch, ensure};

impl Machine {
    // ---- edges -----------------------------------------------------------------------------

    pub(super) fn may_cross(&self, from: u8, to: u8) -> bool {
        match self.setup.crossing {
            Crossing::Never => from == to,
            Crossing::Forward => from <= to,
            Crossing::Free => true,
        }
    }

    fn may_link(&self, source: u32, target: u32) -> bool {
        let (source, target) = (self.shadow.get(source), self.shadow.get(target));
        source.kind.accepts(target.kind) && self.may_cross(source.heap, target.heap)
    }

    /// Remembers the owner of an edge that no collection sees behind: it is cut when the program
    /// ends.
    pub(super) fn remember_to_cut(&mut self, source: u32, strong: &Strong, target: Option<u32>) {
        let Some(target) = target else { return };
        let owner = self.shadow.get(source);
        let crosses = self.shadow.get(target).heap != owner.heap;
        if owner.kind.hides_edges() || (crosses && self.setup.crossing == Crossing::Free) {
            self.shadow.retain_weak(source);
            self.to_cut.push((source, strong.downgrade()));
        }
    }

    pub(super) fn link(&mut self, handle: usize, op: Op) {
        let (Some(slot), Some(other)) = (self.slot(handle, op.b), self.choose(op.c)) else {
            return;
        };
        let (source, target) = (self.handles[handle].0, self.handles[other].0);
        if self.may_link(source, target) {
            self.shadow.retain(target);
            let edge = self.handles[other].1.clone();
            self.set_edge(handle, slot, Some(edge));
        }
    }

    pub(super) fn unlink(&mut self, handle: usize, op: Op) {
        if let Some(slot) = self.slot(handle, op.b) {
            self.set_edge(handle, slot, None);
        }
    }

    /// Puts an edge, already counted, where another one may be.
    fn set_edge(&mut self, handle: usize, slot: usize, edge: Option<Strong>) {
        let source = self.handles[handle].0;
        let target = edge.as_ref().map(Strong::number);
        let old = self.handles[handle].1.value().swap(slot, edge);
        self.shadow.swap(source, slot, target);
        if target.is_some() {
            let strong = self.handles[handle].1.clone();
            self.remember_to_cut(source, &strong, target);
        }
        if let Some(old) = old {
            self.let_go(old);
        }
    }

    pub(super) fn move_edge(&mut self, handle: usize, op: Op) {
        let Some(to) = self.choose(op.c) else { return };
        let (Some(from_slot), Some(to_slot)) = (self.slot(handle, op.b), self.slot(to, op.b >> 4))
        else {
            return;
        };
        let source = self.handles[handle].0;
        let Some(target) = self.shadow.get(source).slots[from_slot].target else {
            return;
        };
        if self.may_link(self.handles[to].0, target) {
            let edge = self.handles[handle].1.value().swap(from_slot, None);
            self.shadow.swap(source, from_slot, None);
            self.set_edge(to, to_slot, edge);
        }
    }

    pub(super) fn walk(&mut self, handle: usize, op: Op) {
        if let Some(slot) = self.slot(handle, op.b)
            && let Some(strong) = self.handles[handle].1.value().handle(slot)
        {
            let number = strong.number();
            self.shadow.retain(number);
            self.handles.push((number, strong));
        }
    }

    pub(super) fn clone_handle(&mut self, handle: usize) {
        let (number, strong) = &self.handles[handle];
        let copy = (*number, strong.clone());
        self.shadow.retain(copy.0);
        self.handles.push(copy);
    }

    // ---- weak pointers ---------------------------------------------------------------------

    pub(super) fn downgrade(&mut self, handle: usize) {
        let (number, strong) = &self.handles[handle];
        let weak = (*number, strong.downgrade());
        self.shadow.retain_weak(weak.0);
        self.weaks.push(weak);
    }

    fn choose_weak(&self, operand: u8) -> Option<usize> {
        let len = self.weaks.len();
        (len > 0).then(|| usize::from(operand) % len)
    }

    pub(super) fn upgrade(&mut self, op: Op) -> Result<(), Mismatch> {
        let Some(weak) = self.choose_weak(op.a) else {
            return Ok(());
        };
        let (number, weak) = &self.weaks[weak];
        let (number, strong) = (*number, weak.upgrade());
        let due = self.shadow.is_live(number);
        ensure!(
            strong.is_some() == due,
            "upgrading a weak pointer to object {number} gave {}; expected {due}",
            strong.is_some()
        );
        if let Some(strong) = strong {
            let found = strong.number();
            ensure!(
                found == number,
                "a weak pointer to object {number} led to {found}"
            );
            self.shadow.retain(number);
            self.handles.push((number, strong));
        }
        Ok(())
    }

    pub(super) fn clone_weak(&mut self, op: Op) {
        if let Some(weak) = self.choose_weak(op.a) {
            let copy = self.weaks[weak].clone();
            self.shadow.retain_weak(copy.0);
            self.weaks.push(copy);
        }
    }

    pub(super) fn drop_weak(&mut self, op: Op) {
        if let Some(weak) = self.choose_weak(op.a) {
            let (number, weak) = self.weaks.swap_remove(weak);
            self.let_go_weak(number, weak);
        }
    }

    pub(super) fn link_weak(&mut self, handle: usize, op: Op) {
        let Some(weak) = self.choose_weak(op.b) else {
            return;
        };
        let (source, target) = (self.handles[handle].0, self.weaks[weak].0);
        if self.shadow.get(source).kind.holds_weak() {
            let link = self.weaks[weak].1.clone();
            self.shadow.retain_weak(target);
            let cell = self.handles[handle].1.value().weak();
            let old = cell.and_then(|cell| cell.replace(Some(link)));
            let old_target = self.shadow.get_mut(source).weak_link.replace(target);
            if let (Some(old), Some(old_target)) = (old, old_target) {
                self.let_go_weak(old_target, old);
            }
        }
    }
}
