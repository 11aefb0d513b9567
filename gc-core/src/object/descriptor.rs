//! What the heap and the collector may do with a payload without knowing its Rust type.

use core::alloc::Layout;
use core::any::TypeId;
use core::fmt;
use core::ptr::NonNull;

use super::{StorageOps, Tracer};

/// The operations on all objects of one type. One `static` value a type; a page points to the
/// descriptor of all that it holds.
///
/// The compiler may give one type several equal descriptors (one a codegen unit), so the address
/// identifies a type in one direction only; [`type_id`](Self::type_id) decides.
pub(crate) struct TypeDescriptor {
    /// Layout of a value; of an element, for slices.
    pub(crate) layout: Layout,
    /// Traces, for each bit set in `bits`, the payload at `first + index * stride`.
    ///
    /// # Safety
    ///
    /// 1. Each payload so named holds a live value of the type, of which no `&mut` exists.
    pub(crate) trace_slots:
        unsafe fn(first: NonNull<u8>, stride: usize, bits: u64, tracer: &mut Tracer<'_>),
    /// Drops the value in place.
    ///
    /// # Safety
    ///
    /// 1. The payload holds a live value of the type, which nobody uses afterwards.
    pub(crate) drop_value: unsafe fn(payload: NonNull<u8>),
    /// Runs the value's finalizer, if its type has one.
    ///
    /// # Safety
    ///
    /// 1. The payload holds a live value of the type, of which no `&mut` exists.
    pub(crate) finalize: unsafe fn(payload: NonNull<u8>),
    /// Whether the type asks for a finalizer.
    pub(crate) has_finalizer: fn() -> bool,
    /// Whether dropping the value runs any code at all.
    pub(crate) needs_drop: bool,
    /// Whether dropping the value does nothing but drop the edges that its `trace` reports.
    pub(crate) drop_is_edges: fn() -> bool,
    /// For the storage of a weak collection: what may be done with its entries.
    pub(crate) storage: Option<&'static StorageOps>,
    /// The Rust type, `[T]` for slices.
    pub(crate) type_id: fn() -> TypeId,
    /// Its name, for people.
    pub(crate) type_name: fn() -> &'static str,
}

/// What the death of a value takes, by type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Death {
    /// Nothing: no drop glue, no finalizer.
    Silent,
    /// Its drop glue.
    Dropped,
    /// Its finalizer, then its drop glue if it has any.
    Finalized,
}

impl Death {
    pub(crate) fn of(descriptor: &TypeDescriptor) -> Self {
        if (descriptor.has_finalizer)() {
            Self::Finalized
        } else if descriptor.needs_drop {
            Self::Dropped
        } else {
            Self::Silent
        }
    }
}

impl fmt::Debug for TypeDescriptor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TypeDescriptor")
            .field("type_name", &(self.type_name)())
            .field("needs_drop", &self.needs_drop)
            .finish_non_exhaustive()
    }
}
