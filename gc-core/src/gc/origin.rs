//! Where objects were made. (Feature `sites`.)
//!
//! A table beside the heap, by address: nothing in the heap changes its layout. The entry of an object
//! that has died stays until its place is taken, as every new object there makes a new one. When nobody
//! records any more the table goes, so that no entry outlives a change that it did not see.

use core::cell::{Cell, RefCell};
use core::hash::BuildHasherDefault;
use core::panic::Location;
use std::hash::DefaultHasher;

use hashbrown::HashMap;

use crate::object::ObjectPtr;

pub(crate) type Origins =
    HashMap<usize, &'static Location<'static>, BuildHasherDefault<DefaultHasher>>;

thread_local! {
    /// How many recorders the thread has.
    static RECORDERS: Cell<usize> = const { Cell::new(0) };
    static ORIGINS: RefCell<Origins> =
        const { RefCell::new(Origins::with_hasher(BuildHasherDefault::new())) };
}

/// Notes an object that was just made, if there is a recorder.
#[inline(always)]
pub(crate) fn note(object: ObjectPtr, site: &'static Location<'static>) {
    if RECORDERS.get() > 0 {
        insert(object, site);
    }
}

#[cold]
fn insert(object: ObjectPtr, site: &'static Location<'static>) {
    let address = object.payload().addr().get();
    // At the end of a thread the table may be gone.
    let _ = ORIGINS.try_with(|origins| origins.borrow_mut().insert(address, site));
}

/// One recorder more.
pub(crate) fn start() {
    RECORDERS.set(RECORDERS.get() + 1);
}

/// One recorder less.
pub(crate) fn stop() {
    RECORDERS.set(RECORDERS.get() - 1);
    if RECORDERS.get() == 0 {
        let _ = ORIGINS.try_with(|origins| core::mem::take(&mut *origins.borrow_mut()));
    }
}

/// Reads what was recorded. `None` at the end of a thread.
pub(crate) fn with<R>(read: impl FnOnce(&Origins) -> R) -> Option<R> {
    ORIGINS.try_with(|origins| read(&origins.borrow())).ok()
}
