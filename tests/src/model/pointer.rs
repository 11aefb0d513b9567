//! Handles to values of any kind.

use std::cell::RefCell;
use std::rc::Rc;

use gc_core::{Gc, Heap, Trace, Weak};

use super::kind::Kind;
use super::scene::Scene;
use super::slots::{Pocket, Shelf};
use super::value::{
    BULK, Bare, Body, Bulky, Dynamic, Fate, Inert, Lead, Leaf, Node, Nosy, Opaque, Phoenix, Seal,
    Value, WillCell,
};

/// A `Gc` of some kind; also the edge type of most values.
#[derive(Clone, Trace)]
pub(super) enum Strong {
    Leaf(Gc<Leaf>),
    Opaque(Gc<Opaque>),
    Inert(Gc<Inert>),
    Bare(Gc<Bare>),
    Lead(Gc<Lead>),
    Node(Gc<Node>),
    Phoenix(Gc<Phoenix>),
    Dynamic(Gc<Dynamic>),
    Bulky(Gc<Bulky>),
}

/// A `Weak` of some kind.
#[derive(Clone, Trace)]
pub(super) enum Loose {
    Leaf(Weak<Leaf>),
    Opaque(Weak<Opaque>),
    Inert(Weak<Inert>),
    Bare(Weak<Bare>),
    Lead(Weak<Lead>),
    Node(Weak<Node>),
    Phoenix(Weak<Phoenix>),
    Dynamic(Weak<Dynamic>),
    Bulky(Weak<Bulky>),
}

/// `$do` with `$gc` bound to the typed pointer inside, whatever its type.
macro_rules! with {
    ($sum:ident: $it:expr, $gc:ident => $do:expr) => {
        match $it {
            $sum::Leaf($gc) => $do,
            $sum::Opaque($gc) => $do,
            $sum::Inert($gc) => $do,
            $sum::Bare($gc) => $do,
            $sum::Lead($gc) => $do,
            $sum::Node($gc) => $do,
            $sum::Phoenix($gc) => $do,
            $sum::Dynamic($gc) => $do,
            $sum::Bulky($gc) => $do,
        }
    };
}

/// As `with!`, with the result wrapped in a variant of the same name of `$out`.
macro_rules! map {
    ($sum:ident: $it:expr, $gc:ident => $out:ident($do:expr)) => {
        match $it {
            $sum::Leaf($gc) => $out::Leaf($do),
            $sum::Opaque($gc) => $out::Opaque($do),
            $sum::Inert($gc) => $out::Inert($do),
            $sum::Bare($gc) => $out::Bare($do),
            $sum::Lead($gc) => $out::Lead($do),
            $sum::Node($gc) => $out::Node($do),
            $sum::Phoenix($gc) => $out::Phoenix($do),
            $sum::Dynamic($gc) => $out::Dynamic($do),
            $sum::Bulky($gc) => $out::Bulky($do),
        }
    };
}

/// A living object, looked at.
pub(super) struct Seen<'a> {
    pub(super) value: &'a dyn Value,
    pub(super) strong: usize,
    pub(super) weak: usize,
}

impl Strong {
    /// Allocates a value in `heap`, with `edge` in its first slot.
    pub(super) fn new(
        kind: Kind,
        seal: Seal,
        fate: Fate,
        edge: Option<Self>,
        scene: &Rc<Scene>,
        heap: &Heap,
    ) -> Self {
        let body = |seal| Body::new(seal, fate.explosive, scene);
        match kind {
            Kind::Leaf => Self::Leaf(Gc::new_in(
                Leaf {
                    body: body(seal),
                    nosy: Nosy::new(scene),
                },
                heap,
            )),
            Kind::Opaque => Self::Opaque(Gc::new_in(
                Opaque {
                    body: body(seal),
                    shelf: Shelf::holding(edge),
                    escapes: fate.escapes,
                },
                heap,
            )),
            Kind::Inert => Self::Inert(Gc::new_in(
                Inert {
                    body: body(seal),
                    shelf: Shelf::holding(edge),
                },
                heap,
            )),
            Kind::Bare => Self::Bare(Gc::new_in(
                Bare {
                    seal,
                    shelf: Shelf::holding(edge),
                    pocket: Pocket::new(),
                },
                heap,
            )),
            Kind::Lead => Self::Lead(Gc::new_in(
                Lead {
                    body: body(seal),
                    shelf: Shelf::holding(edge),
                },
                heap,
            )),
            Kind::Node => Self::Node(Gc::new_in(node(body(seal), edge), heap)),
            Kind::Phoenix => Self::Phoenix(Gc::new_in(
                Phoenix {
                    body: body(seal),
                    will: WillCell(fate.will),
                    shelf: Shelf::holding(edge),
                },
                heap,
            )),
            Kind::Dynamic => Self::Dynamic(Gc::new_in(
                Dynamic {
                    body: body(seal),
                    cargo: Box::new(Shelf::holding(edge)),
                },
                heap,
            )),
            Kind::Bulky => Self::Bulky(Gc::new_in(
                Bulky {
                    bulk: [u64::from(seal.number); BULK],
                    body: body(seal),
                    shelf: Shelf::holding(edge),
                },
                heap,
            )),
        }
    }

    pub(super) fn value(&self) -> &dyn Value {
        with!(Strong: self, gc => &**gc)
    }

    pub(super) fn number(&self) -> u32 {
        self.value().seal().number
    }

    pub(super) fn heap(&self) -> Heap {
        with!(Strong: self, gc => Gc::heap(gc))
    }

    pub(super) fn seen(&self) -> Seen<'_> {
        with!(Strong: self, gc => seen(gc))
    }

    pub(super) fn downgrade(&self) -> Loose {
        map!(Strong: self, gc => Loose(Gc::downgrade(gc)))
    }

    /// Runs `f` on the value, if nobody else can reach it.
    pub(super) fn get_mut(&mut self, f: &mut dyn FnMut(&mut dyn Value)) -> bool {
        with!(Strong: self, gc => match Gc::get_mut(gc) {
            Some(mut guard) => {
                f(&mut *guard);
                true
            }
            None => false,
        })
    }

    /// Takes the guard of `get_mut` and forgets it.
    pub(super) fn forget_guard(&mut self) -> bool {
        with!(Strong: self, gc => match Gc::get_mut(gc) {
            Some(guard) => {
                std::mem::forget(guard);
                true
            }
            None => false,
        })
    }

    pub(super) fn try_unwrap(self) -> Result<Box<dyn Value>, Self> {
        with!(Strong: self, gc => match Gc::try_unwrap(gc) {
            Ok(value) => Ok(Box::new(value)),
            Err(gc) => Err(Edge::into_strong(gc)),
        })
    }

    pub(super) fn into_inner(self) -> Option<Box<dyn Value>> {
        with!(Strong: self, gc => match Gc::into_inner(gc) {
            Some(value) => Some(Box::new(value)),
            None => None,
        })
    }
}

/// A node with an edge.
pub(super) fn node(body: Body, edge: Option<Strong>) -> Node {
    Node {
        shelf: Shelf::holding(edge),
        body,
        pocket: Pocket::new(),
        weak: RefCell::new(None),
    }
}

impl Loose {
    pub(super) fn upgrade(&self) -> Option<Strong> {
        with!(Loose: self, weak => weak.upgrade().map(Edge::into_strong))
    }

    pub(super) fn counts(&self) -> (usize, usize) {
        with!(Loose: self, weak => (weak.strong_count(), weak.weak_count()))
    }
}

/// What can lie in a slot.
pub(super) trait Edge: Trace {
    /// # Panics
    ///
    /// If a value of that kind does not fit here.
    fn from_strong(strong: Strong) -> Self;
    fn into_strong(self) -> Strong;
    /// One more handle.
    fn to_strong(&self) -> Strong;
    fn seen(&self) -> Seen<'_>;
}

impl Edge for Strong {
    fn from_strong(strong: Strong) -> Self {
        strong
    }

    fn into_strong(self) -> Strong {
        self
    }

    fn to_strong(&self) -> Strong {
        self.clone()
    }

    fn seen(&self) -> Seen<'_> {
        Strong::seen(self)
    }
}

fn seen<T: Value>(gc: &Gc<T>) -> Seen<'_> {
    Seen {
        value: &**gc,
        strong: Gc::strong_count(gc),
        weak: Gc::weak_count(gc),
    }
}

macro_rules! edge {
    ($($kind:ident)*) => {$(
        impl Edge for Gc<$kind> {
            fn from_strong(strong: Strong) -> Self {
                match strong {
                    Strong::$kind(gc) => gc,
                    other => panic!("object {} does not fit into the slot", other.number()),
                }
            }

            fn into_strong(self) -> Strong {
                Strong::$kind(self)
            }

            fn to_strong(&self) -> Strong {
                Strong::$kind(self.clone())
            }

            fn seen(&self) -> Seen<'_> {
                seen(self)
            }
        }
    )*};
}
edge!(Leaf Opaque Inert Bare Lead Node Phoenix Dynamic Bulky);
