//! Three sets of pointers to build the same graph with.

use std::ops::Deref;
use std::rc::{self, Rc};

use gc_core::{Collection, Gc, Trace, Weak};

use super::ledger::{Census, Ledger};

/// Pointers that one graph is built with.
pub trait Family: 'static {
    /// What the pointers are called in tables.
    const NAME: &'static str;
    /// Bytes that the counts before each value take.
    const HEADER: usize;

    /// Owns: a node its edges, an edge its target.
    type Strong<T: 'static>: Trace + Clone + Deref<Target = T>;
    /// Looks a node's dependents up and keeps nothing alive.
    type Weak<T: 'static>: Trace;
    /// Leads from an edge back to its source.
    type Back<T: 'static>: Trace;

    /// Moves a value to where the pointers point to.
    fn alloc<T: Trace>(value: T) -> Self::Strong<T>;
    /// A pointer that does not own.
    fn downgrade<T: 'static>(pointer: &Self::Strong<T>) -> Self::Weak<T>;
    /// The value, if it still lives.
    fn upgrade<T: 'static>(pointer: &Self::Weak<T>) -> Option<Self::Strong<T>>;
    /// A pointer for an edge to find its source by.
    fn back<T: 'static>(pointer: &Self::Strong<T>) -> Self::Back<T>;
    /// The edge's source, if it still knows it.
    fn follow<T: 'static>(pointer: &Self::Back<T>) -> Option<Self::Strong<T>>;

    /// Lets a collection decide what is dead, where there is a collector.
    fn collect() -> Option<Collection>;
    /// What lives, as the heap tells it where there is one.
    fn census(ledger: &Ledger) -> Census;
}

/// `Gc` for everything: cycles are collected.
#[derive(Debug)]
pub struct Collected;

impl Family for Collected {
    const NAME: &'static str = "Gc";
    const HEADER: usize = 8;

    type Strong<T: 'static> = Gc<T>;
    type Weak<T: 'static> = Weak<T>;
    type Back<T: 'static> = Gc<T>;

    fn alloc<T: Trace>(value: T) -> Gc<T> {
        Gc::new(value)
    }
    fn downgrade<T: 'static>(pointer: &Gc<T>) -> Weak<T> {
        Gc::downgrade(pointer)
    }
    fn upgrade<T: 'static>(pointer: &Weak<T>) -> Option<Gc<T>> {
        pointer.upgrade()
    }
    fn back<T: 'static>(pointer: &Gc<T>) -> Gc<T> {
        pointer.clone()
    }
    fn follow<T: 'static>(pointer: &Gc<T>) -> Option<Gc<T>> {
        Some(pointer.clone())
    }

    fn collect() -> Option<Collection> {
        Some(gc_core::collect())
    }
    fn census(ledger: &Ledger) -> Census {
        let stats = gc_core::stats();
        Census {
            objects: stats.objects,
            bytes: stats.bytes,
            ..ledger.census::<Self>()
        }
    }
}

/// `Rc` for everything: cycles leak.
#[derive(Debug)]
pub struct Counted;

impl Family for Counted {
    const NAME: &'static str = "Rc, strong ends";
    const HEADER: usize = 16;

    type Strong<T: 'static> = Rc<T>;
    type Weak<T: 'static> = rc::Weak<T>;
    type Back<T: 'static> = Rc<T>;

    fn alloc<T: Trace>(value: T) -> Rc<T> {
        Rc::new(value)
    }
    fn downgrade<T: 'static>(pointer: &Rc<T>) -> rc::Weak<T> {
        Rc::downgrade(pointer)
    }
    fn upgrade<T: 'static>(pointer: &rc::Weak<T>) -> Option<Rc<T>> {
        pointer.upgrade()
    }
    fn back<T: 'static>(pointer: &Rc<T>) -> Rc<T> {
        pointer.clone()
    }
    fn follow<T: 'static>(pointer: &Rc<T>) -> Option<Rc<T>> {
        Some(pointer.clone())
    }

    fn collect() -> Option<Collection> {
        None
    }
    fn census(ledger: &Ledger) -> Census {
        ledger.census::<Self>()
    }
}

/// `Rc`, and a weak pointer from an edge to its source: cycles in the data leak, and edges forget.
#[derive(Debug)]
pub struct CountedWeakly;

impl Family for CountedWeakly {
    const NAME: &'static str = "Rc, weak source";
    const HEADER: usize = Counted::HEADER;

    type Strong<T: 'static> = Rc<T>;
    type Weak<T: 'static> = rc::Weak<T>;
    type Back<T: 'static> = rc::Weak<T>;

    fn alloc<T: Trace>(value: T) -> Rc<T> {
        Rc::new(value)
    }
    fn downgrade<T: 'static>(pointer: &Rc<T>) -> rc::Weak<T> {
        Rc::downgrade(pointer)
    }
    fn upgrade<T: 'static>(pointer: &rc::Weak<T>) -> Option<Rc<T>> {
        pointer.upgrade()
    }
    fn back<T: 'static>(pointer: &Rc<T>) -> rc::Weak<T> {
        Rc::downgrade(pointer)
    }
    fn follow<T: 'static>(pointer: &rc::Weak<T>) -> Option<Rc<T>> {
        pointer.upgrade()
    }

    fn collect() -> Option<Collection> {
        None
    }
    fn census(ledger: &Ledger) -> Census {
        ledger.census::<Self>()
    }
}
