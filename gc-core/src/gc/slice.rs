//! `Gc<[T]>` and `Gc<str>`: the length lies beside the header.

use core::any::TypeId;
use core::mem::ManuallyDrop;
use core::ptr::NonNull;

use super::site::Slot;
use super::{Gc, MakeMut, Site};
use crate::runtime::{self, Heap, allocate_slice};
use crate::trace::Trace;
use crate::type_info::{SliceInfo, StrInfo};

/// The elements of a slice in a slot.
fn elements<T>(payload: NonNull<u8>, len: usize) -> NonNull<[T]> {
    NonNull::slice_from_raw_parts(payload.cast::<T>(), len)
}

fn slot<T: Trace>(len: usize, heap: &Heap) -> Slot {
    Slot(allocate_slice(heap.runtime(), SliceInfo::<T>::get(), len))
}

fn text_slot(len: usize, heap: &Heap) -> Slot {
    Slot(allocate_slice(heap.runtime(), StrInfo::get(), len))
}

/// Moves elements into a new object.
///
/// # Safety
///
/// 1. The site's slot was allocated for as many elements as `from` has;
/// 2. the caller forgets the elements at `from` without dropping them.
unsafe fn move_to<T>(from: NonNull<[T]>, site: Site) -> Gc<[T]> {
    let elements = elements::<T>(site.payload(), from.len());
    // SAFETY:
    // 1. by the caller's promise the slot has room for the elements, which are given away.
    unsafe {
        elements
            .cast::<T>()
            .copy_from_nonoverlapping(from.cast::<T>(), from.len())
    };
    // SAFETY:
    // 1. the elements have been written.
    unsafe { site.finish() };
    // SAFETY:
    // 1. the new object has one owner, which is this handle.
    unsafe { Gc::from_inner(elements) }
}

/// Clones elements into a new object.
#[cfg_attr(feature = "sites", track_caller)]
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
    let site = Site::new(slot::<T>(from.len(), heap));
    let elements = elements::<T>(site.payload(), from.len());
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
fn copy_str(from: &str, site: Site) -> Gc<str> {
    let bytes = elements::<u8>(site.payload(), from.len());
    let to = bytes.cast::<u8>().as_ptr();
    // SAFETY:
    // 1. the slot was allocated for as many bytes.
    unsafe { to.copy_from_nonoverlapping(from.as_ptr(), from.len()) };
    // SAFETY:
    // 1. the text has been written.
    unsafe { site.finish() };
    // SAFETY:
    // 1. it is not null: it has the address of the slot.
    let text = unsafe { NonNull::new_unchecked(bytes.as_ptr() as *mut str) };
    // SAFETY:
    // 1. the new object has one owner, which is this handle.
    unsafe { Gc::from_inner(text) }
}

#[cfg_attr(feature = "sites", track_caller)]
fn new_str(from: &str, heap: &Heap) -> Gc<str> {
    copy_str(from, Site::new(text_slot(from.len(), heap)))
}

impl<T: Trace + Clone> MakeMut for [T] {
    fn clone_in(this: &Gc<Self>, heap: &Heap) -> Gc<Self> {
        clone_from(this, heap)
    }

    fn slot_like(this: &Gc<Self>, heap: &Heap) -> Slot {
        slot::<T>(this.len(), heap)
    }

    unsafe fn move_to(this: &Gc<Self>, site: Site) -> Gc<Self> {
        // SAFETY:
        // 1. 2. by the caller's promise.
        unsafe { move_to(Gc::inner(this), site) }
    }
}

impl MakeMut for str {
    fn clone_in(this: &Gc<Self>, heap: &Heap) -> Gc<Self> {
        new_str(this, heap)
    }

    fn slot_like(this: &Gc<Self>, heap: &Heap) -> Slot {
        text_slot(this.len(), heap)
    }

    unsafe fn move_to(this: &Gc<Self>, site: Site) -> Gc<Self> {
        copy_str(this, site)
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
    #[cfg_attr(feature = "sites", track_caller)]
    fn from(mut elements: Vec<T>) -> Self {
        let site = Site::new(slot::<T>(elements.len(), &Heap::current()));
        let from = NonNull::from(elements.as_mut_slice());
        // SAFETY:
        // 1. a length of 0 is always right; the elements are moved next.
        unsafe { elements.set_len(0) };
        // SAFETY:
        // 1. the slot has room for the elements, which the vector has forgotten.
        unsafe { move_to(from, site) }
    }
}

impl<T: Trace> From<Box<[T]>> for Gc<[T]> {
    #[cfg_attr(feature = "sites", track_caller)]
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
    #[cfg_attr(feature = "sites", track_caller)]
    fn from(elements: [T; N]) -> Self {
        let site = Site::new(slot::<T>(N, &Heap::current()));
        let mut elements = ManuallyDrop::new(elements);
        let from = NonNull::from(elements.as_mut_slice());
        // SAFETY:
        // 1. the slot has room for the elements, which are not dropped here.
        unsafe { move_to(from, site) }
    }
}

impl<T: Trace + Clone> From<&[T]> for Gc<[T]> {
    /// Clones the elements.
    #[cfg_attr(feature = "sites", track_caller)]
    fn from(elements: &[T]) -> Self {
        clone_from(elements, &Heap::current())
    }
}

impl<T: Trace + Clone> From<&mut [T]> for Gc<[T]> {
    /// Clones the elements.
    #[cfg_attr(feature = "sites", track_caller)]
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
    #[cfg_attr(feature = "sites", track_caller)]
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
    #[cfg_attr(feature = "sites", track_caller)]
    fn from(text: &str) -> Self {
        new_str(text, &Heap::current())
    }
}

impl From<&mut str> for Gc<str> {
    /// Copies the text.
    #[cfg_attr(feature = "sites", track_caller)]
    fn from(text: &mut str) -> Self {
        new_str(text, &Heap::current())
    }
}

impl From<String> for Gc<str> {
    /// Copies the text.
    #[cfg_attr(feature = "sites", track_caller)]
    fn from(text: String) -> Self {
        new_str(&text, &Heap::current())
    }
}

impl From<Box<str>> for Gc<str> {
    /// Copies the text.
    #[cfg_attr(feature = "sites", track_caller)]
    fn from(text: Box<str>) -> Self {
        new_str(&text, &Heap::current())
    }
}

impl Default for Gc<str> {
    /// No text.
    #[cfg_attr(feature = "sites", track_caller)]
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
    #[cfg_attr(feature = "sites", track_caller)]
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
        if runtime::is_made_as(Gc::object(&elements), TypeId::of::<[T]>()) {
            // SAFETY:
            // 1. `N` elements lie there, and may be changed as what they were made as.
            return Ok(unsafe { Gc::cast_unchecked(elements) });
        }
        // The pointer has become one to a supertype: it must not be taken for the real one later.
        let raw = Gc::into_raw(elements).cast::<[T; N]>();
        // SAFETY:
        // 1. it came from `into_raw`, a line ago;
        // 2. `N` elements lie there.
        Ok(unsafe { Self::from_raw(raw) })
    }
}
