//! Three sets of pointers, so that one program can be written once and run over each of them.
//!
//! ```text
//! family           owns    looks up        leads back
//! Collected        Gc      gc_core::Weak   Gc          cycles are collected
//! Counted          Rc      rc::Weak        Rc          cycles leak
//! CountedWeakly    Rc      rc::Weak        rc::Weak    what points back forgets
//! ```

use std::ops::Deref;
use std::rc::{self, Rc};

use gc_core::{Collection, Gc, Stats, Trace, Weak};

/// Pointers that a program is built with.
pub trait Family: 'static {
    /// What the pointers are called in tables.
    const NAME: &'static str;
    /// Bytes that the counts before each value take.
    const HEADER: usize;

    /// Owns: a parent its children, an edge its target.
    type Strong<T: 'static>: Trace + Clone + Deref<Target = T>;
    /// Looks something up and keeps nothing alive.
    type Weak<T: 'static>: Trace;
    /// Leads against the direction of ownership: from a child to its parent, from an edge to its source.
    type Back<T: 'static>: Trace;

    /// Moves a value to where the pointers point to.
    fn alloc<T: Trace>(value: T) -> Self::Strong<T>;
    /// A pointer that does not own.
    fn downgrade<T: 'static>(pointer: &Self::Strong<T>) -> Self::Weak<T>;
    /// The value, if it still lives.
    fn upgrade<T: 'static>(pointer: &Self::Weak<T>) -> Option<Self::Strong<T>>;
    /// A pointer that leads back.
    fn back<T: 'static>(pointer: &Self::Strong<T>) -> Self::Back<T>;
    /// What a pointer leads back to, if it still knows it.
    fn follow<T: 'static>(pointer: &Self::Back<T>) -> Option<Self::Strong<T>>;
    /// Looks at what a pointer leads back to without owning it longer than that, if it still knows it.
    fn look_back<T: 'static, R>(pointer: &Self::Back<T>, look: impl FnOnce(&T) -> R) -> Option<R>;

    /// Lets a collection decide what is dead, where there is a collector.
    fn collect() -> Option<Collection>;
    /// What the heap says of itself, where there is one.
    fn stats() -> Option<Stats>;
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
    fn look_back<T: 'static, R>(pointer: &Gc<T>, look: impl FnOnce(&T) -> R) -> Option<R> {
        Some(look(pointer))
    }

    fn collect() -> Option<Collection> {
        Some(gc_core::collect())
    }
    fn stats() -> Option<Stats> {
        Some(gc_core::stats())
    }
}

/// `Rc` for everything: cycles leak.
#[derive(Debug)]
pub struct Counted;

impl Family for Counted {
    const NAME: &'static str = "Rc";
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
    fn look_back<T: 'static, R>(pointer: &Rc<T>, look: impl FnOnce(&T) -> R) -> Option<R> {
        Some(look(pointer))
    }

    fn collect() -> Option<Collection> {
        None
    }
    fn stats() -> Option<Stats> {
        None
    }
}

/// `Rc`, and weak pointers for what leads back: cycles in the data leak, and what is held alone forgets.
#[derive(Debug)]
pub struct CountedWeakly;

impl Family for CountedWeakly {
    const NAME: &'static str = "Rc + Weak";
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
    fn look_back<T: 'static, R>(pointer: &rc::Weak<T>, look: impl FnOnce(&T) -> R) -> Option<R> {
        pointer.upgrade().map(|value| look(&value))
    }

    fn collect() -> Option<Collection> {
        None
    }
    fn stats() -> Option<Stats> {
        None
    }
}
