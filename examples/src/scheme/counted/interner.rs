//! Equal texts once: what [`gc_core::collections::Interner`] is, for `Rc`.

use std::borrow::Borrow;
use std::cell::RefCell;
use std::collections::HashSet;
use std::rc::Rc;

/// Gives the same object for equal texts. Keeps all of them for as long as it lives itself.
pub(super) struct Interner<T>(RefCell<HashSet<Entry<T>>>);

#[derive(PartialEq, Eq, Hash)]
struct Entry<T>(Rc<T>);

impl Borrow<str> for Entry<String> {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl Interner<String> {
    pub(super) fn new() -> Self {
        Self(RefCell::default())
    }

    pub(super) fn intern_ref(&self, text: &str) -> Rc<String> {
        let mut known = self.0.borrow_mut();
        if let Some(Entry(found)) = known.get(text) {
            return Rc::clone(found);
        }
        let new = Rc::new(text.to_owned());
        known.insert(Entry(Rc::clone(&new)));
        new
    }
}
