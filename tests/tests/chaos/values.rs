//! Values whose callbacks do anything.

use std::cell::{Cell, RefCell};
use std::hash::{BuildHasher, Hash, Hasher};
use std::sync::Mutex;

use gc_core::collections::WeakMap;
use gc_core::{ExternalBytes, Finalize, Gc, Heap, Trace, Weak};

use crate::world::*;

#[derive(Trace)]
#[trace(leaf)]
pub(crate) struct Canary {
    pub(crate) id: u32,
    pub(crate) text: Box<u32>,
}

impl Canary {
    pub(crate) fn new() -> Self {
        let id = NEXT.replace(NEXT.get() + 1);
        set_life(id, Life::Alive);
        Self {
            id,
            text: Box::new(id),
        }
    }

    pub(crate) fn check(&self) {
        if *self.text != self.id {
            fault("a canary has changed");
        }
        if life(self.id) == Some(Life::Dropped) {
            fault("a dropped value is reached");
        }
    }

    pub(crate) fn note_finalizer(&self) {
        self.check();
        if life(self.id) == Some(Life::Finalized) {
            fault("a value is finalized twice");
        }
        set_life(self.id, Life::Finalized);
    }
}

impl Drop for Canary {
    fn drop(&mut self) {
        self.check();
        set_life(self.id, Life::Dropped);
        callback();
    }
}

pub(crate) trait Shape: Trace {
    fn look(&self);
}

#[derive(Trace)]
#[trace(finalize)]
pub(crate) struct Node {
    pub(crate) canary: Canary,
    pub(crate) links: RefCell<Vec<Gc<Node>>>,
    pub(crate) cell: Cell<Option<Gc<Node>>>,
    pub(crate) shape: RefCell<Option<Gc<dyn Shape>>>,
    pub(crate) parts: RefCell<Option<Gc<[Part]>>>,
    pub(crate) map: RefCell<WeakMap<Node, Val>>,
    pub(crate) locked: Mutex<Vec<Gc<Node>>>,
    pub(crate) me: RefCell<Weak<Node>>,
    pub(crate) bytes: ExternalBytes,
    /// A heap that goes with it.
    #[trace(skip)]
    _heap: Option<Heap>,
}

/// A heap whose last handle is the node's, more or less.
fn own_heap() -> Heap {
    let heap = Heap::new();
    heap.set_collection_hook(|_| callback());
    if chance(2) {
        with(&HEAPS, |heaps| heaps.push(heap.clone()));
    }
    heap
}

impl Node {
    pub(crate) fn new() -> Self {
        Self {
            canary: Canary::new(),
            links: RefCell::default(),
            cell: Cell::default(),
            shape: RefCell::default(),
            parts: RefCell::default(),
            map: RefCell::default(),
            locked: Mutex::default(),
            me: RefCell::default(),
            bytes: heap().external_bytes(random(1000) as usize),
            _heap: (WILD.get() && chance(4)).then(own_heap),
        }
    }
}

pub(crate) fn look(node: &Node, depth: u32) {
    node.canary.check();
    if depth == 0 {
        return;
    }
    if let Ok(links) = node.links.try_borrow() {
        links.iter().for_each(|link| look(link, depth - 1));
    }
    if let Ok(Some(shape)) = node.shape.try_borrow().as_deref() {
        shape.look();
    }
    if let Ok(Some(parts)) = node.parts.try_borrow().as_deref() {
        parts.iter().for_each(|part| part.canary.check());
    }
    if let Ok(links) = node.locked.try_lock() {
        links.iter().for_each(|link| look(link, depth - 1));
    }
    if let Ok(map) = node.map.try_borrow() {
        for pair in map.iter() {
            pair.key().canary.check();
            pair.value().canary.check();
        }
    }
}

impl Shape for Node {
    fn look(&self) {
        look(self, 0);
    }
}

impl Finalize for Node {
    fn finalize(&self) {
        self.canary.note_finalizer();
        look(self, 2);
        callback();
        look(self, 2);
        match random(12) {
            0 => with(&ROOTS, |roots| {
                roots.extend(
                    self.links
                        .try_borrow()
                        .into_iter()
                        .flat_map(|links| links.clone()),
                )
            }),
            1 => with(&ROOTS, |roots| roots.extend(self.cell.take())),
            2 => drop(
                self.links
                    .try_borrow_mut()
                    .map(|mut links| core::mem::take(&mut *links)),
            ),
            3 => drop(self.shape.take()),
            4 => {
                let links = self
                    .links
                    .try_borrow()
                    .map(|links| links.clone())
                    .unwrap_or_default();
                for link in &links {
                    with(&WEAKS, |weaks| weaks.push(Gc::downgrade(link)));
                    insert(link);
                }
            }
            5 => {
                let links = self
                    .links
                    .try_borrow_mut()
                    .map(|mut links| core::mem::take(&mut *links));
                links
                    .into_iter()
                    .flatten()
                    .for_each(|link| drop(Gc::try_unwrap(link)));
            }
            6 => {
                if let Ok(mut links) = self.links.try_borrow_mut() {
                    for link in links.iter_mut() {
                        if let Some(guard) = Gc::get_mut(link) {
                            guard.canary.check();
                            if WILD.get() && chance(8) {
                                core::mem::forget(guard);
                            }
                        }
                    }
                }
            }
            7 => {
                let links = self
                    .links
                    .try_borrow()
                    .map(|links| links.clone())
                    .unwrap_or_default();
                let value = Val::new();
                links
                    .into_iter()
                    .for_each(|link| value.links.borrow_mut().push(link));
                with(&SMALL, |small| small.clear());
                if let Some(key) = root() {
                    insert_value(&key, value);
                }
            }
            8 => {
                if let Some(other) = root() {
                    let links = self
                        .links
                        .try_borrow()
                        .map(|links| links.clone())
                        .unwrap_or_default();
                    if let Ok(mut to) = other.links.try_borrow_mut() {
                        to.extend(links);
                    }
                }
            }
            9 => {
                if let Ok(map) = self.map.try_borrow() {
                    for link in self
                        .links
                        .try_borrow()
                        .iter()
                        .flat_map(|links| links.iter())
                    {
                        if let Some(value) = map.get(link) {
                            value.canary.check();
                        }
                    }
                }
            }
            _ => {}
        }
        look(self, 2);
    }
}

#[derive(Trace)]
#[trace(finalize)]
pub(crate) struct Val {
    pub(crate) canary: Canary,
    pub(crate) links: RefCell<Vec<Gc<Node>>>,
}

impl Val {
    pub(crate) fn new() -> Self {
        let links = (0..random(3)).filter_map(|_| root()).collect();
        Self {
            canary: Canary::new(),
            links: RefCell::new(links),
        }
    }
}

impl Finalize for Val {
    fn finalize(&self) {
        self.canary.note_finalizer();
        let links = self
            .links
            .try_borrow()
            .map(|links| links.clone())
            .unwrap_or_default();
        links.iter().for_each(|link| look(link, 1));
        callback();
        if chance(4) {
            with(&ROOTS, |roots| roots.extend(links.first().cloned()));
        }
        links.iter().for_each(|link| look(link, 1));
        self.canary.check();
    }
}

#[derive(Trace)]
pub(crate) struct Part {
    pub(crate) canary: Canary,
    pub(crate) link: Option<Gc<Node>>,
}

impl Part {
    pub(crate) fn new() -> Self {
        Self {
            canary: Canary::new(),
            link: root(),
        }
    }
}

impl Clone for Part {
    fn clone(&self) -> Self {
        self.canary.check();
        callback();
        self.canary.check();
        Self {
            canary: Canary::new(),
            link: self.link.clone(),
        }
    }
}

impl Shape for Part {
    fn look(&self) {
        self.canary.check();
        if let Some(link) = &self.link {
            look(link, 0);
        }
    }
}

#[derive(Trace)]
pub(crate) struct Key {
    pub(crate) number: u32,
    pub(crate) canary: Canary,
}

impl Key {
    pub(crate) fn new() -> Self {
        Self {
            number: random(12),
            canary: Canary::new(),
        }
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.canary.check();
        other.canary.check();
        if chance(4) {
            callback();
        }
        self.canary.check();
        other.canary.check();
        self.number == other.number
    }
}

impl Eq for Key {}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        if chance(6) {
            callback();
        }
        (self.number % 4).hash(state);
    }
}

/// A hasher that runs callbacks.
#[derive(Default)]
pub(crate) struct Wild;

impl BuildHasher for Wild {
    type Hasher = std::hash::DefaultHasher;

    fn build_hasher(&self) -> Self::Hasher {
        if chance(10) {
            callback();
        }
        Self::Hasher::new()
    }
}
