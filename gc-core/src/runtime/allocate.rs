//! Making an object: one probe of a small cache, then the page's free list or its bump offset.

use core::any::TypeId;
use core::ptr;
use std::alloc::{Layout, handle_alloc_error};

use super::slice::Pacing;
use super::{CACHE, RuntimePtr, current};
use crate::collector::Phase;
use crate::heap::{PagePtr, Pool, SlotLayout};
use crate::object::{ObjectPtr, TypeClass, TypeDescriptor};
use crate::type_info::{LENGTH, TypeRef, slot_layout, write_len};

/// A slot for a value of a type in the thread's current heap, with the header of a live object that
/// has one owner. The caller writes the value before anything else can happen.
///
/// May collect before it takes the slot.
#[inline(always)]
pub(crate) fn allocate(of: TypeRef) -> ObjectPtr {
    if let Some(runtime) = current::try_get()
        && let Some(object) = runtime.take_cached(of.descriptor)
    {
        return object;
    }
    allocate_slow(of)
}

/// As [`allocate`], in a heap of the caller's choice.
#[inline(always)]
pub(crate) fn allocate_in(runtime: RuntimePtr, of: TypeRef) -> ObjectPtr {
    match runtime.take_cached(of.descriptor) {
        Some(object) => object,
        None => runtime.allocate_sized(of),
    }
}

/// A slot for `len` elements of a type, its length noted, otherwise as [`allocate_in`].
///
/// # Panics
///
/// If the size overflows.
#[track_caller]
pub(crate) fn allocate_slice(runtime: RuntimePtr, of: TypeRef, len: usize) -> ObjectPtr {
    let Some(layout) = slot_layout(of.descriptor.layout, len) else {
        panic!(
            "the size of a slice must fit in `isize`: found {len} elements of {} bytes",
            of.descriptor.layout.size()
        )
    };
    let object = runtime.allocate_slot(of, layout, LENGTH);
    // SAFETY:
    // 1. the slot was allocated for this many elements.
    unsafe { write_len(object, len) };
    object
}

#[cold]
#[inline(never)]
fn allocate_slow(of: TypeRef) -> ObjectPtr {
    current::get().allocate_sized(of)
}

impl RuntimePtr {
    #[inline(always)]
    fn take_cached(self, descriptor: &'static TypeDescriptor) -> Option<ObjectPtr> {
        let entry = &self.get().cache[cache_index(descriptor)];
        if !ptr::eq(entry.key.get(), descriptor) {
            return None;
        }
        debug_assert!(
            entry.page.get().is_some_and(PagePtr::is_current),
            "an entry with a key has the current page of its pool"
        );
        // SAFETY:
        // 1. `remember` sets the page along with the key, and `forget_pages` removes both.
        unsafe { entry.page.get().unwrap_unchecked() }.take_slot()
    }

    #[cold]
    #[inline(never)]
    fn allocate_sized(self, of: TypeRef) -> ObjectPtr {
        let Some(layout) = SlotLayout::new(of.descriptor.layout, 0) else {
            handle_alloc_error(of.descriptor.layout)
        };
        self.allocate_slot(of, layout, 0)
    }

    /// The long way: finds or makes the pool, collects if that is due, finds or makes a page.
    fn allocate_slot(self, of: TypeRef, layout: SlotLayout, prefix: usize) -> ObjectPtr {
        let this = self.get();
        // User code that a collection runs may drop the last handle.
        self.add_handle();
        let guard = super::handle::HandleGuard(self);
        let pool = this.types.pool(&this.space, of, layout, prefix);
        self.collect_zealously();
        let object = self
            .take_from(pool)
            .unwrap_or_else(|| out_of_memory(layout));
        // From here to the end no user code runs: the value is not there yet. So the handle goes
        // without asking whether the heap is needed; it is.
        core::mem::forget(guard);
        this.handles.set(this.handles.get() - 1);
        self.note_born(pool);
        if this.handles.get() == 0 {
            // A thread that is ending makes objects that nobody has a handle for. Each page has
            // to say when it is empty.
            self.forget_pages();
            this.space.retire_current_pages();
        } else {
            this.abandoned.set(false);
            self.remember(of, pool);
        }
        object
    }

    /// Counts a new object, if it was made while collecting.
    fn note_born(self, pool: &Pool) {
        let this = self.get();
        if this.phase.get() != Phase::Idle {
            let (objects, bytes) = this.born.get();
            let object = usize::from(!pool.is_storage());
            this.born
                .set((objects + object, bytes + pool.layout().stride()));
        }
    }

    /// Notes the current page of a pool, from which an object was just taken, for the next ones; while
    /// collecting, or collecting all the time, or late with slices, these take the long way.
    fn remember(self, of: TypeRef, pool: &Pool) {
        let this = self.get();
        let is_sized = pool.prefix() == 0 && !pool.layout().is_large();
        let long_way = this.phase.get() != Phase::Idle
            || this.policy.get().is_zealous()
            || this.pacing.get() == Pacing::Objects;
        let page = pool.current().filter(|_| is_sized && !long_way);
        // A type has one pool, but may have several descriptors, one a codegen unit say: all entries
        // of the pool follow its current page.
        for entry in &this.cache {
            if ptr::eq(entry.pool.get(), pool) {
                entry.set(page.map(|page| (entry.key.get(), ptr::from_ref(pool), page)));
            }
        }
        if let Some(page) = page {
            this.cache[cache_index(of.descriptor)].set(Some((of.descriptor, pool, page)));
        }
    }

    /// Whether the policy has to be asked before the next object of a pool is made, though there may be a slot.
    fn asks_policy(self, pool: &Pool) -> bool {
        let this = self.get();
        if this.external.is_alarmed() {
            // Half a nursery more, so that a few objects that own much are noticed in time.
            this.external.quieten(this.policy.get().nursery_bytes / 2);
            self.set_slack(0);
            return true;
        }
        let page_is_full = pool.is_current_full();
        let is_scanned = pool.class() == TypeClass::Scanned;
        self.is_slice_due(page_is_full) || (page_is_full && is_scanned && self.is_slack_used())
    }

    /// A slot of a pool; `None` where the system has no memory.
    fn take_from(self, pool: &Pool) -> Option<ObjectPtr> {
        let this = self.get();
        let large = pool.layout().is_large();
        let asks = self.asks_policy(pool);
        if !(large || asks)
            && let Some(page) = this.space.refill(pool)
        {
            return page.take_slot();
        }
        // A zealous heap has been collected already.
        if !this.policy.get().zeal && (asks || pool.class() == TypeClass::Scanned) {
            self.collect_automatically();
        }
        if !large && let Some(page) = this.space.refill(pool) {
            return page.take_slot();
        }
        if large {
            this.space.take_large_slot(pool)
        } else {
            this.space.grow(pool)?.take_slot()
        }
    }
}

/// Takes note that a pointer to a `to` may lead to an object, as its value may be used as one.
pub(crate) fn note_cast(object: ObjectPtr, to: TypeId) {
    let runtime = RuntimePtr::of(object).get();
    runtime
        .types
        .note_cast(&runtime.space, value_type(object), to);
}

/// Takes note that an object is a key of a storage in the same heap: what may point to the storage's
/// values may be kept by the key.
pub(crate) fn note_key(key: ObjectPtr, storage: ObjectPtr) {
    let runtime = RuntimePtr::of(storage).get();
    let (key, storage) = (value_type(key), value_type(storage));
    runtime.types.note_key(&runtime.space, key, storage);
}

/// Whether the value of an object was made as an `id`, or was cast to one.
///
/// A pointer is covariant: it may have become one to a supertype. That is fine for all but changing the
/// value, which its drop glue and finalizer will take for what it was made as.
pub(crate) fn is_made_as(object: ObjectPtr, id: TypeId) -> bool {
    let made = value_type(object);
    made == id || RuntimePtr::of(object).get().types.is_cast(made, id)
}

/// The type that the value of an object was made as.
pub(crate) fn value_type(object: ObjectPtr) -> TypeId {
    (PagePtr::of(object).descriptor().type_id)()
}

#[inline(always)]
fn cache_index(descriptor: &'static TypeDescriptor) -> usize {
    // Descriptors are multiples of a word apart.
    (ptr::from_ref(descriptor).addr() / size_of::<usize>()) % CACHE
}

#[cold]
fn out_of_memory(layout: SlotLayout) -> ! {
    let layout = Layout::from_size_align(layout.stride(), layout.align());
    handle_alloc_error(layout.unwrap_or(Layout::new::<usize>()))
}
