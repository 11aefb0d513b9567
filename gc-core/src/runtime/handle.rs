//! [`Heap`], the user's handle to a heap.

use core::fmt;
use core::mem::ManuallyDrop;

use super::{RuntimePtr, current};
use crate::budget::{Budget, Progress};
use crate::drop_queue::Panics;
use crate::external::ExternalBytes;
use crate::object::ObjectPtr;
use crate::policy::Policy;
use crate::stats::{Collection, Stats};

/// A handle to a heap: a place where objects live, and which is collected by itself.
///
/// Each thread has a heap of its own, made on first use, which [`Gc::new`](crate::Gc::new) allocates from;
/// further ones are made by hand. A heap lives as long as its last object or handle. When its last
/// handle goes, and again at the end of its thread, it is collected in full; a panic of a finalizer or
/// destructor then ends there, after the panic hook has reported it. Pointers between heaps
/// are allowed: a heap takes those that come from another one for held from outside, so
/// a cycle that runs through two heaps is not collected. Within a heap nothing recurses, but a drop that goes on in
/// another heap is one call inside the other: a chain of values through thousands of heaps, or of heaps each owned by a
/// value of the one before, takes as much stack.
///
/// ```
/// use gc_core::{Gc, Heap};
///
/// let heap = Heap::new();
/// let number = Gc::new_in(7, &heap);
/// assert_eq!(heap.stats().objects, 1);
/// drop(heap);
/// assert_eq!(*number, 7); // the object keeps its heap
/// ```
pub struct Heap(RuntimePtr);

impl Heap {
    /// A new heap with the default [`Policy`].
    ///
    /// ```
    /// let heap = gc_core::Heap::new();
    /// assert_eq!(heap.stats().objects, 0);
    /// ```
    #[must_use = "a heap without objects goes when its last handle does"]
    pub fn new() -> Self {
        Self::with_policy(Policy::default())
    }

    /// A new heap that collects when `policy` says so.
    ///
    /// ```
    /// use gc_core::{Heap, Policy};
    ///
    /// let heap = Heap::with_policy(Policy::MANUAL);
    /// assert_eq!(heap.policy(), Policy::MANUAL);
    /// ```
    #[must_use = "a heap without objects goes when its last handle does"]
    pub fn with_policy(policy: Policy) -> Self {
        Self(RuntimePtr::new(policy))
    }

    /// The heap that [`Gc::new`](crate::Gc::new) allocates from: the thread's own one, or the one that the innermost
    /// [`enter`](Self::enter) names.
    ///
    /// ```
    /// use gc_core::{Gc, Heap};
    ///
    /// let text = Gc::new(String::from("here"));
    /// assert_eq!(Gc::heap(&text), Heap::current());
    /// ```
    #[must_use]
    pub fn current() -> Self {
        current::get().new_handle()
    }

    /// Collects in full: no cycle that is unreachable now survives.
    ///
    /// Returns at once, and says so in [`Collection::skipped`], when it is called from a finalizer or
    /// destructor that a collection or a drop in this heap runs. Takes time in proportion to the objects
    /// of types that can be part of cycles, and none where nothing can have become garbage.
    ///
    /// Memory that is free afterwards goes back to the allocator, but for one chunk: 1 MiB, or 2 MiB of a large heap. (Drops
    /// and collections that come by themselves keep up to 4 MiB for what is made next.)
    ///
    /// # Panics
    ///
    /// If a finalizer or destructor does: the collection is completed, then the first panic goes on.
    ///
    /// ```
    /// use gc_core::{Gc, Heap, Trace};
    /// use std::cell::RefCell;
    ///
    /// #[derive(Trace)]
    /// struct Knot(RefCell<Option<Gc<Knot>>>);
    ///
    /// let heap = Heap::new();
    /// let knot = Gc::new_in(Knot(RefCell::new(None)), &heap);
    /// *knot.0.borrow_mut() = Some(knot.clone());
    /// assert_eq!(heap.collect().freed, 0);
    /// drop(knot);
    /// assert_eq!(heap.collect().freed, 1);
    /// ```
    pub fn collect(&self) -> Collection {
        self.0.collect()
    }

    /// Does what the heap's policy would do before its next growth, if anything: for the end of a frame or a
    /// request, so that the pause falls where it hurts least. With a [`pause_target`](Policy::pause_target), and all of the
    /// heap to be collected, that is one slice. `None` if no collection was due or ended, or they
    /// are paused.
    ///
    /// # Panics
    ///
    /// As [`collect`](Self::collect).
    ///
    /// ```
    /// let heap = gc_core::Heap::new();
    /// assert!(heap.collect_if_due().is_none());
    /// ```
    pub fn collect_if_due(&self) -> Option<Collection> {
        if self.0.get().pauses.get() > 0 {
            return None;
        }
        let mut panics = Panics::new();
        let collection = self.0.collect_by_policy(true, &mut panics);
        panics.resume();
        collection
    }

    /// Collects what was allocated since the last collection, of whatever kind: all garbage cycles that lie
    /// wholly on the pages allocated from since then. Takes time in proportion to these pages, however large the heap
    /// is (and some nanoseconds for each other page).
    ///
    /// Returns at once, and says so, where [`collect`](Self::collect) does.
    ///
    /// # Panics
    ///
    /// As [`collect`](Self::collect).
    ///
    /// ```
    /// use gc_core::{Gc, Heap, Trace};
    /// use std::cell::RefCell;
    ///
    /// #[derive(Trace)]
    /// struct Knot(RefCell<Option<Gc<Knot>>>);
    ///
    /// let heap = Heap::new();
    /// for _ in 0..100 {
    ///     let knot = Gc::new_in(Knot(RefCell::new(None)), &heap);
    ///     *knot.0.borrow_mut() = Some(knot.clone());
    /// }
    /// assert_eq!(heap.collect_young().freed, 100);
    /// ```
    pub fn collect_young(&self) -> Collection {
        self.0.collect_young()
    }

    /// Does a bounded piece of a collection of all the heap, and begins one if none is under way. The program
    /// does what it likes between the slices. When the last one is done, all that was unreachable when the first one
    /// began is gone, as far as one trial can find it (a finalizer that links what is not yet judged back to what
    /// is keeps that for the next one). [`Weak`](crate::Weak)s to it fail from the slice
    /// that condemns it on.
    ///
    /// It begins one whether or not the policy would. Such a collection only goes on when it is called again, or once
    /// the policy wants one of all the heap, too; with a [`pause_target`](Policy::pause_target) it then comes in the
    /// policy's slices as well. To do what the policy wants, and nothing where that is nothing, call
    /// [`collect_if_due`](Self::collect_if_due).
    ///
    /// A [`collect`](Self::collect) ends a collection in slices, and does all that is left to do.
    ///
    /// Returns at once, and says so in [`Progress::skipped`], where `collect` does.
    ///
    /// # Panics
    ///
    /// If a finalizer or destructor does: the slice is completed, then the first panic goes on.
    ///
    /// ```
    /// use gc_core::{Budget, Gc, Heap, Trace};
    /// use std::cell::RefCell;
    ///
    /// #[derive(Trace)]
    /// struct Knot(RefCell<Option<Gc<Knot>>>);
    ///
    /// let heap = Heap::new();
    /// for _ in 0..1000 {
    ///     let knot = Gc::new_in(Knot(RefCell::new(None)), &heap);
    ///     *knot.0.borrow_mut() = Some(knot.clone());
    /// }
    /// let collection = loop {
    ///     if let Some(collection) = heap.step(Budget::objects(100)).collection {
    ///         break collection;
    ///     }
    ///     // … a frame of the game …
    /// };
    /// assert_eq!(collection.freed, 1000);
    /// assert!(collection.slices > 10);
    /// ```
    pub fn step(&self, budget: Budget) -> Progress {
        self.0.step(budget)
    }

    /// Calls `hook` after each collection of this heap, in place of any earlier one, with what it did: for logs and
    /// meters. (After the last slice, where it was in slices.) The hook may do anything; a collection that it causes
    /// does not call it again.
    ///
    /// The heap keeps the hook. A `Gc` in it keeps its object, and so the heap, until
    /// [`clear_collection_hook`](Self::clear_collection_hook).
    ///
    /// ```
    /// use gc_core::Heap;
    /// use std::{cell::Cell, rc::Rc};
    ///
    /// let heap = Heap::new();
    /// let seen = Rc::new(Cell::new(0));
    /// let counter = Rc::clone(&seen);
    /// heap.set_collection_hook(move |_| counter.set(counter.get() + 1));
    /// heap.collect();
    /// assert_eq!(seen.get(), 1);
    /// ```
    pub fn set_collection_hook(&self, hook: impl FnMut(&Collection) + 'static) {
        drop(self.0.set_hook(Some(Box::new(hook))));
    }

    /// Takes away what [`set_collection_hook`](Self::set_collection_hook) has set.
    pub fn clear_collection_hook(&self) {
        drop(self.0.set_hook(None));
    }

    /// Reports bytes that an object owns outside of the heap, until the result is dropped: keep it in that object.
    /// The policy takes them for part of the heap's size.
    ///
    /// See [`ExternalBytes`] for an example.
    #[must_use = "the report ends when it is dropped"]
    pub fn external_bytes(&self, bytes: usize) -> ExternalBytes {
        ExternalBytes::new(bytes, &self.0.get().external)
    }

    /// Keeps the heap from collecting on its own while the guard lives. An explicit
    /// [`collect`](Self::collect) still does.
    ///
    /// ```
    /// let heap = gc_core::Heap::current();
    /// let paused = heap.pause_collection();
    /// // Whatever is allocated here runs no finalizer and no destructor of others.
    /// drop(paused);
    /// ```
    #[must_use = "collections are paused as long as the guard lives"]
    pub fn pause_collection(&self) -> PauseGuard {
        let pauses = &self.0.get().pauses;
        pauses.set(pauses.get() + 1);
        PauseGuard { heap: self.clone() }
    }

    /// Runs `f` with this heap as the [`current`](Self::current) one.
    ///
    /// ```
    /// use gc_core::{Gc, Heap};
    ///
    /// let scratch = Heap::new();
    /// let note = scratch.enter(|| Gc::new("in the scratch heap"));
    /// assert_eq!(Gc::heap(&note), scratch);
    /// ```
    pub fn enter<R>(&self, f: impl FnOnce() -> R) -> R {
        /// Puts the former heap back, also where `f` panics. Owns a handle of it, so that it is
        /// still there.
        struct Restore(Option<Heap>);
        impl Drop for Restore {
            fn drop(&mut self) {
                current::replace(self.0.as_ref().map(|heap| heap.0));
            }
        }
        let _entered = self.clone();
        let _restore = Restore(current::replace(Some(self.0)).map(|former| former.new_handle()));
        f()
    }

    /// Whether a collection of this heap is running: then this is called by one of its finalizers
    /// or destructors.
    ///
    /// ```
    /// assert!(!gc_core::Heap::current().is_collecting());
    /// ```
    #[must_use]
    pub fn is_collecting(&self) -> bool {
        self.0.get().phase.get() != crate::collector::Phase::Idle
    }

    /// Lets the heap be: no collection and no drops when its last handle goes or its thread ends, and no memory
    /// given back. For programs that end anyway, and would rather not tidy up first.
    ///
    /// ```
    /// let heap = gc_core::Heap::new();
    /// heap.leak();
    /// # drop(heap);
    /// ```
    pub fn leak(&self) {
        if !self.0.get().leaked.replace(true) {
            self.0.add_handle();
        }
    }

    /// What the heap holds and has done. Takes time in proportion to its pages.
    ///
    /// ```
    /// use gc_core::{Gc, Heap};
    ///
    /// let heap = Heap::new();
    /// let pair = (Gc::new_in(1, &heap), Gc::new_in(2, &heap));
    /// assert_eq!(heap.stats().objects, 2);
    /// # drop(pair);
    /// ```
    #[must_use]
    pub fn stats(&self) -> Stats {
        let runtime = self.0.get();
        let usage = runtime.space.usage();
        Stats {
            objects: usage.objects,
            bytes: usage.bytes,
            scanned: usage.scanned,
            pages: usage.pages,
            reserved_bytes: usage.reserved_bytes,
            external_bytes: runtime.external.bytes(),
            ..runtime.done.borrow().clone()
        }
    }

    /// When the heap collects on its own.
    #[must_use]
    pub fn policy(&self) -> Policy {
        self.0.get().policy.get()
    }

    /// Changes when the heap collects on its own.
    ///
    /// ```
    /// use gc_core::{Heap, Policy};
    ///
    /// Heap::current().set_policy(Policy::LOW_MEMORY);
    /// assert_eq!(Heap::current().policy(), Policy::LOW_MEMORY);
    /// # Heap::current().set_policy(Policy::default());
    /// ```
    pub fn set_policy(&self, policy: Policy) {
        self.0.get().policy.set(policy);
        // A zealous heap takes the long way each time; any other may be due at once.
        self.0.forget_pages();
        self.0.set_slack(0);
    }

    /// Takes over a handle.
    pub(super) fn from_runtime(runtime: RuntimePtr) -> Self {
        Self(runtime)
    }

    /// The runtime, for the pointer types.
    #[inline]
    pub(crate) fn runtime(&self) -> RuntimePtr {
        self.0
    }
}

/// The heap that an object lies in.
pub(crate) fn heap_of(object: ObjectPtr) -> Heap {
    RuntimePtr::of(object).new_handle()
}

/// Runs `f` with the heap that an object lies in, which the object keeps meanwhile. No handle is made: where there is no
/// other one, the end of each would collect all of the heap.
pub(crate) fn with_heap_of<R>(object: ObjectPtr, f: impl FnOnce(&Heap) -> R) -> R {
    f(&ManuallyDrop::new(Heap(RuntimePtr::of(object))))
}

impl Clone for Heap {
    fn clone(&self) -> Self {
        self.0.add_handle();
        Self(self.0)
    }
}

impl Drop for Heap {
    fn drop(&mut self) {
        self.0.drop_handle();
    }
}

/// A new heap.
impl Default for Heap {
    fn default() -> Self {
        Self::new()
    }
}

/// Whether two handles are of the same heap.
impl PartialEq for Heap {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl Eq for Heap {}

impl fmt::Debug for Heap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Heap")
            .field("stats", &self.stats())
            .field("policy", &self.policy())
            .finish_non_exhaustive()
    }
}

/// Keeps a heap from collecting on its own; see [`Heap::pause_collection`].
#[derive(Debug)]
pub struct PauseGuard {
    heap: Heap,
}

impl Drop for PauseGuard {
    fn drop(&mut self) {
        let pauses = &self.heap.0.get().pauses;
        pauses.set(pauses.get() - 1);
    }
}

/// A handle that an activity owns: the heap stays until it ends.
pub(super) struct HandleGuard(pub(super) RuntimePtr);

impl Drop for HandleGuard {
    fn drop(&mut self) {
        self.0.drop_handle();
    }
}

/// Collects the thread's heap in full; see [`Heap::collect`].
///
/// ```
/// let collection = gc_core::collect();
/// assert!(!collection.skipped);
/// ```
pub fn collect() -> Collection {
    current::get().collect()
}

/// What the thread's heap holds and has done; see [`Heap::stats`].
///
/// ```
/// let stats = gc_core::stats();
/// assert!(stats.bytes >= 8 * stats.objects);
/// ```
#[must_use]
pub fn stats() -> Stats {
    Heap::current().stats()
}
