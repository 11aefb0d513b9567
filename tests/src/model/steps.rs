//! What each verb does, on both sides.

use std::mem::forget;
use std::rc::Rc;

use gc_core::{Gc, Heap, Weak};

use super::kind::{Kind, Will};
use super::machine::{Machine, guarded};
use super::op::{Op, Verb};
use super::pointer::{Loose, Strong, node};
use super::scene::Scene;
use super::slots::Slots;
use super::value::{Body, Fate, Node, Seal};
use super::{Mismatch, ensure};
use crate::panic_as_planned;

/// More handles than this are not made by allocation alone.
const MANY_HANDLES: usize = 40;

impl Machine {
    pub(super) fn step(&mut self, op: Op) -> Result<(), Mismatch> {
        match op.verb {
            Verb::New => self.new_object(op, None),
            Verb::NewLinked => {
                let edge = self.choose(op.c).filter(|it| self.may_link_new(op, *it));
                self.new_object(op, edge);
            }
            Verb::NewCyclic => return self.new_cyclic(op),
            Verb::Collect => return self.collect_and_check(op.a % 2, op.b.is_multiple_of(2)),
            Verb::Upgrade => return self.upgrade(op),
            Verb::CloneWeak => self.clone_weak(op),
            Verb::DropWeak => self.drop_weak(op),
            Verb::SetPolicy => self.set_policy(op),
            verb => {
                if let Some(handle) = self.choose(op.a) {
                    return self.step_on(verb, handle, op);
                }
            }
        }
        Ok(())
    }

    /// The verbs that work on a handle.
    fn step_on(&mut self, verb: Verb, handle: usize, op: Op) -> Result<(), Mismatch> {
        match verb {
            Verb::Link => self.link(handle, op),
            Verb::Unlink => self.unlink(handle, op),
            Verb::Move => self.move_edge(handle, op),
            Verb::Walk => self.walk(handle, op),
            Verb::Clone => self.clone_handle(handle),
            Verb::Drop => {
                let (_, strong) = self.handles.swap_remove(handle);
                self.let_go(strong);
            }
            Verb::Downgrade => self.downgrade(handle),
            Verb::LinkWeak => self.link_weak(handle, op),
            Verb::CollectBorrowed => return self.collect_borrowed(handle, op),
            Verb::GetMut => return self.get_mut(handle, op),
            Verb::TryUnwrap => return self.try_unwrap(handle, op),
            Verb::ForgetBorrow if self.setup.forgetting => self.forget_borrow(handle),
            Verb::ForgetGuard if self.setup.forgetting => return self.forget_guard(handle),
            Verb::ForgetHandle if self.setup.forgetting => {
                forget(self.handles.swap_remove(handle));
            }
            Verb::DropHeap => return self.drop_heap(handle),
            _ => {}
        }
        Ok(())
    }

    pub(super) fn choose(&self, operand: u8) -> Option<usize> {
        let len = self.handles.len();
        (len > 0).then(|| usize::from(operand) % len)
    }

    /// A slot of the object, and its place: not where a stuck cell is in the way.
    pub(super) fn slot(&self, handle: usize, operand: u8) -> Option<usize> {
        let object = self.shadow.get(self.handles[handle].0);
        let len = object.slots.len();
        let slot = (len > 0).then(|| usize::from(operand) % len)?;
        (!object.slots[slot].stuck).then_some(slot)
    }

    // ---- allocation ------------------------------------------------------------------------

    fn fate(&self, op: Op) -> Fate {
        Fate {
            explosive: self.setup.explosive && op.c.is_multiple_of(5),
            will: Will::from_byte(op.b >> 3),
            escapes: op.c.is_multiple_of(2),
        }
    }

    fn new_object(&mut self, op: Op, edge: Option<usize>) {
        if self.handles.len() >= MANY_HANDLES {
            return;
        }
        let (kind, heap) = (Kind::from_byte(op.a, self.setup.palette), op.b % 2);
        let number = self.new_number();
        let fate = self.fate(op);
        let edge = edge.map(|it| self.handles[it].1.clone());
        let target = edge.as_ref().map(Strong::number);
        if let Some(target) = target {
            self.shadow.retain(target);
        }
        let seal = Seal::new(number, heap);
        let home = &self.heaps[usize::from(heap)];
        let strong = Strong::new(kind, seal, fate, edge, &self.scene, home);
        self.shadow.add(number, kind, heap, fate, target);
        self.remember_to_cut(number, &strong, target);
        self.handles.push((number, strong));
    }

    fn may_link_new(&self, op: Op, target: usize) -> bool {
        let target = self.shadow.get(self.handles[target].0);
        Kind::from_byte(op.a, self.setup.palette).accepts(target.kind)
            && self.may_cross(op.b % 2, target.heap)
    }

    /// A node that knows itself weakly, with an edge to a leaf made while it was not there yet.
    fn new_cyclic(&mut self, op: Op) -> Result<(), Mismatch> {
        let heap = op.b % 2;
        let home = self.heaps[usize::from(heap)].clone();
        let plan = Plan {
            number: self.new_number(),
            leaf: self.new_number(),
            heap,
            explosive: self.fate(op).explosive,
            scene: &self.scene,
            home: &home,
        };
        let (number, leaf) = (plan.number, plan.leaf);
        let panics = op.c >= 224;
        let mut early = Weak::new();
        let made = guarded(|| {
            let build = |weak: &Weak<Node>| {
                early = weak.clone();
                let value = plan.build(weak);
                if panics {
                    // What unwinding drops must not panic itself; `Body` sees to it.
                    panic_as_planned(number);
                }
                value
            };
            Gc::new_cyclic_in(build, &home)
        });
        ensure!(made.is_none() == panics, "a panic in the closure was lost");
        self.shadow_of_cyclic(number, leaf, heap);
        match made {
            Some(gc) => self.handles.push((number, Strong::Node(gc))),
            None => self.shadow.release(number),
        }
        self.weaks.push((number, Loose::Node(early)));
        Ok(())
    }

    /// Both objects as the closure leaves them, with three `Weak`s to the node: its own, the
    /// leaf's, and the program's.
    fn shadow_of_cyclic(&mut self, number: u32, leaf: u32, heap: u8) {
        let fate = Fate::default();
        self.shadow.add(leaf, Kind::Leaf, heap, fate, None);
        self.shadow.add(number, Kind::Node, heap, fate, None);
        self.shadow.swap(number, LAST_SLOT, Some(leaf));
        for _ in 0..3 {
            self.shadow.retain_weak(number);
        }
        self.shadow.get_mut(number).weak_link = Some(number);
        self.shadow.get_mut(leaf).weak_link = Some(number);
    }
}

/// A node's slot that is dropped after the node's death was noted.
const LAST_SLOT: usize = 3;

/// What the closure of `new_cyclic` builds.
struct Plan<'a> {
    number: u32,
    leaf: u32,
    heap: u8,
    explosive: bool,
    scene: &'a Rc<Scene>,
    home: &'a Heap,
}

impl Plan<'_> {
    fn build(&self, weak: &Weak<Node>) -> Node {
        if weak.upgrade().is_some() || weak.strong_count() != 0 {
            let what = "a value could be upgraded before it was built";
            self.scene.complain(what.to_owned());
        }
        let loose = || Some(Loose::Node(weak.clone()));
        let seal = Seal::new(self.leaf, self.heap);
        let fate = Fate::default();
        let leaf = Strong::new(Kind::Leaf, seal, fate, None, self.scene, self.home);
        if let Some(cell) = leaf.value().weak() {
            cell.replace(loose());
        }
        let seal = Seal::new(self.number, self.heap);
        let value = node(Body::new(seal, self.explosive, self.scene), None);
        value.pocket.swap(0, Some(leaf));
        value.weak.replace(loose());
        value
    }
}
