//! A place in a list.

use std::fmt;

use gc_core::Trace;

use super::element::Element;
use super::list::List;
use crate::family::Family;

/// A place in a list: at an element, or in the gap between the last and the first one.
///
/// It keeps the list and its element. Where its element is removed through another cursor it still shows it, but
/// knows no neighbours any more, and moves into the gap.
///
/// ```
/// use gc_examples::family::Collected;
/// use gc_examples::list::List;
///
/// let list = List::<Collected, _>::new();
/// for number in 1..=4 {
///     list.push_back(number);
/// }
/// let mut cursor = list.cursor_front();
/// while let Some(&number) = cursor.current() {
///     match number % 2 {
///         0 => drop(cursor.remove()),
///         _ => cursor.move_next(),
///     }
/// }
/// assert_eq!(format!("{list:?}"), "[1, 3]");
/// ```
pub struct Cursor<F: Family, T: 'static> {
    list: List<F, T>,
    at: Option<F::Strong<Element<F, T>>>,
}

impl<F: Family, T: Trace> Cursor<F, T> {
    pub(super) fn new(list: List<F, T>, at: Option<F::Strong<Element<F, T>>>) -> Self {
        Self { list, at }
    }

    /// The list.
    #[must_use]
    pub fn list(&self) -> &List<F, T> {
        &self.list
    }

    /// The value here; `None` in the gap.
    #[must_use]
    pub fn current(&self) -> Option<&T> {
        self.at.as_deref().map(Element::value)
    }

    /// The element here; `None` in the gap.
    #[must_use]
    pub fn element(&self) -> Option<&F::Strong<Element<F, T>>> {
        self.at.as_ref()
    }

    /// To the next element; from the last one into the gap, from there to the first one.
    pub fn move_next(&mut self) {
        self.at = match &self.at {
            Some(at) => at.next(),
            None => self.list.first(),
        };
    }

    /// To the previous element; from the first one into the gap, from there to the last one.
    pub fn move_previous(&mut self) {
        self.at = match &self.at {
            Some(at) => at.previous(),
            None => self.list.last(),
        };
    }

    /// Adds a value behind the element here; in the gap, at the list's front.
    ///
    /// # Panics
    ///
    /// If the element here was removed through another cursor.
    pub fn insert_after(&mut self, value: T) {
        let at = self.linked();
        let after = match at {
            Some(at) => at.next(),
            None => self.list.first(),
        };
        self.list.insert(at, value, after.as_ref());
    }

    /// Adds a value before the element here; in the gap, at the list's back.
    ///
    /// # Panics
    ///
    /// If the element here was removed through another cursor.
    pub fn insert_before(&mut self, value: T) {
        let at = self.linked();
        let before = match at {
            Some(at) => at.previous(),
            None => self.list.last(),
        };
        self.list.insert(before.as_ref(), value, at);
    }

    /// Takes the element here out of the list and moves to the next one; `None` in the gap, and where it was
    /// removed before.
    pub fn remove(&mut self) -> Option<F::Strong<Element<F, T>>> {
        let element = self.at.take()?;
        if !element.is_linked() {
            return None;
        }
        self.at = element.next();
        self.list.unlink(&element);
        Some(element)
    }

    fn linked(&self) -> Option<&F::Strong<Element<F, T>>> {
        let at = self.at.as_ref()?;
        assert!(
            at.is_linked(),
            "expected the cursor's element in its list, found it removed; move the cursor first"
        );
        Some(at)
    }
}

/// Another cursor at the same place.
impl<F: Family, T> Clone for Cursor<F, T> {
    fn clone(&self) -> Self {
        Self {
            list: self.list.clone(),
            at: self.at.clone(),
        }
    }
}

impl<F: Family, T: Trace + fmt::Debug> fmt::Debug for Cursor<F, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Cursor").field(&self.current()).finish()
    }
}
