//! Letting an object go: the last handle, the last `Weak`, or the value moved out.

use super::RuntimePtr;
use super::handle::HandleGuard;
use crate::collector::is_tracing;
use crate::drop_queue::{DropQueue, Panics, destroy_one, release_slot};
use crate::heap::{PagePtr, key_log};
use crate::object::{Death, ObjectPtr, SlotState};

/// What a dropped handle has to do where [`Header::release`](crate::object::Header::release) said so.
// The parts are calls of their own, so that the most frequent one saves no registers.
#[inline(never)]
pub(crate) fn drop_slow(object: ObjectPtr) {
    let header = object.header();
    if !header.settle_release() {
        return touch(object);
    }
    let page = PagePtr::of(object);
    if !header.is_plain() {
        return destroy_condemned(object, page);
    }
    if page.death() == Death::Silent {
        // SAFETY:
        // 1. the value runs no code when it dies;
        // 2. nobody owns it, no `Weak` points to it, and it is not condemned.
        if unsafe { page.free_slot(object) } {
            page_event(page);
        }
        return;
    }
    destroy(object, page);
}

/// What a cloned handle has to do where [`Header::retain`](crate::object::Header::retain) said so.
#[cold]
#[inline(never)]
pub(crate) fn clone_slow(object: ObjectPtr) {
    object.header().settle_retain();
    touch(object);
}

/// Adds a handle to an object that lives.
#[inline(always)]
pub(crate) fn retain(object: ObjectPtr) {
    if object.header().retain() {
        clone_slow(object);
    }
}

/// Drops a handle to an object that nobody holds as a `Gc` any more.
#[inline(always)]
pub(crate) fn release(object: ObjectPtr) {
    if object.header().release() {
        drop_slow(object);
    }
}

/// The first clone or drop since a trial: what the object reaches may become garbage without any
/// further sign.
#[cold]
#[inline(never)]
pub(crate) fn touch(object: ObjectPtr) {
    let page = PagePtr::of(object);
    // A `trace` may clone and drop what it reports: that makes nothing garbage. What the hook of its
    // panic drops may.
    if !is_tracing() || std::thread::panicking() {
        object.header().touch();
        page.set_touched(true);
    }
}

/// A page asks for attention: it is empty, or not full any more.
#[cold]
#[inline(never)]
fn page_event(page: PagePtr) {
    let runtime = RuntimePtr::of_page(page);
    runtime.get().space.page_event(page);
    if runtime.get().handles.get() == 0 {
        runtime.settle();
    }
}

/// Destroys an object that nobody owns any more, now or when those before it are.
#[inline(always)]
fn destroy(object: ObjectPtr, page: PagePtr) {
    let runtime = RuntimePtr::of_page(page);
    let queue = &runtime.get().queue;
    if queue.is_draining() {
        queue.push(object);
    } else {
        runtime.drain(object, page);
    }
}

/// The same for an object that `Weak`s point to, or whose header is not plain for another reason.
#[inline(never)]
fn destroy_condemned(object: ObjectPtr, page: PagePtr) {
    if condemn(object, page) {
        destroy(object, page);
    }
}

/// Makes the drop queue the owner of an object. False where the collector is: it sees to the object when all
/// of its kind are dropped.
#[cold]
#[inline(never)]
fn condemn(object: ObjectPtr, page: PagePtr) -> bool {
    let header = object.header();
    let is_free = header.state() != SlotState::Condemned;
    if is_free {
        header.set_state(SlotState::Condemned);
        key_log::note(object, page);
    }
    is_free
}

/// Frees the slot of a dead value when its last `Weak` has gone.
#[cold]
pub(crate) fn drop_weak_slow(object: ObjectPtr) {
    let page = PagePtr::of(object);
    page.add_dead(-1);
    // SAFETY:
    // 1. the slot is dead: its value is gone;
    // 2. the last `Weak` was the only one to know it.
    if unsafe { page.free_slot(object) } {
        page_event(page);
    }
}

/// Lets the slot of a value go that its one owner has moved out.
///
/// # Safety
///
/// 1. The object was live with a count of 1, its value is moved out, and that owner is forgotten.
pub(crate) unsafe fn vacate(object: ObjectPtr) {
    let runtime = RuntimePtr::of(object);
    runtime.add_handle();
    let guard = HandleGuard(runtime);
    // SAFETY:
    // 1. by the caller's promise nothing but `Weak`s knows the slot.
    unsafe { release_slot(&runtime.get().space, object) };
    drop(guard);
}

impl RuntimePtr {
    /// Destroys an object, and all that falls because of it.
    #[inline(never)]
    fn drain(self, object: ObjectPtr, page: PagePtr) {
        let this = self.get();
        this.queue.set_draining(true);
        let guard = DrainGuard(self);
        let children = ChildrenGuard(&this.queue, 0);
        // SAFETY:
        // 1. `destroy` hands over what has a count of 0, and nobody else will.
        if unsafe { destroy_one(&this.space, object, page) } {
            this.note_finalized();
        }
        core::mem::forget(children);
        if this.queue.len() != 0 {
            self.drain_queue(0);
        }
        core::mem::forget(guard);
        self.end_drain();
    }

    /// Destroys what is in the queue. All but the first `waiting` were pushed by one object just now.
    #[inline(never)]
    fn drain_queue(self, mut waiting: usize) {
        let this = self.get();
        while let Some(object) = this.queue.next_after(waiting) {
            waiting = this.queue.len();
            let children = ChildrenGuard(&this.queue, waiting);
            // SAFETY:
            // 1. what is pushed to the queue has a count of 0, and the queue is its one owner.
            if unsafe { destroy_one(&this.space, object, PagePtr::of(object)) } {
                this.note_finalized();
            }
            core::mem::forget(children);
        }
        this.queue.shrink();
    }

    #[inline]
    fn end_drain(self) {
        let this = self.get();
        this.queue.set_draining(false);
        if this.handles.get() == 0 {
            self.settle();
        }
    }
}

/// Turns the children round of an object whose destructor panics, those pushed since the queue had some length: the
/// drain that goes on afterwards knows nothing of them.
struct ChildrenGuard<'a>(&'a DropQueue, usize);

impl Drop for ChildrenGuard<'_> {
    // So that the guard need not lie in memory.
    #[inline(always)]
    fn drop(&mut self) {
        self.0.turn_round_from(self.1);
    }
}

/// Ends a drain where a destructor panics: drops the rest. The panic goes on as the first one; further
/// ones end here.
struct DrainGuard(RuntimePtr);

impl Drop for DrainGuard {
    #[cold]
    fn drop(&mut self) {
        let queue = &self.0.get().queue;
        let mut panics = Panics::new();
        while queue.len() != 0 {
            panics.catch(|| self.0.drain_queue(queue.len()));
        }
        self.0.end_drain();
        // What the panics carry may drop handles: the next drain sees to those.
        panics.forget();
    }
}
