//! A pointer to some object's payload, its type forgotten.

use core::ptr::NonNull;

use super::Header;

/// Where an object's payload begins.
///
/// # Invariants
///
/// 1. It points at the payload of a slot of a page of some heap, aligned to 8 at least;
/// 2. its provenance is that of the memory its whole page was carved from, so that the header
///    before it and the page's metadata can be reached from it;
/// 3. the slot's header is initialised for as long as the `ObjectPtr` is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(transparent)]
pub(crate) struct ObjectPtr(NonNull<u8>);

impl ObjectPtr {
    /// # Safety
    ///
    /// 1. `payload` fulfils the invariants of [`ObjectPtr`].
    #[inline]
    pub(crate) const unsafe fn new(payload: NonNull<u8>) -> Self {
        Self(payload)
    }

    /// The payload.
    #[inline]
    pub(crate) const fn payload(self) -> NonNull<u8> {
        self.0
    }

    /// Where the header lies.
    #[inline]
    pub(crate) const fn header_ptr(self) -> NonNull<Header> {
        // SAFETY:
        // 1. by invariant 1 the payload is preceded by a header in the same allocation.
        unsafe { self.0.cast::<Header>().sub(1) }
    }

    /// The object's counts and flags.
    ///
    /// The lifetime is the caller's: it must not outlive the slot.
    #[inline]
    pub(crate) fn header<'a>(self) -> &'a Header {
        // SAFETY:
        // 1. by invariants 1 and 3 an initialised header lies there;
        // 2. headers are only ever shared, and all their fields are cells.
        unsafe { self.header_ptr().as_ref() }
    }
}
