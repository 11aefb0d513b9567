//! Symbols: the one place that makes them.
//!
//! A symbol is a pointer to its name, and comparing two compares the pointers. It is one word, which a
//! pointer to a `str` would not be, so that a [`Value`](super::value::Value) stays two.

use std::hash::{Hash, Hasher};

use gc_core::Trace;

use super::{Interner, Ptr};

/// A name. Two are equal if they are the same symbol.
#[derive(Clone, Debug, Trace)]
pub(crate) struct Symbol(Ptr<String>);

thread_local! {
    static INTERNED: Interner<String> = Interner::new();
}

impl Symbol {
    /// The symbol of this name.
    pub(crate) fn intern(name: &str) -> Self {
        Self(INTERNED.with(|interned| interned.intern_ref(name)))
    }

    /// A new symbol of this name, equal to itself only.
    pub(crate) fn fresh(name: &str) -> Self {
        Self(Ptr::new(name.to_owned()))
    }

    /// What it is called.
    pub(crate) fn name(&self) -> &str {
        &self.0
    }
}

impl PartialEq for Symbol {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        Ptr::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Symbol {}

impl Hash for Symbol {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        Ptr::as_ptr(&self.0).addr().hash(hasher);
    }
}

#[cfg(test)]
mod tests {
    use super::Symbol;

    #[test]
    fn a_name_has_one_symbol() {
        let symbol = Symbol::intern("x");
        assert_eq!(symbol, Symbol::intern("x"));
        assert_ne!(symbol, Symbol::intern("y"));
    }

    #[test]
    fn a_fresh_symbol_is_another_of_the_same_name() {
        let fresh = Symbol::fresh("x");
        assert_ne!(fresh, Symbol::intern("x"));
        assert_eq!(fresh.name(), "x");
    }
}
