//! From `Gc<T>` to `Gc<dyn Trait>` and `Gc<[T]>`, and back, on stable Rust.

use core::any::{Any, TypeId, type_name};

use crate::gc::Gc;
use crate::heap::PagePtr;
use crate::object::ObjectPtr;
use crate::runtime;
use crate::trace::Trace;
use crate::weak::Weak;

/// Turns a [`Gc`] or [`Weak`] of a sized type into one of an unsized type: a
/// trait object, a slice, or a struct that ends in one.
///
/// An expression; the value is the same, nothing is copied. The language does this by itself for `Rc`, by means that are not
/// stable yet; with the feature `nightly`, and a nightly compiler, it does for `Gc` too.
///
/// ```
/// use gc_core::{Gc, unsize};
/// use std::fmt::Display;
///
/// let shown: Gc<dyn Display> = unsize!(Gc::new(5) => dyn Display);
/// assert_eq!(shown.to_string(), "5");
///
/// let array = Gc::new([1, 2, 3]);
/// let weak = unsize!(Gc::downgrade(&array) => [i32]);
/// let slice: Gc<[i32]> = unsize!(array => [i32]);
/// assert!(Gc::ptr_eq(&slice, &weak.upgrade().unwrap()));
/// ```
///
/// What is no unsizing does not compile:
///
/// ```compile_fail
/// # use gc_core::{Gc, unsize};
/// let bytes = unsize!(Gc::new(5_u32) => u8);
/// ```
///
/// Nor does what is `unsafe`:
///
/// ```compile_fail,E0133
/// # use gc_core::{Gc, unsize};
/// # use std::fmt::Display;
/// let shown = unsize!(Gc::new(*(16 as *const u32)) => dyn Display);
/// ```
///
/// # Panics
///
/// If the pointer's type is not what the value was made as, nor [cast](Gc::cast_unchecked) to: one that
/// has become a pointer to a supertype (from `for<'a> fn(&'a str)` to `fn(&'static str)`, say)
/// would hide what the value is.
#[macro_export]
macro_rules! unsize {
    ($pointer:expr => $target:ty) => {
        match $pointer {
            // SAFETY: the closure does nothing but coerce.
            pointer => unsafe {
                $crate::__private::unsize(pointer, |raw| -> *const $target { raw })
            },
        }
    };
}

/// A pointer that [`unsize!`] works on.
pub trait Unsize {
    /// What it points to.
    type Target: ?Sized + 'static;
    /// The same pointer to something else.
    type To<U: ?Sized + 'static>;

    /// Changes what it points to.
    ///
    /// # Safety
    ///
    /// 1. `coerce` returns its argument, unsized.
    unsafe fn unsize<U: ?Sized + 'static>(
        self,
        coerce: impl FnOnce(*const Self::Target) -> *const U,
    ) -> Self::To<U>;
}

impl<T: ?Sized + 'static> Unsize for Gc<T> {
    type Target = T;
    type To<U: ?Sized + 'static> = Gc<U>;

    unsafe fn unsize<U: ?Sized + 'static>(
        self,
        coerce: impl FnOnce(*const T) -> *const U,
    ) -> Gc<U> {
        note_unsized::<T, U>(Gc::object(&self));
        let raw = coerce(Gc::into_raw(self));
        // SAFETY:
        // 1. it came from `into_raw`, and by the caller's promise is still the same address;
        // 2. by the caller's promise it is the same value, unsized.
        unsafe { Gc::from_raw(raw) }
    }
}

impl<T: ?Sized + 'static> Unsize for Weak<T> {
    type Target = T;
    type To<U: ?Sized + 'static> = Weak<U>;

    unsafe fn unsize<U: ?Sized + 'static>(
        self,
        coerce: impl FnOnce(*const T) -> *const U,
    ) -> Weak<U> {
        if let Some(object) = self.object() {
            note_unsized::<T, U>(object);
        }
        let raw = coerce(self.into_raw());
        // SAFETY:
        // 1. it came from `into_raw`, and by the caller's promise is still the same address.
        unsafe { Weak::from_raw(raw) }
    }
}

/// Takes note that a pointer to a `U` may lead to such a value, so that it may be changed through
/// one.
///
/// Were a supertype of what the value was made as let through, a `dyn Any` could give out `&mut` to it,
/// and the value's own finalizer could then be given what it cannot hold.
fn note_unsized<T: ?Sized + 'static, U: ?Sized + 'static>(object: ObjectPtr) {
    assert!(
        runtime::is_made_as(object, TypeId::of::<T>()),
        "only a pointer to what the value was made as can be unsized: expected `{}`, found `{}`; \
         if it was cast by raw pointers, use `Gc::cast_unchecked`",
        (PagePtr::of(object).descriptor().type_name)(),
        type_name::<T>(),
    );
    // Where the language itself unsizes pointers, nobody asks: then none can be trusted.
    if !cfg!(gc_nightly) {
        runtime::note_cast(object, TypeId::of::<U>());
    }
}

/// The same pointer to a `U`, if its slot holds one.
fn downcast<T: ?Sized, U: 'static>(this: Gc<T>) -> Result<Gc<U>, Gc<T>> {
    if !holds::<T, U>(&this) {
        return Err(this);
    }
    let raw = Gc::into_raw(this).cast::<U>();
    // SAFETY:
    // 1. it came from `into_raw`, a line ago;
    // 2. the slot holds a `U`, as its page says.
    Ok(unsafe { Gc::from_raw(raw) })
}

fn holds<T: ?Sized, U: 'static>(this: &Gc<T>) -> bool {
    Gc::value_type_id(this) == TypeId::of::<U>()
}

macro_rules! downcasts {
    ($($object:ty, $example:literal;)*) => {$(
        impl Gc<$object> {
            /// Whether the value is a `U`.
            ///
            /// ```
            /// use gc_core::{Gc, Trace, unsize};
            ///
            #[doc = $example]
            /// assert!(five.is::<i32>() && !five.is::<u32>());
            /// ```
            #[must_use]
            pub fn is<U: 'static>(&self) -> bool {
                holds::<$object, U>(self)
            }

            /// The value as what it is.
            ///
            /// # Errors
            ///
            /// Gives the handle back if the value is no `U`.
            ///
            /// ```
            /// use gc_core::{Gc, Trace, unsize};
            ///
            #[doc = $example]
            /// let five: Gc<i32> = five.downcast().ok().unwrap();
            /// assert_eq!(*five, 5);
            /// ```
            pub fn downcast<U: 'static>(self) -> Result<Gc<U>, Self> {
                downcast(self)
            }
        }
    )*};
}

downcasts! {
    dyn Trace, "let five = unsize!(Gc::new(5_i32) => dyn Trace);";
    dyn Any, "let five = unsize!(Gc::new(5_i32) => dyn std::any::Any);";
}

#[cfg(gc_nightly)]
mod coerce {
    use core::marker::Unsize;
    use core::ops::CoerceUnsized;

    use crate::gc::Gc;
    use crate::weak::Weak;

    impl<T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<Gc<U>> for Gc<T> {}
    impl<T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<Weak<U>> for Weak<T> {}
}
