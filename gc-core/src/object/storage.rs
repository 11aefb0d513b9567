//! What the collector may do with the storage of a weak collection: an object whose type is of
//! this library, and whose entries are pairs of a key held weakly and a value.

use core::ptr::NonNull;

use super::{ObjectPtr, Tracer};

/// The operations on the entries of a storage, beside those of its
/// [`TypeDescriptor`](super::TypeDescriptor). A *place* names an entry as long as no user code runs.
///
/// All of them share the condition of `trace_slots`: the payload holds a live storage.
pub(crate) struct StorageOps {
    /// Says each entry's key and place. A storage that is borrowed says none.
    ///
    /// # Safety
    ///
    /// 1. The payload holds a live storage of the type.
    pub(crate) for_each_key:
        unsafe fn(payload: NonNull<u8>, visit: &mut dyn FnMut(ObjectPtr, usize)),
    /// Traces the value at a place.
    ///
    /// # Safety
    ///
    /// 1. The payload holds a live storage of the type, and the place is one of it.
    pub(crate) trace_value: unsafe fn(payload: NonNull<u8>, place: usize, tracer: &mut Tracer<'_>),
    /// Runs the finalizer of the value that belongs to a key, in place, if it still belongs to it and was
    /// not finalized. Whether it did. The place is a hint.
    ///
    /// # Safety
    ///
    /// 1. The payload holds a live storage of the type, and holds it until this returns.
    pub(crate) finalize_value:
        unsafe fn(payload: NonNull<u8>, key: ObjectPtr, place: usize) -> bool,
    /// Whether the value at a place has a finalizer that did not run.
    ///
    /// # Safety
    ///
    /// 1. The payload holds a live storage of the type, and the place is one of it.
    pub(crate) has_last_words: unsafe fn(payload: NonNull<u8>, place: usize) -> bool,
    /// Takes the entries at these places out. Runs no user code.
    ///
    /// # Safety
    ///
    /// 1. The payload holds a live storage of the type, and the places are those of entries of it.
    pub(crate) take: unsafe fn(payload: NonNull<u8>, places: &[usize]) -> Box<dyn Evicted>,
    /// Whether keys may have died since the storage looked last.
    ///
    /// # Safety
    ///
    /// 1. The payload holds a live storage of the type.
    pub(crate) is_stale: unsafe fn(payload: NonNull<u8>) -> bool,
    /// Takes the entries out whose keys are dead. Runs the user's hasher, if the storage has one.
    ///
    /// # Safety
    ///
    /// 1. The payload holds a live storage of the type, and holds it until this returns.
    pub(crate) take_dead: unsafe fn(payload: NonNull<u8>) -> Box<dyn Evicted>,
}

/// Values that have come to their end.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Ended {
    pub(crate) dropped: usize,
    /// Finalizers that ran for them.
    pub(crate) finalized: usize,
}

impl core::ops::AddAssign for Ended {
    fn add_assign(&mut self, other: Self) {
        self.dropped += other.dropped;
        self.finalized += other.finalized;
    }
}

/// Values that were taken out of a storage, to be finalized and dropped.
pub(crate) trait Evicted {
    /// Drops one of them; false if there was none. Where that panics, the value is gone all the same.
    fn drop_next(&mut self) -> bool;
    /// What has been done.
    fn ended(&self) -> Ended;
}
