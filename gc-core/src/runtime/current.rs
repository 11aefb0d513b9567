//! The thread and its heaps.
//!
//! Finding the thread's heap is one load: the cell has no destructor and no lazy initialisation.
//! What tears down at thread exit is another thread-local, made with the thread's first heap. Once
//! that has gone, a heap made by a later destructor of the thread has no handle: it lasts
//! as long as its objects.

use core::cell::Cell;

use super::RuntimePtr;
use super::handle::HandleGuard;
use crate::policy::Policy;

thread_local! {
    /// Where new objects go.
    static CURRENT: Cell<Option<RuntimePtr>> = const { Cell::new(None) };
    /// The thread's own heap.
    static OWN: Cell<Option<RuntimePtr>> = const { Cell::new(None) };
    /// The thread owns a handle of its own heap.
    static HOLDS_OWN: Cell<bool> = const { Cell::new(false) };
    /// Head of the list of all heaps of the thread.
    static HEAPS: Cell<Option<RuntimePtr>> = const { Cell::new(None) };
    /// Runs when the thread ends.
    static TEARDOWN: Teardown = const { Teardown };
}

/// The heap that new objects go to, if the thread has one already.
#[inline(always)]
pub(super) fn try_get() -> Option<RuntimePtr> {
    CURRENT.get()
}

/// The heap that new objects go to; the thread's own one is made if need be.
pub(super) fn get() -> RuntimePtr {
    try_get().unwrap_or_else(get_slow)
}

#[cold]
fn get_slow() -> RuntimePtr {
    let own = OWN.get().unwrap_or_else(make_own);
    CURRENT.set(Some(own));
    own
}

fn make_own() -> RuntimePtr {
    let own = RuntimePtr::new(Policy::DEFAULT);
    OWN.set(Some(own));
    if TEARDOWN.try_with(|_| ()).is_ok() {
        HOLDS_OWN.set(true);
    } else {
        // The thread is ending: nobody will let a handle go later, so there is none.
        let handles = &own.get().handles;
        handles.set(handles.get() - 1);
    }
    own
}

/// Makes a heap current; returns the one that was.
pub(super) fn replace(heap: Option<RuntimePtr>) -> Option<RuntimePtr> {
    CURRENT.replace(heap)
}

/// Adds a new heap to the thread's list, and makes sure that it is emptied at thread exit.
pub(super) fn enlist(heap: RuntimePtr) {
    let head = HEAPS.replace(Some(heap));
    heap.get().next.set(head);
    if let Some(head) = head {
        head.get().previous.set(Some(heap));
    }
    let _ = TEARDOWN.try_with(|_| ());
}

/// Removes a heap that is about to go.
pub(super) fn delist(heap: RuntimePtr) {
    let (previous, next) = (heap.get().previous.get(), heap.get().next.get());
    match previous {
        Some(previous) => previous.get().next.set(next),
        None => HEAPS.set(next),
    }
    if let Some(next) = next {
        next.get().previous.set(previous);
    }
    for cell in [&CURRENT, &OWN] {
        if cell.get() == Some(heap) {
            cell.set(None);
        }
    }
}

/// Empties the thread's heaps when the thread ends.
struct Teardown;

impl Drop for Teardown {
    fn drop(&mut self) {
        let pin = |heap: RuntimePtr| {
            heap.add_handle();
            HandleGuard(heap)
        };
        // Finalizers and destructors may make and drop heaps. The next heap is held before this one
        // may go, as that may run more of them; new heaps are put before both.
        let mut at = HEAPS.get().map(pin);
        while let Some(heap) = at {
            heap.0.collect_at_end();
            at = heap.0.get().next.get().map(pin);
            drop(heap);
        }
        if HOLDS_OWN.replace(false)
            && let Some(own) = OWN.get()
        {
            own.drop_handle();
        }
    }
}
