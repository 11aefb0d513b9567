//! Where pages come from: chunks of a few pages, each a bumpalo arena of its own.
//!
//! A chunk is one aligned allocation of a [`Bump`]; dropping the `Bump` gives it back. Which
//! of its pages are in use is a bit set. Some empty ones are kept for the next pages that are asked for, further ones
//! are given back at once; who wants to have the memory back [trims](Chunks::trim).

use core::alloc::Layout;
use core::cell::{Cell, UnsafeCell};
use core::fmt;
use core::ptr::NonNull;

use bumpalo::Bump;

use super::geometry::PAGE_SIZE;
use super::huge::{self, HUGE_SIZE};

/// Pages of a chunk. The first one of a heap has one page only: most heaps of a program with
/// many of them are small.
const CHUNK_PAGES: usize = 4;

/// A heap that has reserved this many bytes takes its chunks in the system's huge pages, where there are any:
/// the less often an address is looked up, the faster is all that jumps about in a large heap.
const LARGE_HEAP: usize = 4 << 20;

/// An empty chunk stays if the heap then has no more bytes of free pages than this. A program that makes and drops one
/// tree after the other would otherwise have the system take each tree's memory away, and zero it for the next one: up to
/// a third of its time. 4 MiB on 64 bits.
const SPARE: usize = 16 * PAGE_SIZE;

/// One allocation of a few pages.
///
/// # Invariants
///
/// 1. `base` is the start of an allocation of `bump`, `pages` times `PAGE_SIZE` long and aligned to
///    `PAGE_SIZE`, with its provenance.
#[derive(Debug)]
pub(crate) struct Chunk {
    base: NonNull<u8>,
    pages: usize,
    /// A bit for each page that nobody uses.
    free: Cell<u64>,
    /// Position in the table of chunks.
    index: Cell<usize>,
    /// Owns the memory; dropping it gives that back.
    #[expect(dead_code, reason = "only its `Drop` is of use")]
    bump: Bump,
}

impl Chunk {
    /// `None` where the system has no memory.
    fn new(pages: usize) -> Option<Box<Self>> {
        let size = pages * PAGE_SIZE;
        let align = if size.is_multiple_of(HUGE_SIZE) {
            HUGE_SIZE
        } else {
            PAGE_SIZE
        };
        let layout = Layout::from_size_align(size, align).ok()?;
        let bump = Bump::new();
        let base = bump.try_alloc_layout(layout).ok()?;
        if align == HUGE_SIZE {
            huge::advise(base, size);
        }
        Some(Box::new(Self {
            base,
            pages,
            free: Cell::new((1 << pages) - 1),
            index: Cell::new(0),
            bump,
        }))
    }

    fn is_empty(&self) -> bool {
        self.free.get() == (1 << self.pages) - 1
    }

    fn take(&self) -> Option<NonNull<u8>> {
        let free = self.free.get();
        if free == 0 {
            return None;
        }
        self.free.set(free & (free - 1));
        // SAFETY:
        // 1. the bit set has bits for pages of the chunk only, which lie in its memory.
        Some(unsafe { self.base.add(free.trailing_zeros() as usize * PAGE_SIZE) })
    }

    fn give(&self, page: NonNull<u8>) {
        let number = (page.addr().get() - self.base.addr().get()) / PAGE_SIZE;
        debug_assert!(
            number < self.pages && self.free.get() & 1 << number == 0,
            "a page is given back once, to its own chunk: found number {number} of {}",
            self.pages
        );
        self.free.set(self.free.get() | 1 << number);
    }
}

/// All chunks of a heap.
pub(crate) struct Chunks {
    /// Owned, made by `Box::into_raw`; no borrow of the table outlives a method.
    table: UnsafeCell<Vec<NonNull<Chunk>>>,
    /// Where to look first for a free page: none lies before it.
    hint: Cell<usize>,
    free_pages: Cell<usize>,
    reserved_bytes: Cell<usize>,
    /// No more than one small chunk is kept empty.
    is_frugal: Cell<bool>,
}

/// A free page and the chunk that it must be given back to.
pub(crate) struct RawPage {
    pub(crate) base: NonNull<u8>,
    pub(crate) chunk: *const Chunk,
}

impl Chunks {
    pub(crate) const fn new() -> Self {
        Self {
            table: UnsafeCell::new(Vec::new()),
            hint: Cell::new(0),
            free_pages: Cell::new(0),
            reserved_bytes: Cell::new(0),
            is_frugal: Cell::new(false),
        }
    }

    /// Bytes of all chunks.
    pub(crate) fn reserved_bytes(&self) -> usize {
        self.reserved_bytes.get()
    }

    #[expect(
        clippy::mut_from_ref,
        reason = "the callers' borrows end before the next one begins"
    )]
    fn table(&self) -> &mut Vec<NonNull<Chunk>> {
        // SAFETY:
        // 1. the cell is private to this file, and no method keeps the borrow over a call that
        //    makes another one;
        // 2. `Chunks` is not `Sync`.
        unsafe { &mut *self.table.get() }
    }

    /// A page, from a new chunk if need be. `None` where the system has no memory.
    pub(crate) fn take(&self) -> Option<RawPage> {
        if self.free_pages.get() == 0 {
            self.grow()?;
        }
        let mut at = self.hint.get();
        loop {
            // Some chunk from the hint on has a free page, as there are free pages.
            let chunk = self.table()[at];
            // SAFETY:
            // 1. chunks in the table are alive.
            if let Some(base) = unsafe { chunk.as_ref() }.take() {
                self.hint.set(at);
                self.free_pages.set(self.free_pages.get() - 1);
                return Some(RawPage {
                    base,
                    chunk: chunk.as_ptr(),
                });
            }
            at += 1;
        }
    }

    fn grow(&self) -> Option<()> {
        let table = self.table();
        let pages = if table.is_empty() {
            1
        } else if huge::ARE_THERE && self.reserved_bytes.get() >= LARGE_HEAP {
            HUGE_SIZE / PAGE_SIZE
        } else {
            CHUNK_PAGES
        };
        let chunk = Chunk::new(pages)?;
        chunk.index.set(table.len());
        self.hint.set(table.len());
        table.push(NonNull::from(Box::leak(chunk)));
        self.free_pages.set(self.free_pages.get() + pages);
        self.reserved_bytes
            .set(self.reserved_bytes.get() + pages * PAGE_SIZE);
        Some(())
    }

    /// Takes a page back, and gives its chunk back where that is empty and not the only spare.
    ///
    /// # Safety
    ///
    /// 1. `chunk` came with the page from [`take`](Self::take) of this table, and nothing uses
    ///    the page any more.
    pub(crate) unsafe fn give(&self, base: NonNull<u8>, chunk: *const Chunk) {
        // SAFETY:
        // 1. a chunk with a page in use stays in the table, alive.
        let chunk_ref = unsafe { &*chunk };
        chunk_ref.give(base);
        self.free_pages.set(self.free_pages.get() + 1);
        self.hint.set(self.hint.get().min(chunk_ref.index.get()));
        let fits = !self.is_frugal.get() && self.free_pages.get() * PAGE_SIZE <= SPARE;
        if chunk_ref.is_empty() && !fits && !self.is_spare(chunk_ref) {
            self.drop_chunk(chunk_ref.index.get());
        }
    }

    /// Whether an empty chunk is kept whatever happens: the only one is, unless it is a large one in a heap that is not
    /// large any more.
    fn is_spare(&self, chunk: &Chunk) -> bool {
        let is_only = self.free_pages.get() - chunk.pages < CHUNK_PAGES;
        let is_small = chunk.pages <= CHUNK_PAGES;
        let left = self.reserved_bytes.get() - chunk.pages * PAGE_SIZE;
        is_only && (is_small || left >= LARGE_HEAP)
    }

    /// Gives all empty chunks back, but one.
    pub(crate) fn trim(&self) {
        if self.free_pages.get() < CHUNK_PAGES {
            return;
        }
        for index in (0..self.table().len()).rev() {
            let chunk = self.table()[index];
            // SAFETY:
            // 1. chunks in the table are alive.
            let chunk = unsafe { chunk.as_ref() };
            if chunk.is_empty() && !self.is_spare(chunk) {
                self.drop_chunk(index);
            }
        }
    }

    /// Keeps no more than one small chunk empty from now on, and now.
    pub(crate) fn be_frugal(&self) {
        self.is_frugal.set(true);
        self.trim();
    }

    /// Checks the totals. Returns the number of pages in use.
    pub(super) fn verify(&self) -> usize {
        let (mut free, mut all) = (0, 0);
        for chunk in self.table() {
            // SAFETY:
            // 1. chunks in the table are alive.
            let chunk = unsafe { chunk.as_ref() };
            free += chunk.free.get().count_ones() as usize;
            all += chunk.pages;
        }
        let (counted, reserved) = (self.free_pages.get(), self.reserved_bytes.get());
        assert!(
            free == counted && all * PAGE_SIZE == reserved,
            "heap check: expected {counted} free pages and {reserved} bytes in chunks: found {free} and {}",
            all * PAGE_SIZE
        );
        all - free
    }

    /// Gives the memory of an empty chunk back.
    fn drop_chunk(&self, index: usize) {
        let table = self.table();
        let chunk = table.swap_remove(index);
        if let Some(moved) = table.get(index) {
            // SAFETY:
            // 1. chunks in the table are alive.
            unsafe { moved.as_ref() }.index.set(index);
        }
        self.hint.set(self.hint.get().min(index));
        // SAFETY:
        // 1. it came from `Box::leak` and is out of the table;
        // 2. none of its pages is in use, so no object and no metadata lies there.
        let chunk = unsafe { Box::from_raw(chunk.as_ptr()) };
        self.free_pages.set(self.free_pages.get() - chunk.pages);
        self.reserved_bytes
            .set(self.reserved_bytes.get() - chunk.pages * PAGE_SIZE);
    }
}

impl Drop for Chunks {
    fn drop(&mut self) {
        for index in (0..self.table().len()).rev() {
            self.drop_chunk(index);
        }
    }
}

impl fmt::Debug for Chunks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Chunks")
            .field("reserved_bytes", &self.reserved_bytes.get())
            .field("free_pages", &self.free_pages.get())
            .finish_non_exhaustive()
    }
}
