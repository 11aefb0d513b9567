//! Symbols: the one place that makes them.
//!
//! A symbol is a number, so that comparing and copying one costs nothing; the table of names lives as
//! long as the thread.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use gc_core::Trace;

/// A name. Two are equal if they are the same symbol.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Trace)]
#[trace(leaf)]
pub(crate) struct Symbol(u32);

#[derive(Default)]
struct Table {
    names: Vec<Rc<str>>,
    interned: HashMap<Rc<str>, u32>,
}

impl Table {
    fn add(&mut self, name: Rc<str>) -> u32 {
        let id = u32::try_from(self.names.len()).expect("fewer than 2^32 symbols fit in memory");
        self.names.push(name);
        id
    }
}

thread_local! {
    static TABLE: RefCell<Table> = RefCell::default();
}

impl Symbol {
    /// The symbol of this name.
    pub(crate) fn intern(name: &str) -> Self {
        TABLE.with_borrow_mut(|table| {
            if let Some(&id) = table.interned.get(name) {
                return Self(id);
            }
            let name: Rc<str> = name.into();
            let id = table.add(Rc::clone(&name));
            table.interned.insert(name, id);
            Self(id)
        })
    }

    /// A new symbol that is called like another, and equal to itself only.
    pub(crate) fn fresh(like: &Self) -> Self {
        TABLE.with_borrow_mut(|table| {
            let name = Rc::clone(&table.names[like.0 as usize]);
            Self(table.add(name))
        })
    }

    /// What it is called.
    pub(crate) fn name(&self) -> Rc<str> {
        TABLE.with_borrow(|table| Rc::clone(&table.names[self.0 as usize]))
    }
}

#[cfg(test)]
mod tests {
    use super::Symbol;

    #[test]
    fn a_name_has_one_symbol_and_a_fresh_one_is_another() {
        let symbol = Symbol::intern("x");
        assert_eq!(symbol, Symbol::intern("x"));
        let fresh = Symbol::fresh(&symbol);
        assert_ne!(symbol, fresh);
        assert_eq!(&*fresh.name(), "x");
    }
}
