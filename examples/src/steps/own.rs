//! Step 1, `Box`: a value somewhere else in memory, with one owner.
//!
//! ```text
//!   Own ----> [ value ]
//! ```
//!
//! A raw pointer knows an address and nothing more: not whether something is there, nor who frees it.
//! [`Own`] adds one rule: **there is one `Own` for each block, and its `Drop` frees the block**. All else
//! follows. As there is one, moving it moves the ownership and copying is out of the question;
//! as long as it lives the value lives, so it can lend the value out for as long as it is borrowed
//! itself, once to change it or many times to read it: the compiler checks that, at no cost.
//!
//! What it cannot do: have two owners. In a graph, a node that two others point to has two.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};
use std::ptr::NonNull;

use super::block;

/// Owns one value on the heap.
///
/// # Invariants
///
/// `block` came from `block::put`, holds a value, and no other `Own` has it.
pub struct Own<T> {
    block: NonNull<T>,
    /// A raw pointer owns nothing; this tells the compiler that dropping an `Own` drops a `T`.
    _owns: PhantomData<T>,
}

impl<T> Own<T> {
    /// Moves `value` to the heap.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self {
            block: block::put(value),
            _owns: PhantomData,
        }
    }

    /// The owner of a block that has none.
    ///
    /// # Safety
    ///
    /// 1. `block` came from `block::put` and holds a value;
    /// 2. nobody else owns it.
    pub(super) unsafe fn from_block(block: NonNull<T>) -> Self {
        Self {
            block,
            _owns: PhantomData,
        }
    }

    /// Moves the value out again and frees its memory.
    pub fn into_inner(self) -> T {
        // SAFETY:
        // 1. by the invariant a value is there; it is read once, as `self` is forgotten below.
        let value = unsafe { self.block.read() };
        // SAFETY:
        // 1. by the invariant the block came from `put`;
        // 2. this is its one owner.
        unsafe { block::give_back(self.block) };
        std::mem::forget(self);
        value
    }
}

/// Lends the value out for as long as the owner is borrowed.
impl<T> Deref for Own<T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY:
        // 1. by the invariant a value is there, and lives at least as long as `self`;
        // 2. whoever changes it borrows `self` mutably.
        unsafe { self.block.as_ref() }
    }
}

/// As there is one owner, a mutable borrow of it is the only way to the value.
impl<T> DerefMut for Own<T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY:
        // 1. by the invariant a value is there, and lives at least as long as `self`;
        // 2. `self` is the only way to it and mutably borrowed.
        unsafe { self.block.as_mut() }
    }
}

/// First the value, then its memory. The memory is given back even if the value's destructor panics.
impl<T> Drop for Own<T> {
    fn drop(&mut self) {
        struct GiveBack<T>(NonNull<T>);
        impl<T> Drop for GiveBack<T> {
            fn drop(&mut self) {
                // SAFETY:
                // 1. the block came from `put`, by the invariant of `Own`;
                // 2. the value was dropped, and its owner is being dropped.
                unsafe { block::give_back(self.0) };
            }
        }
        let _give_back = GiveBack(self.block);
        // SAFETY:
        // 1. by the invariant a value is there; it is dropped once, as `drop` runs once.
        unsafe { self.block.drop_in_place() };
    }
}

impl<T: fmt::Debug> fmt::Debug for Own<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

/// Tells what the step is about.
pub fn run() -> Vec<String> {
    let mut text = Own::new(String::from("one owner"));
    text.push_str(", who may change it");
    let moved = text;
    vec![
        format!("an Own takes {} bytes, as a Box does", size_of_val(&moved)),
        format!("it holds {:?}", *moved),
        format!("and gives it up again: {:?}", moved.into_inner()),
        "there is no second owner: a graph needs more".to_owned(),
    ]
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::rc::Rc;

    use super::Own;

    struct Count<'a>(&'a Cell<u32>);

    impl Drop for Count<'_> {
        fn drop(&mut self) {
            self.0.set(self.0.get() + 1);
        }
    }

    #[test]
    fn the_value_is_dropped_with_its_owner_once() {
        let drops = Cell::new(0);
        let own = Own::new(Count(&drops));
        let moved = own;
        assert_eq!(drops.get(), 0);
        drop(moved);
        assert_eq!(drops.get(), 1);
    }

    #[test]
    fn a_value_moved_out_is_not_dropped_by_the_owner() {
        let drops = Cell::new(0);
        let value = Own::new(Count(&drops)).into_inner();
        assert_eq!(drops.get(), 0);
        drop(value);
        assert_eq!(drops.get(), 1);
    }

    #[test]
    fn a_value_without_size_needs_no_memory() {
        assert_eq!(Own::new(()).into_inner(), ());
    }

    #[test]
    fn an_over_aligned_value_is_aligned() {
        #[repr(align(64))]
        struct Wide(u8);
        let wide = Own::new(Wide(7));
        assert_eq!((&raw const *wide).addr() % 64, 0);
        assert_eq!(wide.0, 7);
    }

    #[test]
    fn memory_is_given_back_though_a_destructor_panics() {
        struct Bomb(#[expect(dead_code, reason = "takes memory")] u64);
        impl Drop for Bomb {
            fn drop(&mut self) {
                panic!("boom");
            }
        }
        // That the memory came back is for Miri to see.
        let result = catch_unwind(AssertUnwindSafe(|| drop(Own::new(Bomb(1)))));
        assert!(result.is_err());
    }

    #[test]
    fn an_owner_in_an_owner_drops_both() {
        let shared = Rc::new(());
        drop(Own::new(Own::new(shared.clone())));
        assert_eq!(Rc::strong_count(&shared), 1);
    }
}
