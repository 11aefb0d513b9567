//! What values tell the machine while they are finalized and dropped.

use std::cell::{RefCell, RefMut};
use std::fmt;

use super::Mismatch;
use super::pointer::Strong;
use super::watch::Ledger;

/// One per run; every value that has a destructor or finalizer knows it.
#[derive(Default)]
pub(super) struct Scene {
    /// How often each object was dropped, by its number.
    drops: RefCell<Vec<u8>>,
    /// How often each object was finalized, by its number.
    finalized: RefCell<Vec<u8>>,
    /// Handles that finalizers left, for the machine to take.
    rescued: RefCell<Vec<Strong>>,
    /// What a destructor or finalizer found wrong.
    complaints: RefCell<Vec<String>>,
    /// Who is told at once, where the order of events cannot be foretold.
    ledger: Option<RefCell<Ledger>>,
}

impl Scene {
    /// With a ledger of what there is.
    pub(super) fn watched() -> Self {
        Self {
            ledger: Some(RefCell::default()),
            ..Self::default()
        }
    }

    /// # Panics
    ///
    /// If there is none.
    pub(super) fn ledger(&self) -> RefMut<'_, Ledger> {
        let ledger = self.ledger.as_ref();
        ledger.expect("the scene is watched").borrow_mut()
    }

    pub(super) fn dropped(&self, number: u32) {
        count(&self.drops, number);
        self.tell(|ledger| ledger.dropped(number));
    }

    pub(super) fn finalized(&self, number: u32) {
        count(&self.finalized, number);
        self.tell(|ledger| ledger.finalized(number));
    }

    pub(super) fn rescue(&self, handle: Strong) {
        self.tell(|ledger| ledger.rescued(handle.number()));
        self.rescued.borrow_mut().push(handle);
    }

    /// Tells the ledger, if there is one, what has happened; it may disagree.
    pub(super) fn tell(&self, what: impl FnOnce(&mut Ledger) -> Result<(), Mismatch>) {
        // What follows a mismatch is not worth hearing.
        if let Some(ledger) = &self.ledger
            && self.complaints.borrow().is_empty()
            && let Err(mismatch) = what(&mut ledger.borrow_mut())
        {
            self.complain(mismatch);
        }
    }

    pub(super) fn complain(&self, what: String) {
        self.complaints.borrow_mut().push(what);
    }

    pub(super) fn drops_of(&self, number: u32) -> u8 {
        look_up(&self.drops, number)
    }

    pub(super) fn finalizations_of(&self, number: u32) -> u8 {
        look_up(&self.finalized, number)
    }

    pub(super) fn take_rescued(&self) -> Vec<Strong> {
        self.rescued.take()
    }

    pub(super) fn first_complaint(&self) -> Option<String> {
        self.complaints.borrow().first().cloned()
    }
}

impl fmt::Debug for Scene {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scene")
            .field("drops", &self.drops)
            .field("finalized", &self.finalized)
            .finish_non_exhaustive()
    }
}

fn count(counts: &RefCell<Vec<u8>>, number: u32) {
    let index = number as usize;
    let mut counts = counts.borrow_mut();
    if counts.len() <= index {
        counts.resize(index + 1, 0);
    }
    counts[index] = counts[index].saturating_add(1);
}

fn look_up(counts: &RefCell<Vec<u8>>, number: u32) -> u8 {
    let counts = counts.borrow();
    counts.get(number as usize).copied().unwrap_or(0)
}
