//! [`Gc`], the pointer.

mod construct;
mod convert;
mod debug;
mod forward;
mod guard;
#[cfg(feature = "sites")]
pub(crate) mod origin;
mod raw;
mod site;
mod slice;
mod trace;
mod unique;

use core::any::TypeId;
use core::marker::PhantomData;
use core::ops::Deref;
use core::panic::{RefUnwindSafe, UnwindSafe};
use core::ptr::{self, NonNull};

pub use guard::GcMut;
pub(crate) use site::{Site, Slot};
#[expect(
    unreachable_pub,
    reason = "it bounds a public method, and is sealed by being out of reach"
)]
pub use unique::MakeMut;

use crate::heap::PagePtr;
use crate::object::ObjectPtr;
use crate::runtime::{self, Heap};

/// A counted pointer to a value in a heap whose cycles are collected: an `Rc` that may form circles.
///
/// A value dies at once when its last `Gc` is dropped, as with `Rc`. A group of values that only
/// own each other dies in a collection: when a heap of such values has grown enough, when
/// [`collect`](crate::collect) is called, or at the latest when the thread ends.
///
/// As with `Rc`, functions are called as `Gc::downgrade(&gc)`, so that they do not hide methods of `T`.
/// One word for sized `T`; so is `Option<Gc<T>>`. Neither `Send` nor `Sync`.
///
/// ```
/// use gc_core::{Gc, Trace};
/// use std::cell::RefCell;
///
/// #[derive(Trace)]
/// struct Person {
///     name: String,
///     friends: RefCell<Vec<Gc<Person>>>,
/// }
///
/// let person = |name: &str| Gc::new(Person { name: name.into(), friends: RefCell::default() });
/// let (ada, bob) = (person("Ada"), person("Bob"));
/// ada.friends.borrow_mut().push(bob.clone());
/// bob.friends.borrow_mut().push(ada.clone());
///
/// drop((ada, bob));
/// assert_eq!(gc_core::collect().freed, 2);
/// ```
#[repr(transparent)]
pub struct Gc<T: ?Sized> {
    /// # Invariants
    ///
    /// 1. It points to the payload of an object whose strong count includes this handle;
    /// 2. its provenance is that of the object's page (see [`ObjectPtr`]).
    ptr: NonNull<T>,
    /// Owns a `T`, as far as the drop check is concerned.
    owns: PhantomData<T>,
}

const _: () = assert!(size_of::<Option<Gc<u8>>>() == size_of::<usize>());
const _: () = assert!(size_of::<Gc<dyn crate::Trace>>() == 2 * size_of::<usize>());

impl<T: ?Sized> Unpin for Gc<T> {}
impl<T: ?Sized + RefUnwindSafe> UnwindSafe for Gc<T> {}
impl<T: ?Sized + RefUnwindSafe> RefUnwindSafe for Gc<T> {}

impl<T: ?Sized> Gc<T> {
    /// Takes over a handle.
    ///
    /// # Safety
    ///
    /// 1. `ptr` fulfils the invariants of `Gc`, and the handle that it stands for is the caller's to give.
    #[inline(always)]
    pub(crate) unsafe fn from_inner(ptr: NonNull<T>) -> Self {
        Self {
            ptr,
            owns: PhantomData,
        }
    }

    /// The pointer itself.
    #[inline(always)]
    pub(crate) fn inner(this: &Self) -> NonNull<T> {
        this.ptr
    }

    /// The object, its type forgotten.
    #[inline(always)]
    pub(crate) fn object(this: &Self) -> ObjectPtr {
        // SAFETY:
        // 1. by the invariants of `Gc`, which are those of `ObjectPtr` and more.
        unsafe { ObjectPtr::new(this.ptr.cast()) }
    }

    /// How many `Gc`s point to the value.
    ///
    /// ```
    /// use gc_core::Gc;
    ///
    /// let five = Gc::new(5);
    /// let again = five.clone();
    /// assert_eq!(Gc::strong_count(&five), 2);
    /// # drop(again);
    /// ```
    #[inline]
    #[must_use]
    pub fn strong_count(this: &Self) -> usize {
        Self::object(this).header().strong_count() as usize
    }

    /// Whether two `Gc`s point to the same object, whatever the metadata of wide pointers.
    ///
    /// ```
    /// use gc_core::Gc;
    ///
    /// let five = Gc::new(5);
    /// assert!(Gc::ptr_eq(&five, &five.clone()));
    /// assert!(!Gc::ptr_eq(&five, &Gc::new(5)));
    /// ```
    #[inline]
    #[must_use]
    pub fn ptr_eq(this: &Self, other: &Self) -> bool {
        ptr::addr_eq(this.ptr.as_ptr(), other.ptr.as_ptr())
    }

    /// Where the value lies. Valid as long as there is a `Gc` to it.
    ///
    /// ```
    /// use gc_core::Gc;
    ///
    /// let text = Gc::new(String::from("hello"));
    /// assert_eq!(Gc::as_ptr(&text), &raw const *text);
    /// ```
    #[inline]
    #[must_use]
    pub fn as_ptr(this: &Self) -> *const T {
        this.ptr.as_ptr()
    }

    /// The heap that the value lies in.
    ///
    /// ```
    /// use gc_core::{Gc, Heap};
    ///
    /// let heap = Heap::new();
    /// assert_eq!(Gc::heap(&Gc::new_in(1, &heap)), heap);
    /// ```
    #[must_use]
    pub fn heap(this: &Self) -> Heap {
        runtime::heap_of(Self::object(this))
    }

    /// The type of the value in the slot, whatever the pointer says it is.
    ///
    /// ```
    /// use core::any::TypeId;
    /// use gc_core::Gc;
    ///
    /// assert_eq!(Gc::value_type_id(&Gc::new(1_u8)), TypeId::of::<u8>());
    /// ```
    #[must_use]
    pub fn value_type_id(this: &Self) -> TypeId {
        runtime::value_type(Self::object(this))
    }

    /// The name of the type of the value in the slot; for people, not to be relied upon.
    ///
    /// ```
    /// use gc_core::Gc;
    ///
    /// assert_eq!(Gc::value_type_name(&Gc::new(1_u8)), "u8");
    /// ```
    #[must_use]
    pub fn value_type_name(this: &Self) -> &'static str {
        (PagePtr::of(Self::object(this)).descriptor().type_name)()
    }
}

impl<T: ?Sized> Deref for Gc<T> {
    type Target = T;

    #[inline(always)]
    fn deref(&self) -> &T {
        // SAFETY:
        // 1. the value lives as long as its count is above 0, which this handle sees to. The collector
        //    destroys it only if no handle is left outside of what it destroys;
        // 2. `&mut` of it exists only under a `GcMut`, which borrows the only handle.
        unsafe { self.ptr.as_ref() }
    }
}

impl<T: ?Sized> Clone for Gc<T> {
    /// Another handle to the same value.
    ///
    /// ```
    /// use gc_core::Gc;
    ///
    /// let five = Gc::new(5);
    /// assert!(Gc::ptr_eq(&five, &five.clone()));
    /// ```
    #[inline]
    fn clone(&self) -> Self {
        runtime::retain(Self::object(self));
        Self {
            ptr: self.ptr,
            owns: PhantomData,
        }
    }
}

impl<T: ?Sized> Drop for Gc<T> {
    /// Lets the value go. If this was its last handle, it is finalized if its type asks for that,
    /// then dropped; when the outermost drop returns, so is everything that only it led to.
    #[inline]
    fn drop(&mut self) {
        runtime::release(Self::object(self));
    }
}
