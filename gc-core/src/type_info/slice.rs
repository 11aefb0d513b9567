//! Slices: as many values as the length beside the header says.
//!
//! ```text
//! slot:  [pad]  len (usize, in 8 bytes)  header  element 0, element 1, …
//! ```

use core::alloc::Layout;
use core::any::{TypeId, type_name};
use core::marker::PhantomData;
use core::mem::needs_drop;
use core::ptr::NonNull;

use super::TypeRef;
use crate::heap::{PagePtr, SlotLayout};
use crate::object::{Header, ObjectPtr, TypeDescriptor};
use crate::trace::{Description, Trace, Tracer};

/// Bytes before a slice's header.
pub(crate) const LENGTH: usize = 8;

/// The place where `[T]` meets the erased core.
pub(crate) struct SliceInfo<T>(PhantomData<T>);

impl<T: Trace> SliceInfo<T> {
    const DESCRIPTOR: &'static TypeDescriptor = &TypeDescriptor {
        layout: Layout::new::<T>(),
        trace_slots: trace_slots::<T>,
        drop_value: drop_value::<T>,
        finalize: |_| {},
        has_finalizer: || false,
        needs_drop: needs_drop::<T>(),
        drop_is_edges: T::drop_is_edges,
        storage: None,
        type_id: TypeId::of::<[T]>,
        type_name: type_name::<[T]>,
    };

    /// What to allocate a `[T]` by.
    pub(crate) const fn get() -> TypeRef {
        TypeRef {
            descriptor: Self::DESCRIPTOR,
            describe: Description::of::<T>,
        }
    }
}

/// The place where `str` meets the erased core.
pub(crate) struct StrInfo;

impl StrInfo {
    const DESCRIPTOR: &'static TypeDescriptor = &TypeDescriptor {
        type_id: TypeId::of::<str>,
        type_name: type_name::<str>,
        ..*SliceInfo::<u8>::DESCRIPTOR
    };

    /// What to allocate a `str` by.
    pub(crate) const fn get() -> TypeRef {
        TypeRef {
            descriptor: Self::DESCRIPTOR,
            describe: Description::of::<u8>,
        }
    }
}

/// The slot for a slice of `len` elements; `None` where the size overflows.
///
/// Sizes are rounded up to one of four a doubling, so that the number of pools stays small.
pub(crate) fn slot_layout(element: Layout, len: usize) -> Option<SlotLayout> {
    let size = element.size().checked_mul(len)?;
    let overhead = LENGTH + size_of::<Header>();
    let class = size_class(size.checked_add(overhead)?)? - overhead;
    let layout = Layout::from_size_align(class, element.align()).ok()?;
    SlotLayout::new(layout, LENGTH)
}

/// The smallest class that is not smaller than `size`.
fn size_class(size: usize) -> Option<usize> {
    const STEPS: usize = 4;
    const FINEST: usize = 16;
    let step = (size.checked_next_power_of_two()? / (2 * STEPS)).max(FINEST);
    size.checked_next_multiple_of(step)
}

/// Notes the length of a new slice.
///
/// # Safety
///
/// 1. The slot was allocated by [`slot_layout`] for as many elements, with [`LENGTH`] bytes before
///    its header.
pub(crate) unsafe fn write_len(object: ObjectPtr, len: usize) {
    debug_assert!(
        PagePtr::of(object).has_prefix(object, LENGTH),
        "the slot of a slice must begin with {LENGTH} bytes for its length"
    );
    // SAFETY:
    // 1. by the caller's promise the bytes before the header are the slot's own.
    unsafe { len_ptr(object.payload()).write(len) };
}

fn len_ptr(payload: NonNull<u8>) -> NonNull<usize> {
    // SAFETY:
    // 1. the slot of a slice begins with the length, in the page of the payload.
    unsafe { payload.sub(size_of::<Header>() + LENGTH) }.cast()
}

/// # Safety
///
/// 1. The payload is that of a slice of `T` whose length was written.
unsafe fn elements<T>(payload: NonNull<u8>) -> NonNull<[T]> {
    // SAFETY:
    // 1. by the caller's promise the length lies there.
    let len = unsafe { len_ptr(payload).read() };
    NonNull::slice_from_raw_parts(payload.cast::<T>(), len)
}

/// See [`TypeDescriptor::trace_slots`].
unsafe fn trace_slots<T: Trace>(
    first: NonNull<u8>,
    stride: usize,
    mut bits: u64,
    tracer: &mut Tracer<'_>,
) {
    while bits != 0 {
        let index = bits.trailing_zeros() as usize;
        bits &= bits - 1;
        // SAFETY:
        // 1. by the caller's promise this is the payload of a slot.
        let payload = unsafe { first.add(index * stride) };
        // SAFETY:
        // 1. by the caller's promise it holds a live slice.
        let elements = unsafe { elements::<T>(payload) };
        // SAFETY:
        // 1. as above, and no `&mut` of it exists.
        unsafe { elements.as_ref() }.trace(tracer);
    }
}

/// See [`TypeDescriptor::drop_value`].
unsafe fn drop_value<T>(payload: NonNull<u8>) {
    // SAFETY:
    // 1. by the caller's promise it holds a live slice.
    let elements = unsafe { elements::<T>(payload) };
    // SAFETY:
    // 1. by the caller's promise nobody uses it afterwards.
    unsafe { elements.drop_in_place() };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_few_and_waste_little() {
        assert_eq!(size_class(16), Some(16));
        assert_eq!(size_class(17), Some(32));
        assert_eq!(size_class(1000), Some(1024));
        assert_eq!(size_class(1025), Some(1280));
        assert_eq!(size_class(usize::MAX), None);
        for size in 64..10_000 {
            let class = size_class(size).expect("a small size");
            assert!(class >= size && class <= size + size / 4 + 16);
            assert_eq!(size_class(class), Some(class));
        }
    }

    #[test]
    fn any_number_of_elements_of_no_size_fits() {
        assert!(slot_layout(Layout::new::<()>(), usize::MAX).is_some());
        assert!(slot_layout(Layout::new::<u64>(), usize::MAX / 8).is_none());
    }
}
