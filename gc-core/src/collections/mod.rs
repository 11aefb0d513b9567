//! Tables that keep nothing alive: caches, side tables, symbol tables.
//!
//! | type | holds | for |
//! |---|---|---|
//! | [`WeakMap`] | a value for as long as its key, an object, lives | data about objects whose type is not yours |
//! | [`Ephemeron`] | one such pair | the same, for one object |
//! | [`WeakSet`] | objects, weakly | "seen already", observers |
//! | [`WeakValueMap`] | objects, weakly, by a key of your own | caches of what is in use elsewhere |
//! | [`Interner`] | equal values once, while any is in use | symbols, hash-consing |
//!
//! # Ephemerons
//!
//! The value of a [`WeakMap`] or [`Ephemeron`] may lead back to its key, or to another one whose
//! value leads to the first. A map from `Weak` to values, made by hand, would keep all of them for ever; these
//! know that a value is wanted only as long as its key is, and a collection resolves chains and cycles of
//! any length at once:
//!
//! ```
//! use gc_core::{Gc, collections::WeakMap};
//!
//! let mut layout: WeakMap<String, Gc<(Gc<String>, u32)>> = WeakMap::new();
//! let node = Gc::new(String::from("node"));
//! layout.insert(&node, Gc::new((node.clone(), 80))); // leads to its own key
//! drop(node);
//! gc_core::collect();
//! assert!(layout.is_empty());
//! ```
//!
//! # When an entry goes
//!
//! An entry is not given out any more, nor counted, from the moment its key is dead or condemned. Its value is finalized
//! (where its type asks for that) and dropped by the next operation on the collection, or the next
//! collection of the heap, at the latest. A panic of the value's `Drop` comes out of that. If a finalizer makes
//! a condemned key live again, the entry is there again too.
//!
//! # Borrowing
//!
//! A reference to a value borrows the key as well, since the value goes with it: see [`WeakMap::get`]. A guard stands in
//! for `&mut` ([`ValueMut`]); while one lives, and while closures and hashers of yours run in the middle of a
//! change, a collection takes all that is in the map for held.
//!
//! # Heaps
//!
//! The pairs of a map lie in the heap of its first key (or the one that was named). Values whose keys lie in other heaps
//! stay as long as those keys have owners: a cycle through a key of another heap is not collected, as
//! everywhere.

mod ephemeron;
mod identity;
pub mod interner;
mod pair;
mod table;
pub mod weak_map;
pub mod weak_set;
pub mod weak_value_map;

pub use ephemeron::Ephemeron;
pub use identity::{IdentityHasher, IdentityState};
#[doc(inline)]
pub use interner::Interner;
pub use pair::{PairRef, ValueMut};
#[doc(inline)]
pub use weak_map::WeakMap;
#[doc(inline)]
pub use weak_set::WeakSet;
#[doc(inline)]
pub use weak_value_map::WeakValueMap;
