//! `Debug` that ends, also on a structure with cycles.
//!
//! Only objects of types that can be part of a cycle need care; all others are printed as an `Rc` would
//! print them. Within one outermost call, such an object is printed in full where it is met first.

use core::cell::{Cell, RefCell};
use core::fmt;
use core::hash::BuildHasherDefault;
use std::hash::DefaultHasher;

use hashbrown::HashSet;

use super::Gc;
use crate::heap::PagePtr;

/// How many objects may be printed one inside the other: derived `Debug` recurses.
const MAX_DEPTH: usize = 64;

/// What stands for an object that is not printed (again).
const ELIDED: &str = "Gc(..)";

type Addresses = HashSet<usize, BuildHasherDefault<DefaultHasher>>;

thread_local! {
    /// Objects inside which something is being printed.
    static DEPTH: Cell<usize> = const { Cell::new(0) };
    /// Objects printed by the outermost call so far.
    static PRINTED: RefCell<Addresses> =
        const { RefCell::new(Addresses::with_hasher(BuildHasherDefault::new())) };
}

/// Prints the value.
///
/// A value whose type can be part of a cycle is printed in full only once within an outermost
/// call; where it is met again, and 64 such values deep, `Gc(..)` stands for it.
///
/// ```
/// use gc_core::{Gc, Trace};
/// use std::cell::RefCell;
///
/// #[derive(Debug, Trace)]
/// struct Node(RefCell<Option<Gc<Node>>>);
///
/// let node = Gc::new(Node(RefCell::default()));
/// *node.0.borrow_mut() = Some(node.clone());
/// assert_eq!(format!("{node:?}"), "Node(RefCell { value: Some(Gc(..)) })");
/// assert_eq!(format!("{:?}", Gc::new(5)), "5");
/// ```
impl<T: ?Sized + fmt::Debug> fmt::Debug for Gc<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let object = Self::object(self);
        if !PagePtr::of(object).is_scanned() {
            return (**self).fmt(f);
        }
        let address = object.payload().addr().get();
        match Level::enter(address) {
            Some(level) => {
                let result = (**self).fmt(f);
                drop(level);
                result
            }
            None => f.write_str(ELIDED),
        }
    }
}

/// One object that is being printed.
struct Level(());

impl Level {
    /// `None` if the object was printed already, or lies too deep. At the end of a thread, when there is
    /// nothing to note it in, nothing is printed.
    fn enter(address: usize) -> Option<Self> {
        if DEPTH.get() >= MAX_DEPTH
            || PRINTED.try_with(|printed| printed.borrow_mut().insert(address)) != Ok(true)
        {
            return None;
        }
        DEPTH.set(DEPTH.get() + 1);
        Some(Self(()))
    }
}

impl Drop for Level {
    fn drop(&mut self) {
        DEPTH.set(DEPTH.get() - 1);
        if DEPTH.get() == 0 {
            // The table may be gone where the thread is ending.
            let _ = PRINTED.try_with(|printed| printed.borrow_mut().clear());
        }
    }
}
