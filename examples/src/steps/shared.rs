//! Step 2, `Rc`: many owners, the last of which frees.
//!
//! ```text
//!   Shared ----> [ count: 2 | value ] <---- Shared
//! ```
//!
//! To be copied, a pointer has to know whether it is the last one. The number of pointers is the
//! one thing that all of them must agree on, so it lies where all of them can find it: beside the value.
//!
//! This costs: a word before each value, an addition for each copy, a subtraction and a test for
//! each drop. And it costs a right: as nobody can say who else is looking, [`Shared`] lends
//! its value for reading only.
//!
//! What it cannot do: change the value while it is shared. And a value that owns itself, be it
//! through ten others, keeps its own count above 0.

use std::cell::Cell;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;
use std::ptr::NonNull;

use super::block;
use super::own::Own;

/// What a `Shared` points to.
struct Counted<T> {
    /// How many `Shared`s point here.
    count: Cell<usize>,
    value: T,
}

/// One of the owners of a value.
///
/// # Invariants
///
/// `block` came from `block::put`, and its count is the number of `Shared`s that have it.
pub struct Shared<T> {
    block: NonNull<Counted<T>>,
    /// Dropping the last one drops a `T`.
    _owns: PhantomData<Counted<T>>,
}

impl<T> Shared<T> {
    /// Moves `value` to the heap, with one owner.
    #[must_use]
    pub fn new(value: T) -> Self {
        let count = Cell::new(1);
        Self {
            block: block::put(Counted { count, value }),
            _owns: PhantomData,
        }
    }

    /// How many owners there are.
    #[must_use]
    pub fn count(this: &Self) -> usize {
        this.counted().count.get()
    }

    /// The value, to be changed, if this is the only owner.
    pub fn get_mut(this: &mut Self) -> Option<&mut T> {
        if Self::count(this) != 1 {
            return None;
        }
        // SAFETY:
        // 1. by the invariant a value is there;
        // 2. `this` is the only way to it and mutably borrowed.
        Some(unsafe { &mut this.block.as_mut().value })
    }

    fn counted(&self) -> &Counted<T> {
        // SAFETY:
        // 1. by the invariant the count is at least 1, so the block has not been given back;
        // 2. nobody has a mutable reference to it but through `get_mut`, which borrows `self`.
        unsafe { self.block.as_ref() }
    }
}

/// One more owner.
impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        let count = &self.counted().count;
        count.set(count.get() + 1);
        Self {
            block: self.block,
            _owns: PhantomData,
        }
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.counted().value
    }
}

/// One owner less. The last one does what an [`Own`] does.
impl<T> Drop for Shared<T> {
    fn drop(&mut self) {
        let left = Self::count(self) - 1;
        self.counted().count.set(left);
        if left == 0 {
            // SAFETY:
            // 1. the block came from `put`, and this was its last owner: it is owned by nobody now.
            drop(unsafe { Own::from_block(self.block) });
        }
    }
}

impl<T: fmt::Debug> fmt::Debug for Shared<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

/// Tells what the step is about.
pub fn run() -> Vec<String> {
    let mut first = Shared::new(5_u64);
    let second = first.clone();
    let mut said = vec![
        format!("{} owners of one value, {}", Shared::count(&first), *second),
        format!(
            "the count takes {} bytes beside the value",
            size_of::<Counted<u64>>() - size_of::<u64>()
        ),
        format!("change it while shared? {:?}", Shared::get_mut(&mut first)),
    ];
    drop(second);
    said.push(format!(
        "and by the only owner? {:?}",
        Shared::get_mut(&mut first)
    ));
    said.push("what is shared cannot be changed: see the next step".to_owned());
    said
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::Shared;

    #[test]
    fn the_last_owner_drops_the_value() {
        let probe = Rc::new(());
        let first = Shared::new(probe.clone());
        let second = first.clone();
        drop(first);
        assert_eq!(Rc::strong_count(&probe), 2);
        drop(second);
        assert_eq!(Rc::strong_count(&probe), 1);
    }

    #[test]
    fn owners_see_the_same_value() {
        let first = Shared::new(String::from("here"));
        let second = first.clone();
        assert_eq!((&raw const *first).addr(), (&raw const *second).addr());
    }

    #[test]
    fn only_a_sole_owner_may_change_the_value() {
        let mut first = Shared::new(1);
        let second = first.clone();
        assert_eq!(Shared::get_mut(&mut first), None);
        drop(second);
        if let Some(value) = Shared::get_mut(&mut first) {
            *value = 2;
        }
        assert_eq!(*first, 2);
    }

    #[test]
    fn a_chain_of_owners_goes_from_its_head() {
        struct Link(
            #[expect(dead_code, reason = "is dropped")] Option<Shared<Link>>,
            Rc<()>,
        );
        let probe = Rc::new(());
        let tail = Shared::new(Link(None, probe.clone()));
        let head = Shared::new(Link(Some(tail.clone()), probe.clone()));
        drop(tail);
        assert_eq!(Rc::strong_count(&head.1), 3);
        drop(head);
        assert_eq!(Rc::strong_count(&probe), 1);
    }
}
