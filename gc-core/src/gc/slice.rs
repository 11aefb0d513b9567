//! `Gc<[T]>` and `Gc<str>`: the length lies beside the header.

use core::ptr::NonNull;

use super::{Gc, GcMut, Site};
use crate::object::ObjectPtr;
use crate::runtime::{self, Heap};
use crate::trace::Trace;
use crate::type_info::{SliceInfo, StrInfo, TypeRef};

/// A slot for `len` elements in a heap. The length is noted; the elements are the caller's to write.
fn allocate<T>(of: TypeRef, len: usize, heap: &Heap) -> (ObjectPtr, NonNull<[T]>) {
    let object = runtime::allocate_slice(heap.runtime(), of, len);
    let elements = NonNull::slice_from_raw_parts(object.payload().cast::<T>(), len);
    (object, elements)
}

/// Moves elements into a new object.
///
/// # Safety
///
/// 1. `from` points to `len` elements, which the caller forgets without dropping them.
unsafe fn move_from<T: Trace>(from: *const T, len: usize, heap: &Heap) -> Gc<[T]> {
    let (_, elements) = allocate::<T>(SliceInfo::<T>::get(), len, heap);
    // SAFETY:
    // 1. the slot is new and has room for `len` elements, which the caller gives away.
    unsafe {
        elements
            .cast::<T>()
            .as_ptr()
            .copy_from_nonoverlapping(from, len)
    };
    // SAFETY:
    // 1. the new object has one owner, which is this handle.
    unsafe { Gc::from_inner(elements) }
}

/// Clones elements into a new object.
fn clone_from<T: Trace + Clone>(from: &[T], heap: &Heap) -> Gc<[T]> {
    /// Drops the elements made so far where a `clone` panics.
    struct Made<T>(NonNull<T>, usize);
    impl<T> Drop for Made<T> {
        fn drop(&mut self) {
            let made = NonNull::slice_from_raw_parts(self.0, self.1);
            // SAFETY:
            // 1. this many elements were written, and nobody else knows them.
            unsafe { made.drop_in_place() };
        }
    }
    let (object, elements) = allocate::<T>(SliceInfo::<T>::get(), from.len(), heap);
    let site = Site::new(object);
    let mut made = Made(elements.cast::<T>(), 0);
    for value in from {
        let value = value.clone();
        // SAFETY:
        // 1. the slot has room for as many elements as there are values.
        let place = unsafe { made.0.add(made.1) };
        // SAFETY:
        // 1. the place is in the slot, aligned, and nobody reads it yet.
        unsafe { place.write(value) };
        made.1 += 1;
    }
    core::mem::forget(made);
    // SAFETY:
    // 1. all elements have been written.
    unsafe { site.finish() };
    // SAFETY:
    // 1. the new object has one owner, which is this handle.
    unsafe { Gc::from_inner(elements) }
}

/// Copies text into a new object.
pub(super) fn copy_str(from: &str, heap: &Heap) -> Gc<str> {
    let (_, bytes) = allocate::<u8>(StrInfo::get(), from.len(), heap);
    let to = bytes.cast::<u8>().as_ptr();
    // SAFETY:
    // 1. the slot is new and has room for as many bytes.
    unsafe { to.copy_from_nonoverlapping(from.as_ptr(), from.len()) };
    // SAFETY:
    // 1. it is not null: it has the address of the slot.
    let text = unsafe { NonNull::new_unchecked(bytes.as_ptr() as *mut str) };
    // SAFETY:
    // 1. the new object has one owner, which is this handle.
    unsafe { Gc::from_inner(text) }
}

/// Moves the elements of the only `Gc`, which may have `Weak`s, to a new slot.
fn leave_weaks<T: Trace>(this: &mut Gc<[T]>) {
    let heap = Gc::heap(this);
    // SAFETY:
    // 1. the elements in the old slot are forgotten below.
    let moved = unsafe { move_from(this.as_ptr(), this.len(), &heap) };
    let old = core::mem::replace(this, moved);
    let object = Gc::object(&old);
    core::mem::forget(old);
    // SAFETY:
    // 1. the elements were moved out, and their one owner forgotten.
    unsafe { runtime::vacate(object) };
}

impl<T: Trace + Clone> Gc<[T]> {
    /// The elements, to be changed; first made this handle's own if they are shared, as for sized
    /// values.
    ///
    /// ```
    /// use gc_core::Gc;
    ///
    /// let mut mine: Gc<[i32]> = Gc::from([1, 2]);
    /// let theirs = mine.clone();
    /// Gc::make_mut(&mut mine)[0] = 3;
    /// assert_eq!((&*mine, &*theirs), (&[3, 2][..], &[1, 2][..]));
    /// ```
    pub fn make_mut(this: &mut Self) -> GcMut<'_, [T]> {
        if !super::unique::is_only(this) {
            *this = clone_from(this, &Self::heap(this));
        } else if Self::object(this).header().weak_count() != 0 {
            leave_weaks(this);
        }
        // SAFETY:
        // 1. either it was the only handle, or the value is new.
        unsafe { GcMut::new(this) }
    }
}

impl Gc<str> {
    /// The text, to be changed; first made this handle's own if it is shared, as for sized
    /// values.
    ///
    /// ```
    /// use gc_core::Gc;
    ///
    /// let mut text: Gc<str> = Gc::from("text");
    /// Gc::make_mut(&mut text).make_ascii_uppercase();
    /// assert_eq!(&*text, "TEXT");
    /// ```
    pub fn make_mut(this: &mut Self) -> GcMut<'_, str> {
        if !Self::is_unique(this) {
            *this = copy_str(this, &Self::heap(this));
        }
        // SAFETY:
        // 1. either it was the only pointer, or the text is new.
        unsafe { GcMut::new(this) }
    }
}

impl<T: Trace> From<Vec<T>> for Gc<[T]> {
    /// Moves the elements; the vector's memory is freed.
    ///
    /// ```
    /// use gc_core::Gc;
    ///
    /// let numbers: Gc<[i32]> = Gc::from(vec![1, 2, 3]);
    /// assert_eq!(numbers.len(), 3);
    /// ```
    fn from(mut elements: Vec<T>) -> Self {
        let heap = Heap::current();
        // SAFETY:
        // 1. the vector is shortened below, and nothing between can panic or read it.
        let this = unsafe { move_from(elements.as_ptr(), elements.len(), &heap) };
        // SAFETY:
        // 1. a length of 0 is always right; the elements have been moved.
        unsafe { elements.set_len(0) };
        this
    }
}

impl<T: Trace> From<Box<[T]>> for Gc<[T]> {
    fn from(elements: Box<[T]>) -> Self {
        Self::from(elements.into_vec())
    }
}

impl<T: Trace, const N: usize> From<[T; N]> for Gc<[T]> {
    /// Moves the elements.
    ///
    /// ```
    /// use gc_core::Gc;
    ///
    /// let numbers: Gc<[i32]> = Gc::from([1, 2, 3]);
    /// assert_eq!(numbers[1], 2);
    /// ```
    fn from(elements: [T; N]) -> Self {
        let elements = core::mem::ManuallyDrop::new(elements);
        // SAFETY:
        // 1. the array is forgotten.
        unsafe { move_from(elements.as_ptr(), N, &Heap::current()) }
    }
}

impl<T: Trace + Clone> From<&[T]> for Gc<[T]> {
    /// Clones the elements.
    fn from(elements: &[T]) -> Self {
        clone_from(elements, &Heap::current())
    }
}

impl<T: Trace + Clone> From<&mut [T]> for Gc<[T]> {
    /// Clones the elements.
    fn from(elements: &mut [T]) -> Self {
        clone_from(elements, &Heap::current())
    }
}

impl<T: Trace> FromIterator<T> for Gc<[T]> {
    /// Gathers the elements in a vector, then moves them.
    ///
    /// ```
    /// use gc_core::Gc;
    ///
    /// let squares: Gc<[u32]> = (1..4).map(|n| n * n).collect();
    /// assert_eq!(*squares, [1, 4, 9]);
    /// ```
    fn from_iter<I: IntoIterator<Item = T>>(elements: I) -> Self {
        Self::from(elements.into_iter().collect::<Vec<_>>())
    }
}

impl<T: Trace> Default for Gc<[T]> {
    /// No elements.
    fn default() -> Self {
        Self::from([])
    }
}

impl From<&str> for Gc<str> {
    /// Copies the text.
    ///
    /// ```
    /// use gc_core::Gc;
    ///
    /// let text: Gc<str> = Gc::from("text");
    /// assert_eq!(&*text, "text");
    /// ```
    fn from(text: &str) -> Self {
        copy_str(text, &Heap::current())
    }
}

impl From<&mut str> for Gc<str> {
    /// Copies the text.
    fn from(text: &mut str) -> Self {
        copy_str(text, &Heap::current())
    }
}

impl From<String> for Gc<str> {
    /// Copies the text.
    fn from(text: String) -> Self {
        copy_str(&text, &Heap::current())
    }
}

impl From<Box<str>> for Gc<str> {
    /// Copies the text.
    fn from(text: Box<str>) -> Self {
        copy_str(&text, &Heap::current())
    }
}

impl Default for Gc<str> {
    /// No text.
    fn default() -> Self {
        Self::from("")
    }
}

impl From<Gc<str>> for Gc<[u8]> {
    /// The same bytes: nothing is copied.
    ///
    /// ```
    /// use gc_core::Gc;
    ///
    /// let text: Gc<str> = Gc::from("text");
    /// let bytes: Gc<[u8]> = Gc::from(text);
    /// assert_eq!(*bytes, *b"text");
    /// ```
    fn from(text: Gc<str>) -> Self {
        let raw = Gc::into_raw(text) as *const [u8];
        // SAFETY:
        // 1. it came from `into_raw`, a line ago;
        // 2. text may be read as bytes.
        unsafe { Self::from_raw(raw) }
    }
}

impl<T: 'static, const N: usize> TryFrom<Gc<[T]>> for Gc<[T; N]> {
    type Error = Gc<[T]>;

    /// The same elements, if there are `N` of them; the handle itself otherwise.
    ///
    /// ```
    /// use gc_core::Gc;
    ///
    /// let numbers: Gc<[i32]> = Gc::from([1, 2]);
    /// let pair: Gc<[i32; 2]> = numbers.try_into().expect("there are two");
    /// assert_eq!(*pair, [1, 2]);
    /// ```
    fn try_from(elements: Gc<[T]>) -> Result<Self, Self::Error> {
        if elements.len() != N {
            return Err(elements);
        }
        let raw = Gc::into_raw(elements).cast::<[T; N]>();
        // SAFETY:
        // 1. it came from `into_raw`, a line ago;
        // 2. `N` elements lie there.
        Ok(unsafe { Self::from_raw(raw) })
    }
}
