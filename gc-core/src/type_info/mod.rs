//! From a Rust type to what the heap works with: its descriptor, and its class among the types of
//! a heap.

mod slice;
mod table;

use core::alloc::Layout;
use core::any::{TypeId, type_name};
use core::marker::PhantomData;
use core::mem::needs_drop;
use core::ptr::NonNull;

pub(crate) use slice::{LENGTH, SliceInfo, StrInfo, slot_layout, write_len};
pub(crate) use table::TypeTable;

use crate::object::{StorageOps, TypeDescriptor};
use crate::trace::{Description, Trace, Tracer};

/// All that an allocation needs to know of the type of a value.
#[derive(Clone, Copy)]
pub(crate) struct TypeRef {
    pub(crate) descriptor: &'static TypeDescriptor,
    /// Asks the type what it may point to; called once per type and heap.
    pub(crate) describe: fn() -> Description,
}

/// The place where `T` meets the erased core.
pub(crate) struct TypeInfo<T>(PhantomData<T>);

impl<T: Trace> TypeInfo<T> {
    const DESCRIPTOR: &'static TypeDescriptor = &TypeDescriptor {
        layout: Layout::new::<T>(),
        trace_slots: trace_slots::<T>,
        drop_value: drop_value::<T>,
        finalize: finalize::<T>,
        has_finalizer: has_finalizer::<T>,
        needs_drop: needs_drop::<T>(),
        drop_is_edges: T::drop_is_edges,
        storage: None,
        type_id: TypeId::of::<T>,
        type_name: type_name::<T>,
    };

    /// What to allocate a `T` by.
    #[inline(always)]
    pub(crate) const fn get() -> TypeRef {
        TypeRef {
            descriptor: Self::DESCRIPTOR,
            describe: Description::of::<T>,
        }
    }
}

/// A type that keeps the entries of a weak collection.
pub(crate) trait Storage: Trace {
    /// What the collector may do with the entries.
    const OPS: &'static StorageOps;
}

/// The place where a [`Storage`] meets the erased core.
pub(crate) struct StorageInfo<T>(PhantomData<T>);

impl<T: Storage> StorageInfo<T> {
    const DESCRIPTOR: &'static TypeDescriptor = &TypeDescriptor {
        storage: Some(T::OPS),
        ..*TypeInfo::<T>::DESCRIPTOR
    };

    /// What to allocate a `T` by.
    pub(crate) const fn get() -> TypeRef {
        TypeRef {
            descriptor: Self::DESCRIPTOR,
            describe: Description::of::<T>,
        }
    }
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
        // 1. by the caller's promise it holds a live `T` of which no `&mut` exists.
        let value = unsafe { payload.cast::<T>().as_ref() };
        value.trace(tracer);
    }
}

/// See [`TypeDescriptor::drop_value`].
unsafe fn drop_value<T>(payload: NonNull<u8>) {
    // SAFETY:
    // 1. by the caller's promise it holds a live `T` that nobody uses afterwards.
    unsafe { payload.cast::<T>().drop_in_place() };
}

/// See [`TypeDescriptor::finalize`].
unsafe fn finalize<T: Trace>(payload: NonNull<u8>) {
    if let Some(finalizer) = T::finalizer() {
        // SAFETY:
        // 1. by the caller's promise it holds a live `T` of which no `&mut` exists.
        finalizer(unsafe { payload.cast::<T>().as_ref() });
    }
}

fn has_finalizer<T: Trace>() -> bool {
    T::finalizer().is_some()
}
