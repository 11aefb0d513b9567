//! Handles as raw pointers.

use core::any::TypeId;
use core::mem::ManuallyDrop;
use core::ptr::NonNull;

use super::Gc;
use crate::runtime;

impl<T: ?Sized> Gc<T> {
    /// Turns the handle into a pointer to the value, without dropping it. The count stays;
    /// [`from_raw`](Self::from_raw) takes the handle back.
    ///
    /// ```
    /// use gc_core::Gc;
    ///
    /// let raw = Gc::into_raw(Gc::new(String::from("hello")));
    /// // SAFETY: it came from `into_raw`, once.
    /// let hello = unsafe { Gc::from_raw(raw) };
    /// assert_eq!(*hello, "hello");
    /// ```
    #[must_use = "losing the pointer leaks the value"]
    pub fn into_raw(this: Self) -> *const T {
        let this = ManuallyDrop::new(this);
        Self::as_ptr(&this)
    }

    /// Takes back the handle that [`into_raw`](Self::into_raw) gave away.
    ///
    /// # Safety
    ///
    /// 1. `ptr` came from [`into_raw`](Self::into_raw) (or [`Weak::into_raw`](crate::Weak::into_raw) of an object that lives), on this
    ///    thread, and the object's count includes a handle that is the caller's to give;
    /// 2. if it is given as another type than it had, reading through the handle is sound for
    ///    the value that lies there. (Cloning and dropping it is: they go by the object's own type.
    ///    [`cast_unchecked`](Self::cast_unchecked) also lets the heap know: without that, cycles through
    ///    such a handle may be taken for impossible, and leak.)
    ///
    /// ```
    /// use gc_core::Gc;
    ///
    /// let raw = Gc::into_raw(Gc::new(5));
    /// // SAFETY: it came from `into_raw`, once.
    /// assert_eq!(*unsafe { Gc::from_raw(raw) }, 5);
    /// ```
    #[must_use = "dropping the handle may drop the value"]
    pub unsafe fn from_raw(ptr: *const T) -> Self {
        // SAFETY:
        // 1. by the caller's promise it points to an object.
        let ptr = unsafe { NonNull::new_unchecked(ptr.cast_mut()) };
        // SAFETY:
        // 1. by the caller's promise it stands for a handle.
        unsafe { Self::from_inner(ptr) }
    }

    /// Adds a handle to the value's count.
    ///
    /// # Safety
    ///
    /// 1. `ptr` came from [`into_raw`](Self::into_raw), on this thread, and the object's count is above 0.
    ///
    /// ```
    /// use gc_core::Gc;
    ///
    /// let raw = Gc::into_raw(Gc::new(5));
    /// // SAFETY: `into_raw` gave one handle, and this adds one.
    /// let both = unsafe {
    ///     Gc::increment_strong_count(raw);
    ///     (Gc::from_raw(raw), Gc::from_raw(raw))
    /// };
    /// assert_eq!(Gc::strong_count(&both.0), 2);
    /// ```
    pub unsafe fn increment_strong_count(ptr: *const T) {
        // SAFETY:
        // 1. 2. by the caller's promise there is a handle, which this one does not drop.
        let this = ManuallyDrop::new(unsafe { Self::from_raw(ptr) });
        core::mem::forget(Self::clone(&this));
    }

    /// Drops a handle of the value's count.
    ///
    /// # Safety
    ///
    /// 1. As for [`from_raw`](Self::from_raw).
    ///
    /// ```
    /// use gc_core::Gc;
    ///
    /// let raw = Gc::into_raw(Gc::new(5));
    /// // SAFETY: it came from `into_raw`, once.
    /// unsafe { Gc::decrement_strong_count(raw) };
    /// ```
    pub unsafe fn decrement_strong_count(ptr: *const T) {
        // SAFETY:
        // 1. 2. by the caller's promise.
        drop(unsafe { Self::from_raw(ptr) });
    }

    /// The same handle as one to a `U`, for programs that keep values of many types behind one.
    ///
    /// Cloning, dropping, tracing and freeing go by the type that the value was made with, whatever
    /// the handle says, so such a handle may be kept and travel like any other. The heap takes note
    /// that a `Gc<U>` may lead to such a value.
    ///
    /// # Safety
    ///
    /// 1. Reading the value that lies there as a `U` is sound, and so is changing it as one
    ///    ([`get_mut`](Self::get_mut) allows that from now on).
    ///
    /// ```
    /// use gc_core::{Gc, Trace};
    ///
    /// #[derive(Trace)]
    /// #[repr(C)]
    /// struct Tagged { tag: u8, text: String }
    ///
    /// let whole = Gc::new(Tagged { tag: 7, text: "seven".into() });
    /// // SAFETY: a `Tagged` begins with a `u8`.
    /// let tag: Gc<u8> = unsafe { Gc::cast_unchecked(whole) };
    /// assert_eq!(*tag, 7);
    /// # // SAFETY: it was made as a `Tagged`.
    /// # assert_eq!(unsafe { Gc::cast_unchecked::<Tagged>(tag) }.text, "seven");
    /// ```
    #[must_use = "dropping the handle may drop the value"]
    pub unsafe fn cast_unchecked<U: 'static>(this: Self) -> Gc<U> {
        runtime::note_cast(Self::object(&this), TypeId::of::<U>());
        let raw = Self::into_raw(this).cast::<U>();
        // SAFETY:
        // 1. it came from `into_raw`, a line ago;
        // 2. by the caller's promise.
        unsafe { Gc::from_raw(raw) }
    }
}
