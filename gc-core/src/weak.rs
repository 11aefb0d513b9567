//! [`Weak`], a pointer that owns nothing.

use core::fmt;
use core::marker::PhantomData;
use core::mem::ManuallyDrop;
use core::panic::{RefUnwindSafe, UnwindSafe};
use core::ptr::{self, NonNull};

use crate::gc::{Gc, Site, Slot};
use crate::object::ObjectPtr;
use crate::runtime::{self, Heap, allocate, allocate_in};
use crate::trace::{Trace, Tracer, TypeGraph};
use crate::type_info::TypeInfo;

/// A pointer that does not keep its value alive, as [`std::rc::Weak`].
///
/// [`upgrade`](Self::upgrade) gives a [`Gc`] while the value lives. Programs with `Gc` do not need
/// it to break cycles; it is for caches, observers, and asking whether something still lives.
/// The value's slot is not used again while a `Weak` to it exists.
///
/// ```
/// use gc_core::Gc;
///
/// let five = Gc::new(5);
/// let weak = Gc::downgrade(&five);
/// assert_eq!(weak.upgrade().as_deref(), Some(&5));
/// drop(five);
/// assert_eq!(weak.upgrade(), None);
/// ```
#[repr(transparent)]
pub struct Weak<T: ?Sized> {
    /// # Invariants
    ///
    /// Either its address is `DANGLING`, or
    ///
    /// 1. it points to the payload of a slot whose weak count includes this handle;
    /// 2. its provenance is that of the object's page (see [`ObjectPtr`]).
    ptr: NonNull<T>,
    owns: PhantomData<T>,
}

/// The address of a `Weak` that never had a value: no payload lies there, as payloads are aligned.
const DANGLING: usize = usize::MAX;

impl<T: ?Sized> Unpin for Weak<T> {}
impl<T: ?Sized + RefUnwindSafe> UnwindSafe for Weak<T> {}
impl<T: ?Sized + RefUnwindSafe> RefUnwindSafe for Weak<T> {}

impl<T> Weak<T> {
    /// A `Weak` that never had a value.
    ///
    /// ```
    /// use gc_core::Weak;
    ///
    /// const NOTHING: Weak<String> = Weak::new();
    /// assert!(NOTHING.upgrade().is_none());
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        let ptr = ptr::without_provenance_mut(DANGLING);
        Self {
            // SAFETY:
            // 1. the address is not 0.
            ptr: unsafe { NonNull::new_unchecked(ptr) },
            owns: PhantomData,
        }
    }
}

impl<T: ?Sized> Weak<T> {
    /// Takes over a handle.
    ///
    /// # Safety
    ///
    /// 1. `ptr` fulfils the invariants of `Weak`, and the handle that it stands for is the caller's to give.
    #[inline]
    pub(crate) unsafe fn from_inner(ptr: NonNull<T>) -> Self {
        Self {
            ptr,
            owns: PhantomData,
        }
    }

    /// The slot, unless there never was one.
    #[inline]
    pub(crate) fn object(&self) -> Option<ObjectPtr> {
        let payload = self.ptr.cast::<u8>();
        // SAFETY:
        // 1. by the invariants of `Weak`, where it does not dangle.
        (payload.addr().get() != DANGLING).then(|| unsafe { ObjectPtr::new(payload) })
    }

    /// A handle to the value, if it lives: its count is above 0, and no collection has condemned
    /// it.
    ///
    /// ```
    /// use gc_core::Gc;
    ///
    /// let five = Gc::new(5);
    /// let weak = Gc::downgrade(&five);
    /// assert!(Gc::ptr_eq(&weak.upgrade().expect("it lives"), &five));
    /// ```
    #[inline]
    #[must_use]
    pub fn upgrade(&self) -> Option<Gc<T>> {
        let object = self.object()?;
        if !object.header().is_upgradable() {
            return None;
        }
        runtime::retain(object);
        // SAFETY:
        // 1. the value lives, and its count was raised for this handle.
        Some(unsafe { Gc::from_inner(self.ptr) })
    }

    /// How many `Gc`s point to the value; 0 if it does not live any more.
    ///
    /// ```
    /// use gc_core::Gc;
    ///
    /// let weak = Gc::downgrade(&Gc::new(5));
    /// assert_eq!(weak.strong_count(), 0);
    /// ```
    #[must_use]
    pub fn strong_count(&self) -> usize {
        self.object().map_or(0, |object| {
            let header = object.header();
            if header.is_upgradable() {
                header.strong_count() as usize
            } else {
                0
            }
        })
    }

    /// How many `Weak`s point to the value; 0 if it does not live any more.
    ///
    /// ```
    /// use gc_core::Gc;
    ///
    /// let five = Gc::new(5);
    /// let weak = Gc::downgrade(&five);
    /// assert_eq!(weak.weak_count(), 1);
    /// ```
    #[must_use]
    pub fn weak_count(&self) -> usize {
        self.object().map_or(0, |object| {
            let header = object.header();
            if header.is_upgradable() {
                header.weak_count() as usize
            } else {
                0
            }
        })
    }

    /// Whether two `Weak`s point to the same slot, or both never had one.
    ///
    /// ```
    /// use gc_core::{Gc, Weak};
    ///
    /// let five = Gc::new(5);
    /// let weak = Gc::downgrade(&five);
    /// assert!(weak.ptr_eq(&weak.clone()));
    /// assert!(!weak.ptr_eq(&Weak::new()));
    /// ```
    #[must_use]
    pub fn ptr_eq(&self, other: &Self) -> bool {
        ptr::addr_eq(self.ptr.as_ptr(), other.ptr.as_ptr())
    }

    /// Where the value lies or lay. Not to be read unless a `Gc` keeps the value.
    ///
    /// ```
    /// use gc_core::Gc;
    ///
    /// let five = Gc::new(5);
    /// assert_eq!(Gc::downgrade(&five).as_ptr(), Gc::as_ptr(&five));
    /// ```
    #[must_use]
    pub fn as_ptr(&self) -> *const T {
        self.ptr.as_ptr()
    }

    /// Turns the handle into a pointer, without dropping it.
    ///
    /// ```
    /// use gc_core::{Gc, Weak};
    ///
    /// let five = Gc::new(5);
    /// let raw = Gc::downgrade(&five).into_raw();
    /// // SAFETY: it came from `into_raw`, once.
    /// let weak = unsafe { Weak::from_raw(raw) };
    /// assert!(weak.upgrade().is_some());
    /// ```
    #[must_use = "losing the pointer keeps the slot for good"]
    pub fn into_raw(self) -> *const T {
        ManuallyDrop::new(self).as_ptr()
    }

    /// Takes back the handle that [`into_raw`](Self::into_raw) gave away.
    ///
    /// # Safety
    ///
    /// 1. `ptr` came from [`into_raw`](Self::into_raw), on this thread, and stands for a handle that is the caller's
    ///    to give.
    ///
    /// ```
    /// use gc_core::Weak;
    ///
    /// let raw = Weak::<u8>::new().into_raw();
    /// // SAFETY: it came from `into_raw`, once.
    /// assert!(unsafe { Weak::from_raw(raw) }.upgrade().is_none());
    /// ```
    #[must_use]
    pub unsafe fn from_raw(ptr: *const T) -> Self {
        // SAFETY:
        // 1. neither a slot nor the dangling address is at 0.
        let ptr = unsafe { NonNull::new_unchecked(ptr.cast_mut()) };
        // SAFETY:
        // 1. by the caller's promise it stands for a handle.
        unsafe { Self::from_inner(ptr) }
    }
}

impl<T: ?Sized> Gc<T> {
    /// A [`Weak`] to the value.
    ///
    /// ```
    /// use gc_core::Gc;
    ///
    /// let five = Gc::new(5);
    /// assert!(Gc::downgrade(&five).upgrade().is_some());
    /// ```
    #[must_use]
    pub fn downgrade(this: &Self) -> Weak<T> {
        Self::object(this).header().retain_weak();
        // SAFETY:
        // 1. the count was raised for this handle.
        unsafe { Weak::from_inner(Self::inner(this)) }
    }

    /// How many `Weak`s point to the value.
    ///
    /// ```
    /// use gc_core::Gc;
    ///
    /// let five = Gc::new(5);
    /// let weak = Gc::downgrade(&five);
    /// assert_eq!(Gc::weak_count(&five), 1);
    /// # drop(weak);
    /// ```
    #[must_use]
    pub fn weak_count(this: &Self) -> usize {
        Self::object(this).header().weak_count() as usize
    }
}

impl<T: Trace> Gc<T> {
    /// A new value that may hold a [`Weak`] to itself, in the thread's heap. Until `make` returns, the
    /// `Weak` cannot be upgraded.
    ///
    /// # Panics
    ///
    /// If `make` does, or as [`new`](Self::new). Then nothing is left behind.
    ///
    /// ```
    /// use gc_core::{Gc, Trace, Weak};
    ///
    /// #[derive(Trace)]
    /// struct Gadget {
    ///     me: Weak<Gadget>,
    /// }
    ///
    /// let gadget = Gc::new_cyclic(|me| Gadget { me: me.clone() });
    /// assert!(Gc::ptr_eq(&gadget.me.upgrade().expect("it lives"), &gadget));
    /// ```
    #[cfg_attr(feature = "sites", track_caller)]
    pub fn new_cyclic<F>(make: F) -> Self
    where
        F: FnOnce(&Weak<T>) -> T,
    {
        build(allocate(TypeInfo::<T>::get()), make)
    }

    /// As [`new_cyclic`](Self::new_cyclic), in a heap of the caller's choice.
    ///
    /// ```
    /// use gc_core::{Gc, Heap};
    ///
    /// let heap = Heap::new();
    /// let five = Gc::new_cyclic_in(|me| if me.upgrade().is_none() { 5 } else { 6 }, &heap);
    /// assert_eq!(*five, 5);
    /// ```
    #[cfg_attr(feature = "sites", track_caller)]
    pub fn new_cyclic_in<F>(make: F, heap: &Heap) -> Self
    where
        F: FnOnce(&Weak<T>) -> T,
    {
        build(allocate_in(heap.runtime(), TypeInfo::<T>::get()), make)
    }
}

/// Fills a new slot with a value that is made while `Weak`s to it exist already.
#[cfg_attr(feature = "sites", track_caller)]
fn build<T: Trace>(object: ObjectPtr, make: impl FnOnce(&Weak<T>) -> T) -> Gc<T> {
    let payload = object.payload().cast::<T>();
    let site = Site::new(Slot(object));
    object.header().retain_weak();
    // SAFETY:
    // 1. the count was raised for this handle.
    let weak = unsafe { Weak::from_inner(payload) };
    let value = make(&weak);
    // SAFETY:
    // 1. the slot was allocated for a `T`, and nobody reads it while it has no owner.
    unsafe { payload.write(value) };
    // SAFETY:
    // 1. the value was written.
    unsafe { site.finish() };
    drop(weak);
    // SAFETY:
    // 1. the object has the one owner of a new one, which is this handle.
    unsafe { Gc::from_inner(payload) }
}

impl<T: ?Sized> Clone for Weak<T> {
    #[inline]
    fn clone(&self) -> Self {
        if let Some(object) = self.object() {
            object.header().retain_weak();
        }
        Self {
            ptr: self.ptr,
            owns: PhantomData,
        }
    }
}

impl<T: ?Sized> Drop for Weak<T> {
    #[inline]
    fn drop(&mut self) {
        if let Some(object) = self.object()
            && object.header().release_weak()
        {
            runtime::drop_weak_slow(object);
        }
    }
}

impl<T> Default for Weak<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: ?Sized> fmt::Debug for Weak<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(Weak)")
    }
}

/// A leaf: it owns nothing.
// SAFETY:
// 1. 2. 3. it reports nothing; 4. `Drop` reads the slot's header only, which stays while a `Weak`
// does; 5. `drop_is_edges` is false, as the weak count has to be lowered; 6. it points to nothing.
unsafe impl<T: ?Sized + 'static> Trace for Weak<T> {
    fn trace(&self, _: &mut Tracer<'_>) {}

    fn describe(_: &mut TypeGraph<'_>) {}
}
