//! The memory of one heap: its pools, and the chunks that their pages come from.
//!
//! Nothing here runs user code or reads a value. `None` from an allocation means that the system
//! has no memory; what to do about it is the caller's business.

use core::cell::{Cell, UnsafeCell};
use core::fmt;
use core::ptr::{self, NonNull};

use super::chunk::Chunks;
use super::geometry::{META_SIZE, PAGE_SIZE, SlotLayout, meta_addr, reciprocal};
use super::large::LargeMemory;
use super::page::{PagePtr, PageRole, PageSetup};
use super::pool::Pool;
use crate::object::{ObjectPtr, TypeClass, TypeDescriptor};

/// Pools and chunks of a heap.
pub(crate) struct Space {
    /// Owned, made by `Box::leak`, alive as long as the space. No borrow outlives a method.
    pools: UnsafeCell<Vec<NonNull<Pool>>>,
    chunks: Chunks,
    /// What pages say they belong to.
    owner: Cell<*const ()>,
    pages: Cell<usize>,
    large_bytes: Cell<usize>,
    /// Bytes of slots that were there to be filled when their pages began to be allocated from, since the
    /// number was last reset: only types that can be part of cycles.
    fillable: Cell<usize>,
    /// Counts collections: a page that was allocated from since the last one has this epoch.
    epoch: Cell<u32>,
}

/// What the space holds at an instant. The storages of weak collections are bytes, not objects: nobody
/// made them.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Usage {
    pub(crate) objects: usize,
    pub(crate) bytes: usize,
    pub(crate) scanned: usize,
    pub(crate) pages: usize,
    pub(crate) reserved_bytes: usize,
}

impl Space {
    pub(crate) const fn new() -> Self {
        Self {
            pools: UnsafeCell::new(Vec::new()),
            chunks: Chunks::new(),
            owner: Cell::new(ptr::null()),
            pages: Cell::new(0),
            large_bytes: Cell::new(0),
            fillable: Cell::new(0),
            epoch: Cell::new(0),
        }
    }

    /// Names what all pages made from now on belong to.
    pub(crate) fn set_owner(&self, owner: *const ()) {
        self.owner.set(owner);
    }

    pub(crate) fn owner(&self) -> *const () {
        self.owner.get()
    }

    #[expect(
        clippy::mut_from_ref,
        reason = "the callers' borrows end before the next one begins"
    )]
    fn table(&self) -> &mut Vec<NonNull<Pool>> {
        // SAFETY:
        // 1. the cell is private to this file, and no method keeps the borrow over a call that
        //    makes another one;
        // 2. `Space` is not `Sync`.
        unsafe { &mut *self.pools.get() }
    }

    // ---- pools -----------------------------------------------------------------------------

    /// Makes a pool. It lives as long as the space does.
    pub(crate) fn add_pool(
        &self,
        descriptor: &'static TypeDescriptor,
        layout: SlotLayout,
        prefix: usize,
        class: TypeClass,
    ) -> &Pool {
        let pool = Box::new(Pool::new(descriptor, layout, prefix, class));
        let pool = NonNull::from(Box::leak(pool));
        self.table().push(pool);
        // SAFETY:
        // 1. pools live as long as the space, and are only ever shared.
        unsafe { pool.as_ref() }
    }

    /// The pools, in the order in which they were made.
    pub(crate) fn pools(&self) -> impl Iterator<Item = &Pool> {
        (0..self.table().len()).map(|index| {
            // SAFETY:
            // 1. pools live as long as the space, and are only ever shared.
            unsafe { self.table()[index].as_ref() }
        })
    }

    /// The pool of a page of this space.
    pub(crate) fn pool_of(&self, page: PagePtr) -> &Pool {
        debug_assert_eq!(page.owner(), self.owner(), "a page of another heap");
        // SAFETY:
        // 1. pools live as long as the space, and are only ever shared.
        unsafe { &*page.pool() }
    }

    // ---- pages -----------------------------------------------------------------------------

    /// Whether a pool can give a slot without a new page.
    pub(crate) fn refill(&self, pool: &Pool) -> Option<PagePtr> {
        if let Some(page) = pool.current().filter(|page| page.has_free_slot()) {
            page.set_epoch(self.epoch.get());
            return Some(page);
        }
        let page = pool.pop_available()?;
        self.make_current(pool, page);
        Some(page)
    }

    /// A new page for a pool, its current one from now on.
    pub(crate) fn grow(&self, pool: &Pool) -> Option<PagePtr> {
        let page = self.new_page(pool)?;
        self.pages.set(self.pages.get() + 1);
        pool.add_page(page);
        self.make_current(pool, page);
        Some(page)
    }

    /// A slot with a page of its own, for a pool whose slots are large.
    pub(crate) fn take_large_slot(&self, pool: &Pool) -> Option<ObjectPtr> {
        let page = self.new_large_page(pool)?;
        self.note_fillable(pool, 1);
        self.pages.set(self.pages.get() + 1);
        pool.add_page(page);
        let object = page.take_slot();
        page.set_role(PageRole::Full);
        object
    }

    fn make_current(&self, pool: &Pool, page: PagePtr) {
        page.set_epoch(self.epoch.get());
        self.note_fillable(pool, page.capacity() - page.live());
        if let Some(empty) = pool.set_current(Some(page)) {
            self.release_page(pool, empty);
        }
    }

    fn note_fillable(&self, pool: &Pool, slots: usize) {
        if pool.class() == TypeClass::Scanned {
            let bytes = slots * pool.layout().stride();
            self.fillable.set(self.fillable.get().saturating_add(bytes));
        }
    }

    /// Bytes by which the slots in use may have become more since [`reset_fillable`](Self::reset_fillable).
    pub(crate) fn fillable(&self) -> usize {
        self.fillable.get()
    }

    pub(crate) fn reset_fillable(&self) {
        self.fillable.set(0);
    }

    fn new_page(&self, pool: &Pool) -> Option<PagePtr> {
        let raw = self.chunks.take()?;
        let base = raw.base.addr().get();
        let meta_end = meta_addr(base) - base + META_SIZE;
        let first = pool.layout().first_payload(meta_end, pool.prefix());
        let stride = pool.layout().stride();
        // The last slot's payload ends where its stride does, less header and prefix.
        let room = PAGE_SIZE - first + pool.prefix() + size_of::<crate::object::Header>();
        let setup = PageSetup {
            chunk: raw.chunk.cast(),
            first,
            stride,
            reciprocal: reciprocal(stride),
            capacity: room / stride,
            ..self.setup_for(pool)
        };
        // SAFETY:
        // 1. the chunk gave this page to nobody else, it is aligned, and the slots end before
        //    the page does;
        // 2. the chunk's pointer has the provenance of the whole chunk.
        Some(unsafe { PagePtr::init(raw.base, setup) })
    }

    fn new_large_page(&self, pool: &Pool) -> Option<PagePtr> {
        let memory = Box::new(LargeMemory::new(pool.layout(), pool.prefix())?);
        self.large_bytes
            .set(self.large_bytes.get() + memory.bytes());
        let base = memory.base();
        let setup = PageSetup {
            first: memory.first(),
            stride: pool.layout().stride(),
            reciprocal: 0,
            capacity: 1,
            chunk: Box::into_raw(memory).cast_const().cast(),
            ..self.setup_for(pool)
        };
        // SAFETY:
        // 1. the memory is new, aligned, and was sized for metadata and one slot;
        // 2. `base` has the provenance of the whole allocation.
        Some(unsafe { PagePtr::init(base, setup) })
    }

    fn setup_for(&self, pool: &Pool) -> PageSetup {
        PageSetup {
            pool,
            owner: self.owner.get(),
            chunk: ptr::null(),
            descriptor: pool.descriptor(),
            death: pool.death(),
            birth: pool.class().birth(),
            epoch: self.epoch.get(),
            first: 0,
            stride: 0,
            reciprocal: 0,
            capacity: 0,
        }
    }

    /// What has to happen after [`PagePtr::free_slot`] said so.
    #[cold]
    pub(crate) fn page_event(&self, page: PagePtr) {
        if page.live() == 0 {
            self.put_away(page);
        } else {
            debug_assert_eq!(
                page.role(),
                PageRole::Full,
                "a page with free slots only says when it is empty"
            );
            self.pool_of(page).push_available(page);
        }
    }

    /// Takes an empty page back, if it may go.
    fn put_away(&self, page: PagePtr) {
        let pool = self.pool_of(page);
        match (page.role(), page.is_pinned()) {
            (PageRole::Current, _) | (PageRole::Available, true) => {}
            (PageRole::Available, false) => {
                pool.unlink_available(page);
                self.release_page(pool, page);
            }
            (PageRole::Full, false) => self.release_page(pool, page),
            // The page of a large object is never used again.
            (PageRole::Full, true) if pool.layout().is_large() => {}
            (PageRole::Full, true) => pool.push_available(page),
        }
    }

    /// Lets a page go that was pinned, now or when it is empty.
    pub(crate) fn unpin(&self, page: PagePtr) {
        page.set_plot(ptr::null());
        if page.live() == 0 {
            self.put_away(page);
        }
    }

    /// Frees a slot.
    ///
    /// # Safety
    ///
    /// As for [`PagePtr::free_slot`].
    pub(crate) unsafe fn free_slot(&self, object: ObjectPtr) {
        let page = PagePtr::of(object);
        // SAFETY:
        // 1. 2. by the caller's promise.
        if unsafe { page.free_slot(object) } {
            self.page_event(page);
        }
    }

    /// Frees all slots of a page at once.
    ///
    /// # Safety
    ///
    /// As for [`PagePtr::free_all_slots`].
    pub(crate) unsafe fn free_page(&self, page: PagePtr) {
        // SAFETY:
        // 1. by the caller's promise.
        unsafe { page.free_all_slots() };
        self.put_away(page);
    }

    /// Gives the empty pages back that pools keep to allocate from. The caller forgets its own
    /// pointers to current pages first.
    pub(crate) fn release_current_pages(&self) {
        for pool in self.pools() {
            if pool
                .current()
                .is_some_and(|page| page.live() == 0 && !page.is_pinned())
                && let Some(empty) = pool.set_current(None)
            {
                self.release_page(pool, empty);
            }
        }
    }

    /// Gives the empty chunks back that are kept for new pages, but one.
    pub(crate) fn trim(&self) {
        self.chunks.trim();
    }

    /// Stops allocating from the current pages, so that each goes as soon as it is empty.
    pub(crate) fn retire_current_pages(&self) {
        self.chunks.be_frugal();
        for pool in self.pools() {
            if let Some(empty) = pool.set_current(None) {
                self.release_page(pool, empty);
            }
        }
    }

    fn release_page(&self, pool: &Pool, page: PagePtr) {
        debug_assert_eq!(page.live(), 0, "only an empty page is given back");
        pool.remove_page(page);
        self.pages.set(self.pages.get() - 1);
        if pool.layout().is_large() {
            let memory = page.chunk().cast::<LargeMemory>().cast_mut();
            // SAFETY:
            // 1. the page of a large pool was made with a leaked box of its memory;
            // 2. the page is empty and its pool forgot it: nothing points into it.
            let memory = unsafe { Box::from_raw(memory) };
            self.large_bytes
                .set(self.large_bytes.get() - memory.bytes());
        } else {
            // SAFETY:
            // 1. the page came with this chunk, is empty, and its pool forgot it.
            unsafe { self.chunks.give(page.base(), page.chunk().cast()) };
        }
    }

    /// Checks the chunks. Returns the number of their pages in use.
    pub(super) fn verify_chunks(&self) -> usize {
        self.chunks.verify()
    }

    // ---- numbers ---------------------------------------------------------------------------

    /// Pages that pools hold.
    pub(crate) fn page_count(&self) -> usize {
        self.pages.get()
    }

    /// Bytes of pages whose types can be part of cycles, without one of each type: it may be hardly filled.
    pub(crate) fn scanned_page_bytes(&self) -> usize {
        self.pools()
            .filter(|pool| pool.class() == TypeClass::Scanned)
            .map(|pool| {
                let pages = pool.page_count().saturating_sub(1);
                pages * pool.layout().stride().max(PAGE_SIZE)
            })
            .sum()
    }

    /// Bytes of the slots in use there. Linear in the number of pages.
    pub(crate) fn scanned_slot_bytes(&self) -> usize {
        self.pools()
            .filter(|pool| pool.class() == TypeClass::Scanned)
            .map(|pool| {
                let slots: usize = pool.pages().into_iter().map(PagePtr::live).sum();
                slots * pool.layout().stride()
            })
            .sum()
    }

    /// The pages of types that can be part of cycles which hold something.
    pub(crate) fn scanned_pages(&self) -> impl Iterator<Item = PagePtr> {
        self.pools()
            .filter(|pool| pool.class() == TypeClass::Scanned)
            .flat_map(Pool::pages)
            .filter(|page| page.live() > 0)
    }

    /// Of these, the pages that were allocated from in this epoch.
    pub(crate) fn young_pages(&self) -> impl Iterator<Item = PagePtr> {
        let epoch = self.epoch.get();
        self.scanned_pages()
            .filter(move |page| page.epoch() == epoch)
    }

    /// Begins another epoch: no page has been allocated from. The caller forgets its own pointers to
    /// current pages.
    pub(crate) fn begin_epoch(&self) {
        self.epoch.set(self.epoch.get().wrapping_add(1));
    }

    /// Counts what there is. Linear in the number of pages.
    pub(crate) fn usage(&self) -> Usage {
        let mut usage = Usage {
            pages: self.pages.get(),
            reserved_bytes: self.chunks.reserved_bytes() + self.large_bytes.get(),
            ..Usage::default()
        };
        for pool in self.pools() {
            let objects: usize = pool.pages().into_iter().map(PagePtr::values).sum();
            usage.bytes += objects * pool.layout().stride();
            if pool.is_storage() {
                continue;
            }
            usage.objects += objects;
            if pool.class() == TypeClass::Scanned {
                usage.scanned += objects;
            }
        }
        usage
    }
}

impl Drop for Space {
    fn drop(&mut self) {
        debug_assert!(
            self.pools()
                .all(|pool| pool.pages().iter().all(|page| page.live() == 0)),
            "a heap goes when its last object has gone"
        );
        self.retire_current_pages();
        for pool in core::mem::take(self.table()) {
            // SAFETY:
            // 1. it came from `Box::leak`, is out of the table, and no page points to it any more.
            drop(unsafe { Box::from_raw(pool.as_ptr()) });
        }
    }
}

impl fmt::Debug for Space {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Space")
            .field("usage", &self.usage())
            .finish_non_exhaustive()
    }
}
