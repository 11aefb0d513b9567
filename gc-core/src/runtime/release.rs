//! Letting an object go: the last handle, the last `Weak`, or the value moved out.

use super::RuntimePtr;
use super::handle::HandleGuard;
use crate::collector::Phase;
use crate::drop_queue::{Panics, destroy_one, release_slot};
use crate::heap::PagePtr;
use crate::object::{ObjectPtr, SlotState};

/// What a dropped handle has to do where [`Header::release`](crate::object::Header::release) said so.
#[inline(never)]
pub(crate) fn drop_slow(object: ObjectPtr) {
    let header = object.header();
    let page = PagePtr::of(object);
    if header.strong_count() != 0 {
        touch(object, page);
    } else if page.is_trivial() && header.is_plain() {
        // SAFETY:
        // 1. the value runs no code when it dies;
        // 2. nobody owns it, no `Weak` points to it, and it is not condemned.
        if unsafe { page.free_slot(object) } {
            RuntimePtr::of_page(page).page_event(page);
        }
    } else {
        RuntimePtr::of_page(page).destroy(object);
    }
}

/// Drops a handle to an object that nobody holds as a `Gc` any more.
pub(crate) fn release(object: ObjectPtr) {
    if object.header().release() {
        drop_slow(object);
    }
}

/// The first drop that left the count above 0: what the object reaches may be garbage now.
#[cold]
fn touch(object: ObjectPtr, page: PagePtr) {
    // A `trace` may clone and drop what it reports: that makes nothing garbage.
    if RuntimePtr::of_page(page).get().phase.get() != Phase::Tracing {
        object.header().touch();
        page.set_touched(true);
    }
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
        RuntimePtr::of_page(page).page_event(page);
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
    /// A page asks for attention: it is empty, or not full any more.
    #[cold]
    fn page_event(self, page: PagePtr) {
        self.get().space.page_event(page);
        if self.get().handles.get() == 0 {
            self.settle();
        }
    }

    /// Nobody owns an object any more.
    fn destroy(self, object: ObjectPtr) {
        let header = object.header();
        if header.state() == SlotState::Condemned {
            // The collector owns it, and sees to it when all of its kind are dropped.
            return;
        }
        debug_assert_eq!(
            header.state(),
            SlotState::Live,
            "an object that was owned until now holds a value"
        );
        header.set_state(SlotState::Condemned);
        let queue = &self.get().queue;
        if queue.is_draining() {
            queue.push(object);
        } else {
            self.drain(object);
        }
    }

    /// Destroys an object, and all that falls because of it.
    fn drain(self, first: ObjectPtr) {
        let this = self.get();
        this.queue.set_draining(true);
        let guard = DrainGuard(self);
        let mut next = Some(first);
        while let Some(object) = next {
            self.destroy_next(object);
            next = this.queue.pop();
        }
        drop(guard);
    }

    /// Destroys one object. What that pushed onto the queue comes out in the order of the pushes.
    #[inline]
    fn destroy_next(self, object: ObjectPtr) {
        let this = self.get();
        let waiting = this.queue.len();
        // SAFETY:
        // 1. what is handed to `drain` or pushed to the queue is condemned with a count of 0, and
        //    the queue is its one owner.
        let finalized = unsafe { destroy_one(&this.space, object) };
        if finalized {
            this.note_finalized();
        }
        this.queue.reverse_from(waiting);
    }
}

/// Ends a drain. If a destructor panicked, the rest is dropped first.
struct DrainGuard(RuntimePtr);

impl Drop for DrainGuard {
    fn drop(&mut self) {
        let this = self.0.get();
        // There is something left only where a panic is on its way. It goes on as the first one;
        // further ones end here.
        let mut panics = Panics::new();
        while let Some(object) = this.queue.pop() {
            panics.catch(|| self.0.destroy_next(object));
        }
        panics.forget();
        this.queue.shrink();
        this.queue.set_draining(false);
        if this.handles.get() == 0 {
            self.0.settle();
        }
    }
}
