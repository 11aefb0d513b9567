//! What only the one owner of a value may do: take it out, or change it.

use core::any::TypeId;
use core::mem;

use super::site::Slot;
use super::{Gc, GcMut, Site};
use crate::object::SlotState;
use crate::runtime::{self, Heap, allocate_in};
use crate::trace::Trace;
use crate::type_info::TypeInfo;

impl<T> Gc<T> {
    /// Moves the value out if this is its only `Gc`. Its finalizer does not run; `Weak`s to it fail
    /// from now on.
    ///
    /// # Errors
    ///
    /// Gives the handle back if there are others, or (inside a finalizer) if the value is condemned.
    ///
    /// ```
    /// use gc_core::Gc;
    ///
    /// let five = Gc::new(5);
    /// let again = five.clone();
    /// let five = Gc::try_unwrap(five).expect_err("there are two");
    /// drop(again);
    /// assert_eq!(Gc::try_unwrap(five), Ok(5));
    /// ```
    pub fn try_unwrap(this: Self) -> Result<T, Self> {
        if !is_only(&this) {
            return Err(this);
        }
        let object = Self::object(&this);
        // SAFETY:
        // 1. this is the only handle, and it is forgotten below: nobody uses the value in the slot
        //    any more.
        let value = unsafe { Self::inner(&this).read() };
        mem::forget(this);
        // SAFETY:
        // 1. the value was moved out, and its one owner forgotten.
        unsafe { runtime::vacate(object) };
        Ok(value)
    }

    /// Moves the value out if this is its only `Gc`, and drops the handle otherwise.
    ///
    /// ```
    /// use gc_core::Gc;
    ///
    /// let five = Gc::new(5);
    /// let again = five.clone();
    /// assert_eq!(Gc::into_inner(five), None);
    /// assert_eq!(Gc::into_inner(again), Some(5));
    /// ```
    #[must_use = "call `drop` instead to let the handle go"]
    pub fn into_inner(this: Self) -> Option<T> {
        Self::try_unwrap(this).ok()
    }

    /// Moves the value out if this is its only `Gc`, and clones it otherwise.
    ///
    /// ```
    /// use gc_core::Gc;
    ///
    /// let text = Gc::new(String::from("text"));
    /// let again = text.clone();
    /// assert_eq!(Gc::unwrap_or_clone(text), "text");
    /// assert_eq!(Gc::unwrap_or_clone(again), "text");
    /// ```
    pub fn unwrap_or_clone(this: Self) -> T
    where
        T: Clone,
    {
        Self::try_unwrap(this).unwrap_or_else(|this| (*this).clone())
    }
}

impl<T: ?Sized> Gc<T> {
    /// Whether this is the only pointer to the value, with no other `Gc` and no `Weak`.
    ///
    /// ```
    /// use gc_core::Gc;
    ///
    /// let five = Gc::new(5);
    /// assert!(Gc::is_unique(&five));
    /// let again = five.clone();
    /// assert!(!Gc::is_unique(&five));
    /// # drop(again);
    /// ```
    #[inline]
    #[must_use]
    pub fn is_unique(this: &Self) -> bool {
        is_only(this) && Self::object(this).header().weak_count() == 0
    }
}

impl<T: ?Sized + 'static> Gc<T> {
    /// The value, to be changed, if this is the only pointer to it.
    ///
    /// In place of `&mut T` comes a guard, as a collection may run while the borrow lives and must not look
    /// into that value meanwhile. Forgetting the guard leaves the value unreadable for good: what
    /// it owns then counts as held from outside, and cycles through it are not collected.
    ///
    /// The pointer must say what the value was made as: one that has become a pointer to a supertype (from
    /// `for<'a> fn(&'a str)` to `fn(&'static str)`, say), or to another type by raw pointers, gives
    /// `None`.
    ///
    /// ```
    /// use gc_core::Gc;
    ///
    /// let mut five = Gc::new(5);
    /// *Gc::get_mut(&mut five).expect("there is no other") = 6;
    /// assert_eq!(*five, 6);
    /// ```
    #[inline]
    pub fn get_mut(this: &mut Self) -> Option<GcMut<'_, T>> {
        if !Self::is_unique(this) || !runtime::is_made_as(Self::object(this), TypeId::of::<T>()) {
            return None;
        }
        // SAFETY:
        // 1. this is the only pointer;
        // 2. the value was made as a `T`.
        Some(unsafe { GcMut::new(this) })
    }
}

impl<T: ?Sized + MakeMut + 'static> Gc<T> {
    /// The value, to be changed; first made this handle's own if it is shared: a clone of it if
    /// there are other `Gc`s, moved to a new place if there are only `Weak`s (which then fail). The new
    /// place is in the same heap.
    ///
    /// For sized values that are `Clone`, slices of such values, and `str`.
    ///
    /// ```
    /// use gc_core::Gc;
    ///
    /// let mut mine = Gc::new(5);
    /// let theirs = mine.clone();
    /// *Gc::make_mut(&mut mine) += 1;
    /// assert_eq!((*mine, *theirs), (6, 5));
    ///
    /// let mut text: Gc<str> = Gc::from("text");
    /// Gc::make_mut(&mut text).make_ascii_uppercase();
    /// assert_eq!(&*text, "TEXT");
    /// ```
    pub fn make_mut(this: &mut Self) -> GcMut<'_, T> {
        if is_only(this) && Self::object(this).header().weak_count() != 0 {
            Self::leave_weaks(this);
        }
        if !Self::is_unique(this) || !runtime::is_made_as(Self::object(this), TypeId::of::<T>()) {
            let clone = runtime::with_heap_of(Self::object(this), |heap| T::clone_in(this, heap));
            *this = clone;
        }
        // SAFETY:
        // 1. either it was the only pointer, or the value is new;
        // 2. the value was made as a `T`, or is new.
        unsafe { GcMut::new(this) }
    }

    /// Moves the value of the only `Gc` to a new slot, unless it is not the only one any more when
    /// the slot is there.
    fn leave_weaks(this: &mut Self) {
        // Taking a slot may collect, and a finalizer may upgrade one of the `Weak`s.
        let object = Self::object(this);
        let site = runtime::with_heap_of(object, |heap| Site::new(T::slot_like(this, heap)));
        if !is_only(this) {
            return;
        }
        // SAFETY:
        // 1. the site was made for this value, which is forgotten in its old slot next.
        let moved = unsafe { T::move_to(this, site) };
        let old = mem::replace(this, moved);
        let slot = Self::object(&old);
        mem::forget(old);
        // SAFETY:
        // 1. the value was moved out, and its one owner forgotten.
        unsafe { runtime::vacate(slot) };
    }
}

/// What [`Gc::make_mut`] needs of a type: values that can be put into a new slot.
pub trait MakeMut {
    /// A clone of the value.
    fn clone_in(this: &Gc<Self>, heap: &Heap) -> Gc<Self>;

    /// A slot that has room for the value.
    fn slot_like(this: &Gc<Self>, heap: &Heap) -> Slot;

    /// The value itself, in a new slot.
    ///
    /// # Safety
    ///
    /// 1. The site's slot came from [`slot_like`](Self::slot_like) of this value;
    /// 2. the caller forgets the value in the old slot without dropping it.
    unsafe fn move_to(this: &Gc<Self>, site: Site) -> Gc<Self>;
}

impl<T: Trace + Clone> MakeMut for T {
    fn clone_in(this: &Gc<Self>, heap: &Heap) -> Gc<Self> {
        Gc::new_in(T::clone(this), heap)
    }

    fn slot_like(_: &Gc<Self>, heap: &Heap) -> Slot {
        Slot(allocate_in(heap.runtime(), TypeInfo::<T>::get()))
    }

    unsafe fn move_to(this: &Gc<Self>, site: Site) -> Gc<Self> {
        let payload = site.payload().cast::<T>();
        // SAFETY:
        // 1. by the caller's promise the slot was allocated for a `T`.
        unsafe { payload.copy_from_nonoverlapping(Gc::inner(this), 1) };
        // SAFETY:
        // 1. the value has been written.
        unsafe { site.finish() };
        // SAFETY:
        // 1. the new object has one owner, which is this handle.
        unsafe { Gc::from_inner(payload) }
    }
}

/// Whether a handle is the only `Gc` of its value, and the value's death is not decided yet.
#[inline]
pub(super) fn is_only<T: ?Sized>(this: &Gc<T>) -> bool {
    let header = Gc::object(this).header();
    header.strong_count() == 1 && header.state() == SlotState::Live
}
