//! The pages of one type and one size of slot.
//!
//! Of its pages, one is current (allocation takes slots from it), some are available (they have
//! free slots, and form a list), the others are full. The one freed into last is the first to be
//! used again: its memory is warm.

use core::cell::{Cell, UnsafeCell};
use core::fmt;

use super::geometry::SlotLayout;
use super::page::{PagePtr, PageRole};
use crate::object::{Death, TypeClass, TypeDescriptor};

/// Pages of one type.
pub(crate) struct Pool {
    descriptor: &'static TypeDescriptor,
    layout: SlotLayout,
    /// Bytes before the header that a value's own bookkeeping needs (the length of a slice).
    prefix: usize,
    death: Death,
    drop_is_edges: bool,
    class: Cell<TypeClass>,
    current: Cell<Option<PagePtr>>,
    /// Head of the list of available pages.
    available: Cell<Option<PagePtr>>,
    /// All pages; each knows its index. No borrow outlives a method.
    pages: UnsafeCell<Vec<PagePtr>>,
}

impl Pool {
    pub(crate) fn new(
        descriptor: &'static TypeDescriptor,
        layout: SlotLayout,
        prefix: usize,
        class: TypeClass,
    ) -> Self {
        Self {
            descriptor,
            layout,
            prefix,
            death: Death::of(descriptor),
            drop_is_edges: (descriptor.drop_is_edges)(),
            class: Cell::new(class),
            current: Cell::new(None),
            available: Cell::new(None),
            pages: UnsafeCell::new(Vec::new()),
        }
    }

    pub(crate) fn descriptor(&self) -> &'static TypeDescriptor {
        self.descriptor
    }

    pub(crate) fn layout(&self) -> SlotLayout {
        self.layout
    }

    pub(crate) fn prefix(&self) -> usize {
        self.prefix
    }

    pub(crate) fn death(&self) -> Death {
        self.death
    }

    pub(crate) fn drop_is_edges(&self) -> bool {
        self.drop_is_edges
    }

    /// Whether it holds the storages of weak collections.
    pub(crate) fn is_storage(&self) -> bool {
        self.descriptor.storage.is_some()
    }

    pub(crate) fn class(&self) -> TypeClass {
        self.class.get()
    }

    /// Changes the class of all that lives here and will be made here.
    pub(crate) fn set_class(&self, class: TypeClass) {
        self.class.set(class);
        for page in self.pages() {
            page.set_birth(class.birth());
            // What was born touched left no mark on its page when it was dropped.
            page.set_touched(true);
        }
    }

    /// The pages, as they are now.
    pub(crate) fn pages(&self) -> Vec<PagePtr> {
        self.table().clone()
    }

    pub(crate) fn page_count(&self) -> usize {
        self.table().len()
    }

    #[expect(
        clippy::mut_from_ref,
        reason = "the callers' borrows end before the next one begins"
    )]
    fn table(&self) -> &mut Vec<PagePtr> {
        // SAFETY:
        // 1. the cell is private to this file, and no method keeps the borrow over a call that
        //    makes another one;
        // 2. `Pool` is not `Sync`.
        unsafe { &mut *self.pages.get() }
    }

    // ---- pages -----------------------------------------------------------------------------

    pub(crate) fn current(&self) -> Option<PagePtr> {
        self.current.get()
    }

    /// Whether the next slot has to come from another page.
    pub(crate) fn is_current_full(&self) -> bool {
        !self.current().is_some_and(PagePtr::has_free_slot)
    }

    /// Takes over a new page.
    pub(crate) fn add_page(&self, page: PagePtr) {
        let table = self.table();
        page.set_index(table.len());
        table.push(page);
    }

    /// Lets a page go that is neither current nor in the list.
    pub(crate) fn remove_page(&self, page: PagePtr) {
        let table = self.table();
        let index = page.index();
        debug_assert_eq!(table[index], page, "a page knows its place in its pool");
        table.swap_remove(index);
        if let Some(moved) = table.get(index) {
            moved.set_index(index);
        }
    }

    /// Replaces the current page. The old one becomes available, full, or, where it is empty,
    /// nobody's: then it is returned, for the heap to take back.
    pub(crate) fn set_current(&self, page: Option<PagePtr>) -> Option<PagePtr> {
        let old = self.current.replace(page);
        if let Some(page) = page {
            page.set_role(PageRole::Current);
        }
        let old = old?;
        if old.live() == 0 && !old.is_pinned() {
            return Some(old);
        }
        if old.has_free_slot() {
            self.push_available(old);
        } else {
            old.set_role(PageRole::Full);
        }
        None
    }

    /// The first available page, out of the list.
    pub(crate) fn pop_available(&self) -> Option<PagePtr> {
        let page = self.available.get()?;
        self.unlink_available(page);
        Some(page)
    }

    /// The first available page.
    pub(super) fn first_available(&self) -> Option<PagePtr> {
        self.available.get()
    }

    pub(crate) fn push_available(&self, page: PagePtr) {
        page.set_role(PageRole::Available);
        let head = self.available.replace(Some(page));
        page.set_previous(None);
        page.set_next(head);
        if let Some(head) = head {
            head.set_previous(Some(page));
        }
    }

    pub(crate) fn unlink_available(&self, page: PagePtr) {
        debug_assert_eq!(
            page.role(),
            PageRole::Available,
            "only available pages are in the list"
        );
        let (previous, next) = (page.previous(), page.next());
        match previous {
            Some(previous) => previous.set_next(next),
            None => self.available.set(next),
        }
        if let Some(next) = next {
            next.set_previous(previous);
        }
    }
}

impl fmt::Debug for Pool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pool")
            .field("descriptor", &self.descriptor)
            .field("layout", &self.layout)
            .field("pages", &self.page_count())
            .finish_non_exhaustive()
    }
}
