//! A page's slots one after the other, and where an edge leads among them.

use core::ops::Range;

use super::PagePtr;
use crate::heap::geometry::{PAGE_SHIFT, slot_index};
use crate::object::{Header, ObjectPtr};

impl PagePtr {
    /// Calls `each` with the headers of some slots, all of which were used, in order.
    #[inline(always)]
    pub(crate) fn for_each_header(self, slots: Range<usize>, mut each: impl FnMut(&Header)) {
        debug_assert!(
            slots.end <= self.used(),
            "slots up to {} of a page of which {} were used",
            slots.end,
            self.used()
        );
        let page = self.meta();
        let stride = self.stride();
        let payload = self.base().as_ptr().wrapping_add(page.first.get() as usize);
        let header = payload.cast::<Header>().wrapping_sub(1);
        let mut place = header.wrapping_byte_add(slots.start * stride);
        for _ in slots {
            // SAFETY:
            // 1. it is the header of a used slot, and so initialised, in the page whose provenance the pointer has;
            // 2. headers are only ever shared, and all their fields are cells.
            each(unsafe { &*place });
            place = place.wrapping_byte_add(stride);
        }
    }

    /// What it takes to tell the number of a slot, copied out of the metadata.
    #[inline]
    pub(crate) fn slots(self) -> Slots {
        let base = self.base().addr().get();
        Slots {
            page: self,
            base,
            first: (base as u32).wrapping_add(self.meta().first.get()),
            reciprocal: self.meta().reciprocal.get(),
        }
    }
}

/// The numbers of a page's slots, by address.
#[derive(Clone, Copy)]
pub(crate) struct Slots {
    page: PagePtr,
    base: usize,
    /// The address of the first payload; the lower half tells slots apart.
    first: u32,
    reciprocal: u32,
}

impl Slots {
    /// Whether an object lies on the page.
    #[inline(always)]
    pub(crate) fn has(&self, object: ObjectPtr) -> bool {
        // The header, as in `PagePtr::of`.
        (object.header_ptr().addr().get() ^ self.base) >> PAGE_SHIFT == 0
    }

    /// The number of the slot of an object that lies on the page.
    #[inline(always)]
    pub(crate) fn index_of(&self, object: ObjectPtr) -> usize {
        let offset = (object.payload().addr().get() as u32).wrapping_sub(self.first);
        let index = slot_index(offset, self.reciprocal);
        debug_assert_eq!(
            self.page.slot(index),
            object,
            "an edge must lead to a payload's start"
        );
        index
    }
}
