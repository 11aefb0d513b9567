//! Making values: in the thread's heap, or in another one.

use core::pin::Pin;

use super::Gc;
use crate::object::ObjectPtr;
use crate::runtime::{Heap, allocate, allocate_in};
use crate::trace::Trace;
use crate::type_info::{Storage, StorageInfo, TypeInfo};

impl<T: Trace> Gc<T> {
    /// A new value in the thread's [current](Heap::current) heap.
    ///
    /// May collect first, and so run finalizers and destructors of other values while the caller holds
    /// borrows; [`Heap::pause_collection`] and [`Policy::MANUAL`](crate::Policy::MANUAL) prevent
    /// that. Aborts as `Box` does where the system has no memory.
    ///
    /// # Panics
    ///
    /// If a finalizer or destructor that it runs does.
    ///
    /// ```
    /// use gc_core::Gc;
    ///
    /// assert_eq!(*Gc::new(5), 5);
    /// ```
    #[inline]
    #[must_use]
    #[cfg_attr(feature = "sites", track_caller)]
    pub fn new(value: T) -> Self {
        let object = allocate(TypeInfo::<T>::get());
        // SAFETY:
        // 1. the slot is new, and was allocated for a `T`.
        unsafe { Self::write(object, value) }
    }

    /// A new value in a heap of the caller's choice. Otherwise as [`new`](Self::new).
    ///
    /// ```
    /// use gc_core::{Gc, Heap};
    ///
    /// let heap = Heap::new();
    /// assert_eq!(*Gc::new_in("there", &heap), "there");
    /// ```
    #[inline]
    #[must_use]
    #[cfg_attr(feature = "sites", track_caller)]
    pub fn new_in(value: T, heap: &Heap) -> Self {
        let object = allocate_in(heap.runtime(), TypeInfo::<T>::get());
        // SAFETY:
        // 1. the slot is new, and was allocated for a `T`.
        unsafe { Self::write(object, value) }
    }

    /// The storage of a weak collection.
    pub(crate) fn new_storage(value: T, heap: &Heap) -> Self
    where
        T: Storage,
    {
        let object = allocate_in(heap.runtime(), StorageInfo::<T>::get());
        // SAFETY:
        // 1. the slot is new, and was allocated for a `T`.
        unsafe { Self::write(object, value) }
    }

    /// # Safety
    ///
    /// 1. `object` was just allocated for a `T`, and no user code has run since.
    #[inline(always)]
    #[cfg_attr(feature = "sites", track_caller)]
    unsafe fn write(object: ObjectPtr, value: T) -> Self {
        #[cfg(feature = "sites")]
        super::origin::note(object, core::panic::Location::caller());
        let payload = object.payload().cast::<T>();
        // SAFETY:
        // 1. by the caller's promise the slot is large enough and aligned for a `T`, and nobody
        //    reads it yet.
        unsafe { payload.write(value) };
        // SAFETY:
        // 1. the new object has one owner, which is this handle.
        unsafe { Self::from_inner(payload) }
    }

    /// A new value that never moves, in the thread's heap.
    ///
    /// ```
    /// use gc_core::Gc;
    ///
    /// let pinned = Gc::pin(5);
    /// assert_eq!(*pinned, 5);
    /// ```
    #[must_use]
    #[cfg_attr(feature = "sites", track_caller)]
    pub fn pin(value: T) -> Pin<Self> {
        // SAFETY:
        // 1. values in a heap never move, and `get_mut` and `try_unwrap` need the `Gc`, which
        //    a `Pin` does not give out for a `T` that minds.
        unsafe { Pin::new_unchecked(Self::new(value)) }
    }
}

impl Heap {
    /// A new value in this heap: [`Gc::new_in`].
    ///
    /// ```
    /// let heap = gc_core::Heap::new();
    /// let seven = heap.alloc(7);
    /// assert_eq!(*seven, 7);
    /// ```
    #[must_use]
    #[cfg_attr(feature = "sites", track_caller)]
    pub fn alloc<T: Trace>(&self, value: T) -> Gc<T> {
        Gc::new_in(value, self)
    }
}
