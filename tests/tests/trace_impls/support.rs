//! What the `trace_*` tests share: an owner whose cycle runs through the value under test.

use std::any::type_name;
use std::cell::RefCell;
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};
use std::rc::Rc;

use gc_core::{Gc, Heap, Policy, Trace, Weak};

/// One end of a cycle: it owns whatever owns it.
///
/// All owners compare equal, so that any collection takes one as an element or a key.
#[derive(Default, Trace)]
pub(crate) struct Owner {
    to: RefCell<Option<Box<dyn Trace>>>,
}

impl Owner {
    /// Lets go of whatever it owns.
    pub(crate) fn let_go(&self) {
        drop(self.to.take());
    }
}

impl PartialEq for Owner {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Owner {}

impl PartialOrd for Owner {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Owner {
    fn cmp(&self, _: &Self) -> Ordering {
        Ordering::Equal
    }
}

impl Hash for Owner {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

/// A pointer to the owner, and something that its drop must release.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Trace)]
pub(crate) struct Link {
    pub(crate) owner: Gc<Owner>,
    pub(crate) token: Rc<()>,
}

/// A heap that collects only when told to.
pub(crate) fn manual_heap() -> Heap {
    Heap::with_policy(Policy::MANUAL)
}

/// An owner and what `make` built from a pointer to it, in a cycle that nothing else holds.
pub(crate) fn closed_cycle<C: Trace>(
    heap: &Heap,
    make: impl FnOnce(Gc<Owner>) -> C,
) -> Weak<Owner> {
    let owner = heap.alloc(Owner::default());
    let held = heap.alloc(make(owner.clone()));
    *owner.to.borrow_mut() = Some(Box::new(held));
    Gc::downgrade(&owner)
}

/// Asserts that a `Gc` inside a `C` is found: a cycle through it is collected.
#[track_caller]
pub(crate) fn finds<C: Trace>(make: impl FnOnce(Gc<Owner>) -> C) {
    let heap = manual_heap();
    let owner = closed_cycle(&heap, make);
    assert_eq!(
        owner.strong_count(),
        1,
        "one pointer inside `{}`",
        type_name::<C>()
    );
    let collection = heap.collect();
    assert!(
        owner.upgrade().is_none(),
        "the pointer inside `{}` was not found",
        type_name::<C>()
    );
    assert_eq!(collection.freed, 2);
    assert_eq!(heap.stats().objects, 0);
}

/// The same, and that whatever else is inside is dropped too.
#[track_caller]
pub(crate) fn finds_and_drops<C: Trace>(make: impl FnOnce(Link) -> C) {
    let token = Rc::new(());
    let copy = token.clone();
    finds(|owner| make(Link { owner, token: copy }));
    assert_eq!(
        Rc::strong_count(&token),
        1,
        "what is beside the pointer inside `{}` was not dropped",
        type_name::<C>()
    );
}

/// Asserts that a `Gc` inside a `C` counts as held, and dies when the cycle is cut.
#[track_caller]
pub(crate) fn holds<C: Trace>(make: impl FnOnce(Gc<Owner>) -> C) {
    let heap = manual_heap();
    let owner = closed_cycle(&heap, make);
    assert_eq!(heap.collect().freed, 0, "`{}` is a leaf", type_name::<C>());
    let kept = owner.upgrade().expect("what a leaf holds is alive");
    kept.let_go();
    drop(kept);
    assert!(owner.upgrade().is_none());
    assert_eq!(heap.stats().objects, 0);
}

/// Asserts that values of the type are never scanned.
#[track_caller]
pub(crate) fn is_leaf<T: Trace>(value: T) {
    let heap = manual_heap();
    let object = heap.alloc(value);
    assert_eq!(heap.stats().objects, 1);
    assert_eq!(
        heap.stats().scanned,
        0,
        "`{}` owns no pointer",
        type_name::<T>()
    );
    drop(object);
    assert_eq!(heap.stats().objects, 0);
}
