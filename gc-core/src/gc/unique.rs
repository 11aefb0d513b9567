//! What only the one owner of a value may do: take it out, or change it.

use core::mem;

use super::{Gc, GcMut};
use crate::object::SlotState;
use crate::runtime;
use crate::trace::Trace;

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
    /// Whether this is the only pointer to the value, with no other `Gc` and no `Weak`, so that
    /// [`get_mut`](Self::get_mut) would succeed.
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

    /// The value, to be changed, if this is the only pointer to it.
    ///
    /// In place of `&mut T` comes a guard, as a collection may run while the borrow lives and must not look
    /// into that value meanwhile. Forgetting the guard leaves the value unreadable for good: what
    /// it owns then counts as held from outside, and cycles through it are not collected.
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
        // SAFETY:
        // 1. this is the only handle.
        Self::is_unique(this).then(|| unsafe { GcMut::new(this) })
    }
}

impl<T: Trace + Clone> Gc<T> {
    /// The value, to be changed; first made this handle's own if it is shared: a clone of it if
    /// there are other `Gc`s, moved to a new place, in the same heap, if there are only `Weak`s (which
    /// then fail).
    ///
    /// ```
    /// use gc_core::Gc;
    ///
    /// let mut mine = Gc::new(5);
    /// let theirs = mine.clone();
    /// *Gc::make_mut(&mut mine) += 1;
    /// assert_eq!((*mine, *theirs), (6, 5));
    /// ```
    pub fn make_mut(this: &mut Self) -> GcMut<'_, T> {
        if !is_only(this) {
            *this = Self::new_in(T::clone(this), &Self::heap(this));
        } else if Self::object(this).header().weak_count() != 0 {
            Self::leave_weaks(this);
        }
        // SAFETY:
        // 1. either it was the only handle, or the value is new.
        unsafe { GcMut::new(this) }
    }

    /// Moves the value of the only handle to a new slot.
    fn leave_weaks(this: &mut Self) {
        let old = Self::object(this);
        let heap = Self::heap(this);
        let new = runtime::allocate_in(heap.runtime(), crate::type_info::TypeInfo::<T>::get());
        let payload = new.payload().cast::<T>();
        // SAFETY:
        // 1. the new slot was allocated for a `T`, which lies in the old one; no user code runs
        //    before the old value is forgotten.
        unsafe { payload.copy_from_nonoverlapping(Self::inner(this), 1) };
        // SAFETY:
        // 1. the new object has one owner, which this handle becomes.
        let moved = unsafe { Self::from_inner(payload) };
        mem::forget(mem::replace(this, moved));
        // SAFETY:
        // 1. the value was moved out, and its one owner forgotten.
        unsafe { runtime::vacate(old) };
    }
}

/// Whether a handle is the only `Gc` of its value, and the value's death is not decided yet.
#[inline]
pub(super) fn is_only<T: ?Sized>(this: &Gc<T>) -> bool {
    let header = Gc::object(this).header();
    header.strong_count() == 1 && header.state() == SlotState::Live
}
