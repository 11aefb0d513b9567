//! What values tell the machine while they are finalized and dropped.

use std::cell::RefCell;
use std::fmt;

use super::pointer::Strong;

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
}

impl Scene {
    pub(super) fn dropped(&self, number: u32) {
        count(&self.drops, number);
    }

    pub(super) fn finalized(&self, number: u32) {
        count(&self.finalized, number);
    }

    pub(super) fn rescue(&self, handle: Strong) {
        self.rescued.borrow_mut().push(handle);
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
