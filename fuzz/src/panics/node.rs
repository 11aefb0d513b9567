//! The values.

use std::cell::{Ref, RefCell, RefMut};
use std::rc::Rc;
use std::thread::panicking;

use gc_core::{Finalize, Gc, Heap, Trace};
use gc_tests::panic_as_planned;

use super::act::{Fate, Will};
use super::ledger::{Ledger, SLOTS};

/// A handle with the number of its node.
pub(super) type Handle = (u32, Gc<Node>);

/// What nodes know of the world.
#[derive(Clone, Trace)]
#[trace(leaf)]
pub(super) struct World(Rc<Shared>);

struct Shared {
    ledger: RefCell<Ledger>,
    /// What finalizers left.
    rescued: RefCell<Vec<Handle>>,
}

impl World {
    pub(super) fn new() -> Self {
        Self(Rc::new(Shared {
            ledger: RefCell::default(),
            rescued: RefCell::default(),
        }))
    }

    pub(super) fn ledger(&self) -> RefMut<'_, Ledger> {
        self.0.ledger.borrow_mut()
    }

    pub(super) fn take_rescued(&self) -> Vec<Handle> {
        self.0.rescued.take()
    }

    fn rescue(&self, handle: Handle) {
        self.0.rescued.borrow_mut().push(handle);
    }
}

/// Tells of the node's death, and may panic then.
#[derive(Trace)]
#[trace(leaf)]
struct Bomb {
    number: u32,
    fate: Fate,
    world: World,
}

impl Drop for Bomb {
    fn drop(&mut self) {
        self.world.ledger().died(self.number);
        // A second panic while the first one unwinds ends the process, as everywhere.
        if self.fate.destructor_panics && !panicking() {
            panic_as_planned(self.number);
        }
    }
}

#[derive(Trace)]
#[trace(finalize)]
pub(super) struct Node {
    seal: u32,
    edges: RefCell<[Option<Gc<Node>>; SLOTS]>,
    bomb: Bomb,
}

impl Node {
    pub(super) fn new(number: u32, fate: Fate, edge: Option<Gc<Self>>, world: &World) -> Self {
        Self {
            seal: !number,
            edges: RefCell::new([edge, None, None]),
            bomb: Bomb {
                number,
                fate,
                world: world.clone(),
            },
        }
    }

    /// Whether nobody wrote over it.
    pub(super) fn is_intact(&self, number: u32) -> bool {
        self.bomb.number == number && self.seal == !number
    }

    pub(super) fn number(&self) -> u32 {
        self.bomb.number
    }

    pub(super) fn edges(&self) -> Ref<'_, [Option<Gc<Self>>; SLOTS]> {
        self.edges.borrow()
    }

    /// Puts an edge into a slot, in the ledger too, and returns the one that was there.
    pub(super) fn swap(&self, slot: usize, edge: Option<Gc<Self>>) -> Option<Gc<Self>> {
        let number = edge.as_ref().map(|it| it.number());
        self.bomb.world.ledger().get(self.number()).edges[slot] = number;
        std::mem::replace(&mut self.edges.borrow_mut()[slot], edge)
    }
}

/// A node as finalizers make it.
fn spawn(world: &World) -> Handle {
    let fate = Fate {
        finalizer: Will::Nothing,
        finalizer_panics: false,
        destructor_panics: false,
    };
    let number = world.ledger().add(None);
    let node = Gc::new(Node::new(number, fate, None, world));
    world.ledger().get(number).born = true;
    (number, node)
}

impl Finalize for Node {
    fn finalize(&self) {
        let Bomb { fate, world, .. } = &self.bomb;
        world.ledger().finalized(self.number());
        match fate.finalizer {
            Will::Nothing => {}
            Will::Rescue { slot } => {
                let target = self.edges()[usize::from(slot) % SLOTS].clone();
                if let Some(target) = target {
                    world.ledger().get(target.number()).handles += 1;
                    world.rescue((target.number(), target));
                }
            }
            Will::Detach { slot } => drop(self.swap(usize::from(slot) % SLOTS, None)),
            Will::Spawn => world.rescue(spawn(world)),
            Will::Litter => {
                let (number, node) = spawn(world);
                world.ledger().release(number);
                drop(node);
            }
            Will::Collect => {
                let _ = Heap::current().collect();
            }
        }
        if fate.finalizer_panics && !panicking() {
            panic_as_planned(self.number());
        }
    }
}
