//! The real objects.

use std::cell::RefCell;
use std::rc::Rc;

use gc_core::collections::{Ephemeron, WeakMap};
use gc_core::{Finalize, Gc, Trace};
use gc_tests::{Log, Probe};

/// What finalizers made live again.
pub(crate) type Rescued = Rc<RefCell<Vec<Gc<Thing>>>>;

/// An object that can hold others in every way.
#[derive(Trace)]
#[trace(finalize)]
pub(crate) struct Thing {
    pub(crate) id: u32,
    pub(crate) links: RefCell<Vec<Gc<Thing>>>,
    pub(crate) map: RefCell<WeakMap<Thing, Gc<Thing>>>,
    pub(crate) pair: RefCell<Option<Ephemeron<Thing, Gc<Thing>>>>,
    /// Whether its finalizer saves its first link.
    rescues: bool,
    #[trace(skip)]
    rescued: Rescued,
    probe: Probe,
}

impl Thing {
    pub(crate) fn new(id: u32, rescues: bool, rescued: &Rescued, log: &Log) -> Self {
        Self {
            id,
            links: RefCell::default(),
            map: RefCell::default(),
            pair: RefCell::default(),
            rescues,
            rescued: Rc::clone(rescued),
            probe: Probe::new(id, log),
        }
    }
}

impl Finalize for Thing {
    fn finalize(&self) {
        if self.rescues
            && let Some(first) = self.links.borrow().first()
        {
            self.rescued.borrow_mut().push(first.clone());
        }
    }
}
