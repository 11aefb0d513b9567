//! Sizes: of pages, and of the slots that a value's layout asks for.

use core::alloc::Layout;

use crate::object::Header;

/// Binary logarithm of the size of a page.
///
/// Big pages keep the number of metadata lines that an edge may lead to small (4 a MiB), and the
/// share of the metadata low; smaller ones waste less on types with few objects. Miri runs
/// on small ones, so that its small heaps have many.
pub(crate) const PAGE_SHIFT: u32 = if cfg!(miri) {
    14
} else if cfg!(target_pointer_width = "64") {
    18
} else {
    16
};

/// Bytes in a page, and its alignment.
pub(crate) const PAGE_SIZE: usize = 1 << PAGE_SHIFT;

/// Size of a page's metadata: two cache lines.
pub(crate) const META_SIZE: usize = 128;

/// What lies between two places that a page's metadata may have: a cache line, so that each set of a cache can hold the
/// first one, which is the one that is read most.
pub(crate) const META_STEP: usize = 64;

/// How many places a page's metadata may have. Were it always at the page's start, all metadata
/// would compete for the same few sets of the caches.
const META_PLACES: usize = if cfg!(miri) { 4 } else { 64 };

/// Larger slots, and more strictly aligned ones, get a page of their own.
const MAX_SLOT: usize = PAGE_SIZE / 8;

const HEADER: usize = size_of::<Header>();

/// From an address inside a page's first [`PAGE_SIZE`] bytes to the address of its metadata.
#[inline]
pub(crate) const fn meta_addr(inside: usize) -> usize {
    let base = inside & !(PAGE_SIZE - 1);
    base + (inside >> PAGE_SHIFT) % META_PLACES * META_STEP
}

/// Where a value of some layout goes in a slot, and how far apart slots are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct SlotLayout {
    /// Bytes from one payload to the next, header and padding included; a multiple of `align`.
    stride: usize,
    /// Alignment of the payload, 8 at least.
    align: usize,
}

impl SlotLayout {
    /// The slot for a value of layout `value`, with `prefix` bytes before the header (a multiple
    /// of 8). `None` where the size overflows.
    pub(crate) const fn new(value: Layout, prefix: usize) -> Option<Self> {
        let align = if value.align() > HEADER {
            value.align()
        } else {
            HEADER
        };
        let Some(size) = value.size().checked_add(HEADER + prefix + (align - 1)) else {
            return None;
        };
        Some(Self {
            stride: size & !(align - 1),
            align,
        })
    }

    /// Whether a slot needs a page of its own.
    pub(crate) const fn is_large(self) -> bool {
        self.stride > MAX_SLOT || self.align > MAX_SLOT
    }

    pub(crate) const fn stride(self) -> usize {
        self.stride
    }

    pub(crate) const fn align(self) -> usize {
        self.align
    }

    /// Offset of the first payload in a page whose metadata ends at `meta_end`.
    pub(crate) const fn first_payload(self, meta_end: usize, prefix: usize) -> usize {
        debug_assert!(
            prefix.is_multiple_of(HEADER),
            "what lies before a header is words"
        );
        (meta_end + prefix + HEADER).next_multiple_of(self.align)
    }
}

/// `ceil(2^32 / stride)`: the multiplier that turns an offset among slots into an index.
///
/// For an offset that is a multiple `i` of `stride`, `offset * reciprocal` is
/// `i * 2^32 + i * e` with `e < stride`, and `i * e < offset + stride <= 2^32`, so the upper half
/// is `i` exactly.
pub(crate) const fn reciprocal(stride: usize) -> u32 {
    debug_assert!(stride >= HEADER && stride <= PAGE_SIZE);
    (1_u64 << 32).div_ceil(stride as u64) as u32
}

/// The index of the slot at `offset` bytes from the first one.
#[inline]
pub(crate) const fn slot_index(offset: u32, reciprocal: u32) -> usize {
    ((offset as u64 * reciprocal as u64) >> 32) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_slot_offset_gives_its_index() {
        for stride in (8..=MAX_SLOT).step_by(8) {
            let reciprocal = reciprocal(stride);
            for index in [0, 1, 2, 3, PAGE_SIZE / stride / 2, PAGE_SIZE / stride] {
                assert_eq!(slot_index((index * stride) as u32, reciprocal), index);
            }
        }
    }

    #[test]
    fn slots_hold_the_header_and_keep_the_alignment() {
        let slot = |size, align| {
            let layout = Layout::from_size_align(size, align).expect("a valid layout");
            SlotLayout::new(layout, 0).expect("a small layout")
        };
        assert_eq!(slot(0, 1).stride(), 8);
        assert_eq!(slot(24, 8).stride(), 32);
        assert_eq!(slot(4, 4).stride(), 16);
        assert_eq!(slot(1, 64).stride(), 64);
        assert_eq!(slot(64, 64).stride(), 128);
        assert_eq!(slot(1, 64).first_payload(128, 0), 192);
    }

    #[test]
    fn metadata_stays_in_its_page() {
        for page in 0..100 {
            let base = page * PAGE_SIZE;
            let meta = meta_addr(base + PAGE_SIZE - 1);
            assert!(meta >= base && meta + META_SIZE <= base + PAGE_SIZE / 2);
            assert_eq!(meta, meta_addr(base));
        }
    }
}
