//! A page: slots of one type, and what the allocator and the collector know of them.
//!
//! ```text
//! base (aligned to PAGE_SIZE)                                        base + PAGE_SIZE
//! | unused | metadata | slot 0 | slot 1 | …  free or live  … | never used | rest |
//!          ^ PagePtr           ^ first                       ^ bump       ^ limit
//! ```
//!
//! The metadata does not lie at the base but at one of some places behind it, drawn from the
//! page's address (see [`meta_addr`]). Slots are taken from the page's own last-in
//! first-out list of free ones, whose links lie in the free slots' headers, and from the bump
//! offset when that is empty. A page that holds one value too large for a slot has its
//! memory from the global allocator and is otherwise the same.

mod check;
mod slots;

use core::cell::Cell;
use core::ptr::{self, NonNull};

use super::geometry::{META_SIZE, META_STEP, PAGE_SIZE, meta_addr};
use super::pool::Pool;
use crate::object::{Death, Header, ObjectPtr, TypeClass, TypeDescriptor};

/// What the heap does with a page at the moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PageRole {
    /// Its pool allocates from it; stays even when it is empty.
    Current,
    /// In its pool's list of pages with free slots.
    Available,
    /// No slot was free when it was last looked at; the first free one makes it available.
    Full,
}

/// A page's metadata. All fields are cells: it is only ever shared.
///
/// The first line is what allocation, freeing and the collector's edges read.
#[repr(C, align(64))]
pub(crate) struct Page {
    /// Offset from the base of the first free slot's payload; 0 where there is none.
    free: Cell<u32>,
    /// Offset of the payload of the first slot that was never used.
    bump: Cell<u32>,
    /// The value of `bump` when every slot has been used.
    limit: Cell<u32>,
    /// Slots in use: living values, dead ones that `Weak`s keep, and those being built.
    live: Cell<u32>,
    /// The number of slots in use at which freeing one calls for [`Space`](super::Space):
    /// see [`PagePtr::set_role`].
    notify: Cell<u32>,
    /// Offset of the payload of slot 0.
    first: Cell<u32>,
    /// See [`reciprocal`](super::geometry::reciprocal); 0 for a large page, which has one slot.
    reciprocal: Cell<u32>,
    /// The strong word of a new object.
    birth: Cell<i32>,
    /// The collector's array for this page, in the phases that need one. Null otherwise, above
    /// all whenever user code may run: another heap's collection looks here too.
    side: Cell<*const ()>,
    descriptor: Cell<&'static TypeDescriptor>,
    /// Whatever the heap belongs to.
    owner: Cell<*const ()>,
    /// Bytes from slot to slot, clipped for a large page.
    stride: Cell<u32>,
    /// What the death of a value here takes.
    death: Cell<Death>,
    /// An object here was touched since the last trial that looked.
    touched: Cell<bool>,
    /// An object here is, or was, a key of a weak collection.
    keyed: Cell<bool>,

    /// Slots in use whose value is gone: only `Weak`s keep them.
    dead: Cell<u32>,
    role: Cell<PageRole>,
    pool: Cell<*const Pool>,
    /// Neighbours in the pool's list of available pages.
    next: Cell<Option<PagePtr>>,
    previous: Cell<Option<PagePtr>>,
    /// Position in the pool's table of pages.
    index: Cell<u32>,
    /// The heap's epoch when the page was last allocated from.
    epoch: Cell<u32>,
    /// What a collection in slices knows of this page; null where none is about it. A page that has
    /// one stays in use, empty or not.
    plot: Cell<*const ()>,
    /// What the page was carved from: a chunk, or null for a large page.
    chunk: Cell<*const ()>,
}

const _: () = assert!(size_of::<Page>() == META_SIZE && align_of::<Page>() == META_STEP);

/// A page in use.
///
/// # Invariants
///
/// 1. It points at the initialised metadata of a page, with the provenance of all the memory
///    that the page was carved from;
/// 2. the page is not given back while the `PagePtr` is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(transparent)]
pub(crate) struct PagePtr(NonNull<Page>);

/// How a page is set up for a pool.
#[derive(Clone, Copy)]
pub(crate) struct PageSetup {
    pub(crate) pool: *const Pool,
    pub(crate) owner: *const (),
    pub(crate) chunk: *const (),
    pub(crate) descriptor: &'static TypeDescriptor,
    pub(crate) death: Death,
    pub(crate) birth: i32,
    pub(crate) epoch: u32,
    /// Offset of the first payload from the base.
    pub(crate) first: usize,
    pub(crate) stride: usize,
    pub(crate) reciprocal: u32,
    /// Number of slots.
    pub(crate) capacity: usize,
}

impl PagePtr {
    /// Makes the memory around `inside` a page.
    ///
    /// # Safety
    ///
    /// 1. `inside` lies in the first `PAGE_SIZE` bytes of memory that is aligned to `PAGE_SIZE`, that
    ///    nobody else uses, and that covers the metadata and all slots of `setup`;
    /// 2. its provenance covers that memory.
    pub(crate) unsafe fn init(inside: NonNull<u8>, setup: PageSetup) -> Self {
        let this = Self::at(inside);
        let limit = setup.first + setup.capacity * setup.stride.min(PAGE_SIZE);
        debug_assert!(
            setup.capacity >= 1 && setup.first < 2 * PAGE_SIZE,
            "a page must hold a slot: expected 1 at least, found {} from {}",
            setup.capacity,
            setup.first
        );
        let page = Page {
            free: Cell::new(0),
            bump: Cell::new(setup.first as u32),
            limit: Cell::new(limit as u32),
            live: Cell::new(0),
            notify: Cell::new(u32::MAX),
            first: Cell::new(setup.first as u32),
            reciprocal: Cell::new(setup.reciprocal),
            birth: Cell::new(setup.birth),
            side: Cell::new(ptr::null()),
            descriptor: Cell::new(setup.descriptor),
            owner: Cell::new(setup.owner),
            stride: Cell::new(setup.stride.min(PAGE_SIZE) as u32),
            death: Cell::new(setup.death),
            touched: Cell::new(false),
            keyed: Cell::new(false),
            dead: Cell::new(0),
            role: Cell::new(PageRole::Current),
            pool: Cell::new(setup.pool),
            next: Cell::new(None),
            previous: Cell::new(None),
            index: Cell::new(0),
            epoch: Cell::new(setup.epoch),
            plot: Cell::new(ptr::null()),
            chunk: Cell::new(setup.chunk),
        };
        // SAFETY:
        // 1. the metadata's place lies in the memory that the caller gives over;
        // 2. it is aligned: pages are, and places are multiples of its alignment.
        unsafe { this.0.write(page) };
        this
    }

    /// The page that an object lies on.
    #[inline]
    pub(crate) fn of(object: ObjectPtr) -> Self {
        // The header, not the payload, lies in the page's first `PAGE_SIZE` bytes for sure: the
        // payload of an over-aligned large object may begin right behind them.
        Self::at(object.header_ptr().cast())
    }

    #[inline]
    fn at(inside: NonNull<u8>) -> Self {
        // SAFETY:
        // 1. metadata never lies at address 0: it lies in an allocation.
        let meta = unsafe { NonNull::new_unchecked(inside.as_ptr().map_addr(meta_addr)) };
        Self(meta.cast())
    }

    #[inline]
    fn meta<'a>(self) -> &'a Page {
        // SAFETY:
        // 1. by the invariants initialised metadata lies here and stays for now.
        unsafe { self.0.as_ref() }
    }

    /// The page's first byte.
    #[inline]
    pub(crate) fn base(self) -> NonNull<u8> {
        let base = self
            .0
            .as_ptr()
            .cast::<u8>()
            .map_addr(|addr| addr & !(PAGE_SIZE - 1));
        // SAFETY:
        // 1. pages lie in allocations, none of which begins at address 0.
        unsafe { NonNull::new_unchecked(base) }
    }

    /// The object whose payload begins `offset` bytes behind the base.
    #[inline]
    fn object_at(self, offset: u32) -> ObjectPtr {
        // SAFETY:
        // 1. offsets of payloads lie in the page's memory, which `base` has the provenance of.
        let payload = unsafe { self.base().add(offset as usize) };
        // SAFETY:
        // 1. it is the payload of a slot of this page, of the page's alignment;
        // 2. its provenance is the page's memory;
        // 3. the header is initialised: the callers pass offsets of used slots, or write it next.
        unsafe { ObjectPtr::new(payload) }
    }

    // ---- slots -----------------------------------------------------------------------------

    /// A slot with the header of a live object that has one owner. The payload is the caller's to write.
    #[inline]
    pub(crate) fn take_slot(self) -> Option<ObjectPtr> {
        let page = self.meta();
        let free = page.free.get();
        let object;
        if free != 0 {
            object = self.object_at(free);
            page.free.set(object.header().link());
        } else {
            let bump = page.bump.get();
            if bump == page.limit.get() {
                return None;
            }
            object = self.object_at(bump);
            page.bump.set(bump + page.stride.get());
        }
        page.live.set(page.live.get() + 1);
        // SAFETY:
        // 1. the slot is free or new: nobody reads its header while it is written;
        // 2. it lies before the payload, in the page.
        unsafe { object.header_ptr().write(Header::new(page.birth.get())) };
        Some(object)
    }

    /// Puts a slot on the free list. True if the page now needs [`Space::page_event`](super::Space::page_event).
    ///
    /// # Safety
    ///
    /// 1. `object` is a slot in use of this page, and its value is gone;
    /// 2. nothing uses the slot afterwards.
    #[inline]
    #[must_use]
    pub(crate) unsafe fn free_slot(self, object: ObjectPtr) -> bool {
        let page = self.meta();
        debug_assert_eq!(Self::of(object), self, "an object is freed to its own page");
        let offset = object.payload().addr().get() - self.base().addr().get();
        // SAFETY:
        // 1. by condition 2 nobody else reads or writes the header;
        // 2. it lies before the payload, in the page.
        unsafe {
            object.header_ptr().write(Header::new_free(page.free.get()));
        }
        if cfg!(gc_zeal) {
            self.poison(object);
        }
        page.free.set(offset as u32);
        let live = page.live.get() - 1;
        page.live.set(live);
        live == page.notify.get()
    }

    /// Forgets all slots at once.
    ///
    /// # Safety
    ///
    /// 1. the values of all slots in use are gone, and nothing uses them afterwards.
    pub(crate) unsafe fn free_all_slots(self) {
        let page = self.meta();
        if cfg!(gc_zeal) {
            (0..self.used()).for_each(|index| self.poison(self.slot(index)));
        }
        page.free.set(0);
        page.bump.set(page.first.get());
        page.live.set(0);
        page.dead.set(0);
    }

    /// Whether `take_slot` would find one.
    pub(crate) fn has_free_slot(self) -> bool {
        let page = self.meta();
        page.free.get() != 0 || page.bump.get() != page.limit.get()
    }

    /// How many slots a page has.
    pub(crate) fn capacity(self) -> usize {
        let page = self.meta();
        ((page.limit.get() - page.first.get()) / page.stride.get()) as usize
    }

    /// How many slots have ever been used: those from this index on hold no header.
    pub(crate) fn used(self) -> usize {
        let page = self.meta();
        ((page.bump.get() - page.first.get()) / page.stride.get()) as usize
    }

    /// The slot number `index`, which is below [`used`](Self::used).
    #[inline]
    pub(crate) fn slot(self, index: usize) -> ObjectPtr {
        debug_assert!(
            index < self.used(),
            "slot {index} of a page of which {} were used",
            self.used()
        );
        let page = self.meta();
        self.object_at(page.first.get() + index as u32 * page.stride.get())
    }

    /// The number of the slot that holds `object`.
    #[inline]
    pub(crate) fn index_of(self, object: ObjectPtr) -> usize {
        self.slots().index_of(object)
    }

    /// Whether so many bytes before the header of an object are its slot's own: those of the first slot must not
    /// lie in the metadata.
    pub(crate) fn has_prefix(self, object: ObjectPtr, bytes: usize) -> bool {
        let meta_end = self.0.addr().get() + META_SIZE;
        object.header_ptr().addr().get() - meta_end >= bytes
    }

    /// Whether the slot of an object that once lived here still has a header: not all slots were
    /// forgotten since.
    pub(crate) fn was_used(self, object: ObjectPtr) -> bool {
        let offset = object.payload().addr().get() - self.base().addr().get();
        offset < self.meta().bump.get() as usize
    }

    /// Bytes from slot to slot.
    #[inline]
    pub(crate) fn stride(self) -> usize {
        self.meta().stride.get() as usize
    }

    // ---- numbers ---------------------------------------------------------------------------

    /// Slots in use.
    #[inline]
    pub(crate) fn live(self) -> usize {
        self.meta().live.get() as usize
    }

    /// Slots in use that hold a value.
    pub(crate) fn values(self) -> usize {
        let page = self.meta();
        (page.live.get() - page.dead.get()) as usize
    }

    /// A value in a slot that stays in use has gone (or, with `-1`, the slot is about to be freed).
    pub(crate) fn add_dead(self, change: i32) {
        let dead = &self.meta().dead;
        dead.set(dead.get().wrapping_add_signed(change));
    }

    // ---- what the page is for --------------------------------------------------------------

    #[inline]
    pub(crate) fn descriptor(self) -> &'static TypeDescriptor {
        self.meta().descriptor.get()
    }

    /// What the death of a value here takes.
    #[inline]
    pub(crate) fn death(self) -> Death {
        self.meta().death.get()
    }

    #[inline]
    pub(crate) fn owner(self) -> *const () {
        self.meta().owner.get()
    }

    /// Whether the type here can be part of a cycle, or lead to one.
    pub(crate) fn is_scanned(self) -> bool {
        // SAFETY:
        // 1. the pool of a page in use is alive, and only ever shared.
        let pool = unsafe { &*self.pool() };
        pool.class() == TypeClass::Scanned
    }

    pub(crate) fn pool(self) -> *const Pool {
        self.meta().pool.get()
    }

    pub(crate) fn chunk(self) -> *const () {
        self.meta().chunk.get()
    }

    /// The strong word of a new object.
    #[inline]
    pub(crate) fn birth(self) -> i32 {
        self.meta().birth.get()
    }

    pub(crate) fn set_birth(self, birth: i32) {
        self.meta().birth.set(birth);
    }

    #[inline]
    pub(crate) fn is_touched(self) -> bool {
        self.meta().touched.get()
    }

    #[inline]
    pub(crate) fn set_touched(self, touched: bool) {
        self.meta().touched.set(touched);
    }

    /// Whether an object here may be a key of a weak collection.
    #[inline]
    pub(crate) fn is_keyed(self) -> bool {
        self.meta().keyed.get()
    }

    #[inline]
    pub(crate) fn set_keyed(self) {
        self.meta().keyed.set(true);
    }

    #[inline]
    pub(crate) fn side(self) -> *const () {
        self.meta().side.get()
    }

    #[inline]
    pub(crate) fn set_side(self, side: *const ()) {
        self.meta().side.set(side);
    }

    /// The heap's epoch when the page was last allocated from.
    pub(crate) fn epoch(self) -> u32 {
        self.meta().epoch.get()
    }

    pub(crate) fn set_epoch(self, epoch: u32) {
        self.meta().epoch.set(epoch);
    }

    #[inline]
    pub(crate) fn plot(self) -> *const () {
        self.meta().plot.get()
    }

    pub(crate) fn set_plot(self, plot: *const ()) {
        self.meta().plot.set(plot);
    }

    /// Whether the page stays in use even when it is empty.
    pub(crate) fn is_pinned(self) -> bool {
        !self.plot().is_null()
    }

    // ---- lists -----------------------------------------------------------------------------

    pub(crate) fn role(self) -> PageRole {
        self.meta().role.get()
    }

    /// Whether its pool allocates from it.
    pub(crate) fn is_current(self) -> bool {
        self.role() == PageRole::Current
    }

    /// The number of slots in use at which freeing one is an event.
    pub(super) fn notify_by_role(self) -> u32 {
        match self.role() {
            // An empty current page stays: a loop that makes and drops one value must not
            // release and fetch a page each time.
            PageRole::Current => u32::MAX,
            PageRole::Available => 0,
            PageRole::Full => self.capacity() as u32 - 1,
        }
    }

    /// Changes the role, and with it the number of used slots at which freeing one is an event.
    pub(crate) fn set_role(self, role: PageRole) {
        let page = self.meta();
        page.role.set(role);
        page.notify.set(self.notify_by_role());
    }

    pub(crate) fn next(self) -> Option<PagePtr> {
        self.meta().next.get()
    }

    pub(crate) fn set_next(self, next: Option<PagePtr>) {
        self.meta().next.set(next);
    }

    pub(crate) fn previous(self) -> Option<PagePtr> {
        self.meta().previous.get()
    }

    pub(crate) fn set_previous(self, previous: Option<PagePtr>) {
        self.meta().previous.set(previous);
    }

    pub(crate) fn index(self) -> usize {
        self.meta().index.get() as usize
    }

    pub(crate) fn set_index(self, index: usize) {
        self.meta().index.set(index as u32);
    }
}
