//! One heap at work: where its memory, its collector, its drop queue and its policy meet.
//!
//! A [`Runtime`] is reached in two ways: from a page of an object ([`RuntimePtr::of`]), for all that
//! happens to objects that exist, and from the thread ([`current`]), for new ones. It is always
//! handled as a raw pointer, since user code that it calls may do anything to it but free it: it
//! frees itself once no handle, no object and no activity needs it
//! ([`RuntimePtr::settle`](handle)).

mod allocate;
mod current;
mod gather;
mod handle;
mod hook;
mod release;
mod slice;
mod span;
mod survey;
mod verify;

use core::cell::{Cell, RefCell};
use core::ptr::{self, NonNull};
use std::rc::Rc;

pub(crate) use allocate::{
    allocate, allocate_in, allocate_slice, is_made_as, note_cast, note_key, value_type,
};
pub use handle::{Heap, PauseGuard, collect, stats};
pub(crate) use handle::{heap_of, with_heap_of};
pub(crate) use release::{drop_weak_slow, release, retain, touch, vacate};
pub(crate) use survey::Held;

use crate::collector::Phase;
pub(crate) use crate::collector::Survey;
use crate::drop_queue::DropQueue;
use crate::external::External;
use crate::heap::{PagePtr, Pool, Space};
use crate::object::{ObjectPtr, TypeDescriptor};
use crate::policy::{Pace, Policy};
use crate::stats::Stats;
use crate::type_info::TypeTable;

/// Entries of the cache from types to pages.
const CACHE: usize = 64;

/// A heap. Only ever shared, and only through [`RuntimePtr`].
#[repr(C)]
pub(crate) struct Runtime {
    /// The page to allocate from, by type. Anything may be missing here.
    cache: [CacheEntry; CACHE],
    space: Space,
    queue: DropQueue,
    phase: Cell<Phase>,
    /// A `trace` panicked in the last trial.
    untrusted_marks: Cell<bool>,
    /// How far the storages of weak collections know what became of their keys.
    swept: Cell<u64>,
    types: TypeTable,
    /// `Heap`s, and activities that must find the runtime in place when they end.
    handles: Cell<usize>,
    /// `PauseGuard`s.
    pauses: Cell<usize>,
    policy: Cell<Policy>,
    pace: Cell<Pace>,
    /// Bytes of slots that may be filled before the policy is asked.
    slack: Cell<usize>,
    /// A collection in slices, between two of them.
    sliced: Cell<Option<Box<slice::Sliced>>>,
    /// When the next slice comes by itself, and objects made since the last one where these are counted.
    pacing: Cell<slice::Pacing>,
    made_since_slice: Cell<u32>,
    /// What objects own elsewhere.
    external: Rc<External>,
    hook: Cell<Option<hook::Hook>>,
    /// How often the hook was set.
    hook_changes: Cell<u64>,
    /// What has been done; what there is is counted when asked for.
    done: RefCell<Stats>,
    /// Objects, and their bytes, made while collecting.
    born: Cell<(usize, usize)>,
    /// The last handle has gone, and what could be collected then has been.
    abandoned: Cell<bool>,
    /// Nothing is to be dropped at exit.
    leaked: Cell<bool>,
    /// Neighbours in the thread's list of heaps.
    next: Cell<Option<RuntimePtr>>,
    previous: Cell<Option<RuntimePtr>>,
}

/// Where to allocate values of a type from.
struct CacheEntry {
    /// The type; null in an empty entry.
    key: Cell<*const TypeDescriptor>,
    /// The current page of the pool. There is one where there is a key.
    page: Cell<Option<PagePtr>>,
    pool: Cell<*const Pool>,
}

impl CacheEntry {
    const fn empty() -> Self {
        Self {
            key: Cell::new(ptr::null()),
            page: Cell::new(None),
            pool: Cell::new(ptr::null()),
        }
    }

    fn set(&self, entry: Option<(*const TypeDescriptor, *const Pool, PagePtr)>) {
        let (key, pool, page) = match entry {
            Some((key, pool, page)) => (key, pool, Some(page)),
            None => (ptr::null(), ptr::null(), None),
        };
        self.key.set(key);
        self.pool.set(pool);
        self.page.set(page);
    }
}

/// A heap that exists.
///
/// # Invariants
///
/// 1. It came from `Box::into_raw` in [`RuntimePtr::new`], and that box was not dropped yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(transparent)]
pub(crate) struct RuntimePtr(NonNull<Runtime>);

/// Makes the next allocation of each type in a heap take the long way, where the policy is asked.
fn wake(heap: *const ()) {
    let heap = NonNull::new(heap.cast::<Runtime>().cast_mut());
    // The heap disarms its alarm before it goes.
    if let Some(heap) = heap {
        RuntimePtr(heap).forget_pages();
    }
}

impl RuntimePtr {
    /// A new heap with one handle, which the caller owns.
    fn new(policy: Policy) -> Self {
        let runtime = Box::new(Runtime {
            cache: [const { CacheEntry::empty() }; CACHE],
            space: Space::new(),
            queue: DropQueue::new(),
            phase: Cell::new(Phase::Idle),
            untrusted_marks: Cell::new(false),
            swept: Cell::new(0),
            types: TypeTable::new(),
            handles: Cell::new(1),
            pauses: Cell::new(0),
            policy: Cell::new(policy),
            pace: Cell::new(Pace::default()),
            slack: Cell::new(0),
            sliced: Cell::new(None),
            pacing: Cell::new(slice::Pacing::None),
            made_since_slice: Cell::new(0),
            external: Rc::new(External::default()),
            hook: Cell::new(None),
            hook_changes: Cell::new(0),
            done: RefCell::new(Stats::default()),
            born: Cell::new((0, 0)),
            abandoned: Cell::new(false),
            leaked: Cell::new(false),
            next: Cell::new(None),
            previous: Cell::new(None),
        });
        let this = Self(NonNull::from(Box::leak(runtime)));
        this.get()
            .space
            .set_owner(this.0.as_ptr().cast_const().cast());
        this.get()
            .external
            .arm(this.0.as_ptr().cast_const().cast(), wake);
        current::enlist(this);
        this
    }

    /// The heap that an object lies in.
    #[inline]
    pub(crate) fn of(object: ObjectPtr) -> Self {
        Self::of_page(PagePtr::of(object))
    }

    #[inline]
    fn of_page(page: PagePtr) -> Self {
        let owner = page.owner().cast::<Runtime>().cast_mut();
        debug_assert!(!owner.is_null(), "a page in use belongs to a heap");
        // SAFETY:
        // 1. the owner of all pages is the runtime's own address, set when it was made.
        Self(unsafe { NonNull::new_unchecked(owner) })
    }

    /// The heap's fields. The lifetime is the caller's: it must not outlive a call of user code,
    /// unless the caller holds a handle.
    #[inline]
    fn get<'a>(self) -> &'a Runtime {
        // SAFETY:
        // 1. by the invariant the box is still there, and it is only ever shared.
        unsafe { self.0.as_ref() }
    }

    /// Whether user code that a collection or a drop runs is on the stack.
    fn is_busy(self) -> bool {
        let this = self.get();
        this.phase.get() != Phase::Idle || this.queue.is_draining()
    }

    /// A handle for a user.
    fn new_handle(self) -> Heap {
        self.add_handle();
        self.get().abandoned.set(false);
        Heap::from_runtime(self)
    }

    fn add_handle(self) {
        let handles = &self.get().handles;
        // A count that wraps would free a heap that is in use.
        let more = handles.get().checked_add(1);
        handles.set(more.unwrap_or_else(|| std::process::abort()));
    }

    /// Lets a handle go, and the heap if nothing needs it any more.
    fn drop_handle(self) {
        let handles = &self.get().handles;
        handles.set(handles.get() - 1);
        if handles.get() == 0 {
            self.settle();
        }
    }

    /// Frees the heap if it has no handle, no page in use, and nothing to do. The caller does not use it
    /// afterwards unless it knows better.
    fn settle(self) {
        let this = self.get();
        if this.handles.get() != 0 || self.is_busy() {
            return;
        }
        if !this.abandoned.replace(true) {
            self.abandon();
            return;
        }
        if this.space.page_count() == 0 {
            current::delist(self);
            this.external.disarm();
            // SAFETY:
            // 1. it came from `Box::leak`, and nothing points to it any more: no handle, no page,
            //    no thread-local.
            drop(unsafe { Box::from_raw(self.0.as_ptr()) });
        }
    }

    /// Collects what is left when the last handle goes; from then on each page goes when it is empty.
    fn abandon(self) {
        self.add_handle();
        let handle = handle::HandleGuard(self);
        self.collect_at_end();
        self.forget_pages();
        self.get().space.retire_current_pages();
        drop(handle);
    }

    /// Empties the cache: the next allocation of each type takes the long way.
    fn forget_pages(self) {
        for entry in &self.get().cache {
            entry.set(None);
        }
    }
}
