//! The real values of each [`Kind`](super::kind::Kind).

use std::cell::RefCell;
use std::rc::Rc;
use std::thread::panicking;

use gc_core::{Budget, Finalize, Gc, Heap, Trace};

use super::kind::{Kind, Will};
use super::pointer::{Loose, Strong};
use super::scene::Scene;
use super::slots::{Pocket, Shelf, Slots};
use crate::{panic_as_planned, scale};

/// What the machine does with a value of any kind.
pub(super) trait Value: Trace {
    /// Who it is.
    fn seal(&self) -> &Seal;
    /// Its edges: first those in a `RefCell`, then those in a `Cell`.
    fn groups(&self) -> [Option<&dyn Slots>; 2];
    /// The same, for whoever owns the value.
    fn groups_mut(&mut self) -> [Option<&mut dyn Slots>; 2];
    /// Whether it is as it was made, apart from its edges.
    fn is_intact(&self) -> bool {
        self.seal().is_intact()
    }
    /// Where it keeps a `Weak`.
    fn weak(&self) -> Option<&RefCell<Option<Loose>>> {
        None
    }
}

impl dyn Value {
    /// The group of slots that `slot` lies in, and its place there.
    pub(super) fn group(&self, slot: usize) -> (&dyn Slots, usize) {
        let [first, second] = self.groups();
        let first = first.expect("a value with slots has a first group");
        if slot < first.len() {
            (first, slot)
        } else {
            (second.expect("the slot exists"), slot - first.len())
        }
    }

    pub(super) fn swap(&self, slot: usize, edge: Option<Strong>) -> Option<Strong> {
        let (group, place) = self.group(slot);
        group.swap(place, edge)
    }

    pub(super) fn swap_mut(&mut self, slot: usize, edge: Option<Strong>) -> Option<Strong> {
        let [first, second] = self.groups_mut();
        let first = first.expect("a value with slots has a first group");
        let len = first.len();
        if slot < len {
            first.swap_mut(slot, edge)
        } else {
            second.expect("the slot exists").swap_mut(slot - len, edge)
        }
    }

    pub(super) fn handle(&self, slot: usize) -> Option<Strong> {
        let (group, place) = self.group(slot);
        group.handle(place)
    }
}

/// A value's number and a checksum over it, in words that only a stray write can change.
#[derive(Trace)]
pub(super) struct Seal {
    pub(super) number: u32,
    /// Which of the two heaps it was allocated in.
    pub(super) heap: u8,
    check: u64,
}

impl Seal {
    pub(super) fn new(number: u32, heap: u8) -> Self {
        Self {
            number,
            heap,
            check: checksum(number, heap),
        }
    }

    pub(super) fn is_intact(&self) -> bool {
        self.check == checksum(self.number, self.heap)
    }
}

fn checksum(number: u32, heap: u8) -> u64 {
    (u64::from(number) << 8 | u64::from(heap)).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// A seal whose end is noticed.
#[derive(Trace)]
#[trace(leaf)]
pub(super) struct Body {
    pub(super) seal: Seal,
    /// Whether its destructor panics.
    explosive: bool,
    scene: Rc<Scene>,
}

impl Body {
    pub(super) fn new(seal: Seal, explosive: bool, scene: &Rc<Scene>) -> Self {
        Self {
            seal,
            explosive,
            scene: Rc::clone(scene),
        }
    }
}

impl Drop for Body {
    fn drop(&mut self) {
        let number = self.seal.number;
        self.scene.dropped(number);
        if !self.seal.is_intact() {
            self.scene
                .complain(format!("object {number} had a broken seal when dropped"));
        }
        if self.explosive && !panicking() {
            panic_as_planned(number);
        }
    }
}

/// Asks a `Weak` once more when it is dropped.
#[derive(Trace)]
#[trace(leaf)]
pub(super) struct Nosy {
    weak: RefCell<Option<Loose>>,
    scene: Rc<Scene>,
}

impl Nosy {
    pub(super) fn new(scene: &Rc<Scene>) -> Self {
        Self {
            weak: RefCell::new(None),
            scene: Rc::clone(scene),
        }
    }
}

impl Drop for Nosy {
    fn drop(&mut self) {
        let upgraded = self.weak.get_mut().as_ref().and_then(Loose::upgrade);
        if let Some(strong) = upgraded {
            let number = strong.number();
            if self.scene.drops_of(number) > 0 || !strong.value().is_intact() {
                self.scene
                    .complain(format!("object {number} was upgraded when it was gone"));
            }
        }
    }
}

#[derive(Trace)]
pub(super) struct Leaf {
    pub(super) body: Body,
    pub(super) nosy: Nosy,
}

/// Owns an edge that the collector is never told of.
#[derive(Trace)]
#[trace(leaf)]
pub(super) struct Opaque {
    pub(super) body: Body,
    pub(super) shelf: Shelf<Strong, 1>,
    /// Whether the edge escapes when the value is dropped.
    pub(super) escapes: bool,
}

impl Drop for Opaque {
    fn drop(&mut self) {
        if self.escapes
            && let Some(edge) = self.shelf.swap_mut(0, None)
        {
            self.body.scene.rescue(edge);
        }
    }
}

#[derive(Trace)]
pub(super) struct Inert {
    pub(super) body: Body,
    pub(super) shelf: Shelf<Gc<Leaf>, 1>,
}

#[derive(Trace)]
pub(super) struct Bare {
    pub(super) seal: Seal,
    pub(super) shelf: Shelf<Gc<Bare>, 1>,
    pub(super) pocket: Pocket<Gc<Bare>>,
}

#[derive(Trace)]
pub(super) struct Lead {
    pub(super) body: Body,
    pub(super) shelf: Shelf<Gc<Bare>, 1>,
}

#[derive(Trace)]
pub(super) struct Node {
    pub(super) shelf: Shelf<Strong, 3>,
    pub(super) body: Body,
    pub(super) pocket: Pocket<Strong>,
    pub(super) weak: RefCell<Option<Loose>>,
}

#[derive(Trace)]
#[trace(finalize)]
pub(super) struct Phoenix {
    pub(super) body: Body,
    pub(super) will: WillCell,
    pub(super) shelf: Shelf<Strong, 2>,
}

/// A [`Will`], which is plain data.
#[derive(Trace)]
#[trace(leaf)]
pub(super) struct WillCell(pub(super) Will);

/// What a [`Dynamic`] has in its box.
pub(super) trait Cargo: Trace {
    fn slots(&self) -> &dyn Slots;
    fn slots_mut(&mut self) -> &mut dyn Slots;
}

impl Cargo for Shelf<Strong, 1> {
    fn slots(&self) -> &dyn Slots {
        self
    }

    fn slots_mut(&mut self) -> &mut dyn Slots {
        self
    }
}

#[derive(Trace)]
pub(super) struct Dynamic {
    pub(super) body: Body,
    pub(super) cargo: Box<dyn Cargo>,
}

/// Words that make a value too large for a page that it would share with others.
pub(super) const BULK: usize = scale(4_200, 300);

#[derive(Trace)]
#[repr(align(128))]
pub(super) struct Bulky {
    pub(super) body: Body,
    pub(super) bulk: [u64; BULK],
    pub(super) shelf: Shelf<Gc<Node>, 1>,
}

impl Value for Leaf {
    fn seal(&self) -> &Seal {
        &self.body.seal
    }

    fn groups(&self) -> [Option<&dyn Slots>; 2] {
        [None, None]
    }

    fn groups_mut(&mut self) -> [Option<&mut dyn Slots>; 2] {
        [None, None]
    }

    fn weak(&self) -> Option<&RefCell<Option<Loose>>> {
        Some(&self.nosy.weak)
    }
}

macro_rules! value_with_a_shelf {
    ($($kind:ident)*) => {$(
        impl Value for $kind {
            fn seal(&self) -> &Seal {
                &self.body.seal
            }

            fn groups(&self) -> [Option<&dyn Slots>; 2] {
                [Some(&self.shelf), None]
            }

            fn groups_mut(&mut self) -> [Option<&mut dyn Slots>; 2] {
                [Some(&mut self.shelf), None]
            }
        }
    )*};
}
value_with_a_shelf!(Opaque Inert Lead Phoenix);

impl Value for Bulky {
    fn seal(&self) -> &Seal {
        &self.body.seal
    }

    fn groups(&self) -> [Option<&dyn Slots>; 2] {
        [Some(&self.shelf), None]
    }

    fn groups_mut(&mut self) -> [Option<&mut dyn Slots>; 2] {
        [Some(&mut self.shelf), None]
    }

    fn is_intact(&self) -> bool {
        let number = u64::from(self.seal().number);
        self.seal().is_intact() && self.bulk[0] == number && self.bulk[BULK - 1] == number
    }
}

impl Value for Bare {
    fn seal(&self) -> &Seal {
        &self.seal
    }

    fn groups(&self) -> [Option<&dyn Slots>; 2] {
        [Some(&self.shelf), Some(&self.pocket)]
    }

    fn groups_mut(&mut self) -> [Option<&mut dyn Slots>; 2] {
        [Some(&mut self.shelf), Some(&mut self.pocket)]
    }
}

impl Value for Node {
    fn seal(&self) -> &Seal {
        &self.body.seal
    }

    fn groups(&self) -> [Option<&dyn Slots>; 2] {
        [Some(&self.shelf), Some(&self.pocket)]
    }

    fn groups_mut(&mut self) -> [Option<&mut dyn Slots>; 2] {
        [Some(&mut self.shelf), Some(&mut self.pocket)]
    }

    fn weak(&self) -> Option<&RefCell<Option<Loose>>> {
        Some(&self.weak)
    }
}

impl Value for Dynamic {
    fn seal(&self) -> &Seal {
        &self.body.seal
    }

    fn groups(&self) -> [Option<&dyn Slots>; 2] {
        [Some(self.cargo.slots()), None]
    }

    fn groups_mut(&mut self) -> [Option<&mut dyn Slots>; 2] {
        [Some(self.cargo.slots_mut()), None]
    }
}

/// The number of the node that phoenix `number` spawns.
pub(super) const fn spawn_of(number: u32) -> u32 {
    number + 1
}

impl Finalize for Phoenix {
    fn finalize(&self) {
        let seal = &self.body.seal;
        let scene = &self.body.scene;
        scene.finalized(seal.number);
        if !seal.is_intact() {
            scene.complain(format!(
                "object {} had a broken seal when finalized",
                seal.number
            ));
        }
        let this: &dyn Value = self;
        match self.will.0 {
            Will::Quiet => {}
            Will::Rescue(slot) => {
                if let Some(handle) = readable(&self.shelf).and_then(|()| this.handle(slot)) {
                    scene.rescue(handle);
                }
            }
            Will::Detach(slot) => drop(readable(&self.shelf).and_then(|()| this.swap(slot, None))),
            Will::Spawn => {
                let target = readable(&self.shelf).and_then(|()| this.handle(0));
                if let Some(target) = target.filter(|it| it.value().seal().heap == seal.heap) {
                    scene.rescue(spawn(seal, target, scene));
                }
            }
            Will::Collect => {
                let target = readable(&self.shelf).and_then(|()| this.handle(0));
                let heap = target.map_or_else(Heap::current, |it| it.heap());
                // The thread's own heap is never collecting here; the target's may be.
                if heap.is_collecting() && !refuses_all(&heap) {
                    scene.complain("a collection ran inside a collection".to_owned());
                }
            }
        }
    }
}

/// Whether a heap refuses every kind of collection.
fn refuses_all(heap: &Heap) -> bool {
    let slice = heap.step(Budget::objects(1));
    heap.collect().skipped && heap.collect_young().skipped && slice.skipped
}

/// `Some` unless the shelf was left borrowed for ever.
fn readable(shelf: &Shelf<Strong, 2>) -> Option<()> {
    shelf.is_readable().then_some(())
}

fn spawn(parent: &Seal, target: Strong, scene: &Rc<Scene>) -> Strong {
    let heap = target.heap();
    let seal = Seal::new(spawn_of(parent.number), parent.heap);
    Strong::new(
        Kind::Node,
        seal,
        Fate::default(),
        Some(target),
        scene,
        &heap,
    )
}

/// How a value will behave at its end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fate {
    pub(super) explosive: bool,
    pub(super) will: Will,
    /// Whether the edge of an opaque value escapes.
    pub(super) escapes: bool,
}

impl Default for Fate {
    fn default() -> Self {
        Self {
            explosive: false,
            will: Will::Quiet,
            escapes: false,
        }
    }
}
