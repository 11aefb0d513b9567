//! What checks of the heap need to see of a page, and the poison that they look for.

use super::PagePtr;
use crate::object::{Header, ObjectPtr};

/// What payloads are filled with when their value is gone, in builds with `--cfg gc_zeal`.
const POISON: u8 = 0xA5;

impl PagePtr {
    /// Bytes of a payload, padding included.
    fn payload_size(self) -> usize {
        // SAFETY:
        // 1. the pool of a page in use is alive, and only ever shared.
        let pool = unsafe { &*self.pool() };
        pool.layout().stride() - pool.prefix() - size_of::<Header>()
    }

    /// Overwrites a payload whose value is gone, so that a use of it shows.
    pub(super) fn poison(self, object: ObjectPtr) {
        // SAFETY:
        // 1. the payload ends before the next one's header and prefix, and the last one in the page;
        // 2. its value is gone: nobody reads or borrows it.
        unsafe { object.payload().write_bytes(POISON, self.payload_size()) };
    }

    /// Whether a free slot is as it was left, where these are poisoned.
    pub(in crate::heap) fn is_poisoned(self, object: ObjectPtr) -> bool {
        if !cfg!(gc_zeal) {
            return true;
        }
        // SAFETY:
        // 1. `poison` wrote all of the payload when the slot was freed.
        let payload =
            unsafe { core::slice::from_raw_parts(object.payload().as_ptr(), self.payload_size()) };
        payload.iter().all(|byte| *byte == POISON)
    }

    /// The first slot in the list of free ones.
    pub(in crate::heap) fn first_free(self) -> Option<ObjectPtr> {
        self.free_at(self.meta().free.get())
    }

    /// The one after a free slot.
    pub(in crate::heap) fn next_free(self, object: ObjectPtr) -> Option<ObjectPtr> {
        self.free_at(object.header().link())
    }

    fn free_at(self, offset: u32) -> Option<ObjectPtr> {
        let bump = self.meta().bump.get();
        assert!(
            offset < bump,
            "heap check: expected a free slot before {bump} in {self:?}: found one at {offset}"
        );
        (offset != 0).then(|| self.object_at(offset))
    }

    /// The number of the slot whose payload begins where `object` points to, if that is a slot once used.
    pub(crate) fn slot_at(self, object: ObjectPtr) -> Option<usize> {
        let (page, address) = (self.meta(), object.payload().addr().get());
        let offset = address.checked_sub(self.base().addr().get() + page.first.get() as usize)?;
        let index = offset / self.stride();
        (offset % self.stride() == 0 && index < self.used()).then_some(index)
    }

    pub(in crate::heap) fn notify(self) -> u32 {
        self.meta().notify.get()
    }
}
