//! The list.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::ptr;

use gc_core::Trace;

use super::cursor::Cursor;
use super::element::Element;
use crate::family::Family;

/// Where a list begins and ends.
#[derive(Trace)]
struct Ends<F: Family, T: 'static> {
    first: RefCell<Option<F::Strong<Element<F, T>>>>,
    last: RefCell<Option<F::Strong<Element<F, T>>>>,
    length: Cell<usize>,
}

/// A handle to a doubly linked list. Clones are handles to the same list.
///
/// ```
/// use gc_examples::family::Collected;
/// use gc_examples::list::List;
///
/// let list = List::<Collected, _>::new();
/// list.push_back("b");
/// list.push_front("a");
/// let mut cursor = list.cursor_front();
/// cursor.insert_after("and");
/// let words: Vec<_> = list.elements().map(|element| *element.value()).collect();
/// assert_eq!(words, ["a", "and", "b"]);
/// ```
#[derive(Trace)]
pub struct List<F: Family, T: 'static> {
    ends: F::Strong<Ends<F, T>>,
}

impl<F: Family, T: Trace> List<F, T> {
    /// A list without elements.
    #[must_use]
    pub fn new() -> Self {
        Self {
            ends: F::alloc(Ends {
                first: RefCell::new(None),
                last: RefCell::new(None),
                length: Cell::new(0),
            }),
        }
    }

    /// How many elements there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.length.get()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The first element.
    #[must_use]
    pub fn first(&self) -> Option<F::Strong<Element<F, T>>> {
        self.ends.first.borrow().clone()
    }

    /// The last element.
    #[must_use]
    pub fn last(&self) -> Option<F::Strong<Element<F, T>>> {
        self.ends.last.borrow().clone()
    }

    /// Adds a value before all others, and gives a handle to its element.
    pub fn push_front(&self, value: T) -> F::Strong<Element<F, T>> {
        self.insert(None, value, self.first().as_ref())
    }

    /// Adds a value behind all others, and gives a handle to its element.
    pub fn push_back(&self, value: T) -> F::Strong<Element<F, T>> {
        self.insert(self.last().as_ref(), value, None)
    }

    /// Takes the first element out.
    pub fn pop_front(&self) -> Option<F::Strong<Element<F, T>>> {
        let first = self.first()?;
        self.unlink(&first);
        Some(first)
    }

    /// Takes the last element out.
    pub fn pop_back(&self) -> Option<F::Strong<Element<F, T>>> {
        let last = self.last()?;
        self.unlink(&last);
        Some(last)
    }

    /// Moves an element of this list to its front. That it is in this list is for the caller to know.
    pub(crate) fn move_to_front(&self, element: &F::Strong<Element<F, T>>) {
        debug_assert!(
            element.is_linked(),
            "expected an element of this list, found one that was removed"
        );
        self.unlink(element);
        self.link(None, element, self.first().as_ref());
    }

    /// A cursor at the first element.
    #[must_use]
    pub fn cursor_front(&self) -> Cursor<F, T> {
        Cursor::new(self.clone(), self.first())
    }

    /// A cursor at the last element.
    #[must_use]
    pub fn cursor_back(&self) -> Cursor<F, T> {
        Cursor::new(self.clone(), self.last())
    }

    /// All elements from first to last. The list may change meanwhile; the walk ends where its next element was
    /// removed.
    #[must_use]
    pub fn elements(&self) -> Elements<F, T> {
        Elements(self.first())
    }

    pub(super) fn insert(
        &self,
        before: Option<&F::Strong<Element<F, T>>>,
        value: T,
        after: Option<&F::Strong<Element<F, T>>>,
    ) -> F::Strong<Element<F, T>> {
        let element = F::alloc(Element::new(value));
        self.link(before, &element, after);
        element
    }

    fn link(
        &self,
        before: Option<&F::Strong<Element<F, T>>>,
        element: &F::Strong<Element<F, T>>,
        after: Option<&F::Strong<Element<F, T>>>,
    ) {
        element.set_previous(before);
        element.set_next(after);
        element.set_linked(true);
        self.join(before, Some(element));
        self.join(Some(element), after);
        self.ends.length.set(self.len() + 1);
    }

    /// Takes an element of this list out of it.
    pub(super) fn unlink(&self, element: &F::Strong<Element<F, T>>) {
        let (before, after) = (element.previous(), element.next());
        element.set_previous(None);
        element.set_next(None);
        element.set_linked(false);
        self.join(before.as_ref(), after.as_ref());
        self.ends.length.set(self.len() - 1);
    }

    /// Makes two elements neighbours, or one the first or the last.
    fn join(
        &self,
        before: Option<&F::Strong<Element<F, T>>>,
        after: Option<&F::Strong<Element<F, T>>>,
    ) {
        match before {
            Some(before) => before.set_next(after),
            None => drop(self.ends.first.replace(after.cloned())),
        }
        match after {
            Some(after) => after.set_previous(before),
            None => drop(self.ends.last.replace(before.cloned())),
        }
    }
}

/// All elements from first to last; see [`List::elements`].
pub struct Elements<F: Family, T: 'static>(Option<F::Strong<Element<F, T>>>);

impl<F: Family, T: Trace> Iterator for Elements<F, T> {
    type Item = F::Strong<Element<F, T>>;

    fn next(&mut self) -> Option<Self::Item> {
        let element = self.0.take()?;
        self.0 = element.next();
        Some(element)
    }
}

/// Another handle to the same list.
impl<F: Family, T> Clone for List<F, T> {
    fn clone(&self) -> Self {
        Self {
            ends: self.ends.clone(),
        }
    }
}

impl<F: Family, T: Trace> Default for List<F, T> {
    fn default() -> Self {
        Self::new()
    }
}

/// Whether two handles are of the same list.
impl<F: Family, T> PartialEq for List<F, T> {
    fn eq(&self, other: &Self) -> bool {
        ptr::eq(&raw const *self.ends, &raw const *other.ends)
    }
}

impl<F: Family, T> Eq for List<F, T> {}

impl<F: Family, T: Trace + fmt::Debug> fmt::Debug for List<F, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut list = f.debug_list();
        for element in self.elements() {
            list.entry(element.value());
        }
        list.finish()
    }
}

impl<F: Family, T> fmt::Debug for Elements<F, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Elements").finish_non_exhaustive()
    }
}
