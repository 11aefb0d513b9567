//! Step 4, `Weak`: to know of a value without keeping it.
//!
//! ```text
//!   Strong ----> [ strong: 1 | weak: 2 | value ] <. . . . Watch
//!                              ^ one of these stands for all `Strong`s together
//! ```
//!
//! A value that owns itself through others never dies. If one pointer of each cycle does not count
//! as an owner, no cycle is left. But a pointer that does not own must be able to find out that the
//! value is gone, so something has to outlive the value: its block, with the counts in it.
//! So there are two deaths. At 0 owners the value dies; at 0 pointers of either kind, its memory goes.
//!
//! What it cannot do: choose. *Which* pointer of the cycle should be the weak one is up to whoever writes
//! the program. In a tree the parent is, and then a child that is held alone has lost its parent. In a
//! graph there is no right choice at all.

use std::cell::Cell;
use std::fmt;
use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::ops::Deref;
use std::ptr::NonNull;

use super::block;
use super::own::Own;

/// What both pointers point to.
struct Watched<T> {
    /// How many [`Strong`]s there are. The value is there as long as it is above 0.
    strong: Cell<usize>,
    /// How many [`Watch`]es there are, and one more while `strong` is above 0: the memory is there
    /// as long as it is above 0.
    weak: Cell<usize>,
    value: ManuallyDrop<T>,
}

/// One of the owners of a value.
///
/// # Invariants
///
/// `block` came from `block::put`; its count `strong` is the number of `Strong`s that have it.
pub struct Strong<T> {
    block: NonNull<Watched<T>>,
    _owns: PhantomData<Watched<T>>,
}

/// Knows of a value and does not keep it.
///
/// # Invariants
///
/// `block` came from `block::put`, and is counted in its `weak`.
pub struct Watch<T> {
    block: NonNull<Watched<T>>,
    _owns: PhantomData<Watched<T>>,
}

impl<T> Strong<T> {
    /// Moves `value` to the heap, with one owner.
    #[must_use]
    pub fn new(value: T) -> Self {
        let watched = Watched {
            strong: Cell::new(1),
            weak: Cell::new(1),
            value: ManuallyDrop::new(value),
        };
        Self {
            block: block::put(watched),
            _owns: PhantomData,
        }
    }

    /// A pointer that does not own.
    #[must_use]
    pub fn watch(this: &Self) -> Watch<T> {
        let weak = &this.watched().weak;
        weak.set(weak.get() + 1);
        Watch {
            block: this.block,
            _owns: PhantomData,
        }
    }

    /// How many owners there are.
    #[must_use]
    pub fn count(this: &Self) -> usize {
        this.watched().strong.get()
    }

    /// Whether two pointers are to one value.
    #[must_use]
    pub fn is_same(this: &Self, other: &Self) -> bool {
        this.block == other.block
    }

    fn watched(&self) -> &Watched<T> {
        // SAFETY:
        // 1. by the invariant `strong` is above 0, so the block has not been given back;
        // 2. nobody has a mutable reference to it.
        unsafe { self.block.as_ref() }
    }
}

impl<T> Watch<T> {
    /// The value, with one owner more, if it still lives.
    #[must_use]
    pub fn upgrade(&self) -> Option<Strong<T>> {
        let strong = self.strong();
        if strong.get() == 0 {
            return None;
        }
        strong.set(strong.get() + 1);
        Some(Strong {
            block: self.block,
            _owns: PhantomData,
        })
    }

    /// How many owners there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.strong().get()
    }

    /// The count of owners. No reference to the whole block is made, as its value may be in the
    /// middle of being dropped, by mutable reference.
    fn strong(&self) -> &Cell<usize> {
        // SAFETY:
        // 1. by the invariant the block has not been given back;
        // 2. the counts are never mutably borrowed.
        unsafe { &(*self.block.as_ptr()).strong }
    }
}

/// One pointer of either kind less: the last one gives the memory back.
///
/// # Safety
///
/// 1. The block is counted in its `weak` for the caller, who does not use it any more.
unsafe fn leave<T>(block: NonNull<Watched<T>>) {
    // SAFETY:
    // 1. the caller's count keeps the block until here;
    // 2. the counts are never mutably borrowed.
    let weak = unsafe { &(*block.as_ptr()).weak };
    weak.set(weak.get() - 1);
    if weak.get() == 0 {
        // SAFETY:
        // 1. the block came from `put`, and nobody is left who knows it;
        // 2. it does not drop the value, which is wrapped in `ManuallyDrop`.
        drop(unsafe { Own::from_block(block) });
    }
}

/// Lets go of the one `weak` that stands for all `Strong`s, also when the value's destructor panics.
struct LeaveAtEnd<T>(NonNull<Watched<T>>);

impl<T> Drop for LeaveAtEnd<T> {
    fn drop(&mut self) {
        // SAFETY:
        // 1. made by the last `Strong`, which owns that count.
        unsafe { leave(self.0) };
    }
}

impl<T> Drop for Strong<T> {
    fn drop(&mut self) {
        let left = Self::count(self) - 1;
        self.watched().strong.set(left);
        if left == 0 {
            let _leave = LeaveAtEnd(self.block);
            // SAFETY:
            // 1. the block is there until `_leave` goes.
            let value = unsafe { &raw mut (*self.block.as_ptr()).value };
            // SAFETY:
            // 1. `strong` was above 0 until now, so the value is there, and no one reads it any more;
            // 2. `ManuallyDrop<T>` has the layout of `T`.
            unsafe { value.cast::<T>().drop_in_place() };
        }
    }
}

impl<T> Drop for Watch<T> {
    fn drop(&mut self) {
        // SAFETY:
        // 1. by the invariant it is counted in `weak`.
        unsafe { leave(self.block) };
    }
}

/// One more owner.
impl<T> Clone for Strong<T> {
    fn clone(&self) -> Self {
        let strong = &self.watched().strong;
        strong.set(strong.get() + 1);
        Self {
            block: self.block,
            _owns: PhantomData,
        }
    }
}

impl<T> Deref for Strong<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.watched().value
    }
}

impl<T: fmt::Debug> fmt::Debug for Strong<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T> fmt::Debug for Watch<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(Watch)")
    }
}

/// Tells what the step is about.
pub fn run() -> Vec<String> {
    let value = Strong::new(7_u64);
    let watch = Strong::watch(&value);
    let mut said = vec![
        format!("while it is owned: {:?}", watch.upgrade()),
        format!(
            "the counts take {} bytes beside the value",
            size_of::<Watched<u64>>() - size_of::<u64>()
        ),
    ];
    drop(value);
    said.push(format!("when it is not: {:?}", watch.upgrade()));
    said.push("which pointer of a cycle should be weak? see the next step".to_owned());
    said
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::rc::Rc;

    use super::{Strong, Watch};

    #[test]
    fn the_value_dies_with_its_owners_and_its_memory_with_all_pointers() {
        let probe = Rc::new(());
        let strong = Strong::new(probe.clone());
        let watch = Strong::watch(&strong);
        drop(strong);
        assert_eq!(Rc::strong_count(&probe), 1);
        // The block is still there to be asked; that it goes in the end is for Miri to see.
        assert_eq!(watch.count(), 0);
    }

    #[test]
    fn an_upgrade_is_an_owner() {
        let strong = Strong::new(String::from("kept"));
        let watch = Strong::watch(&strong);
        let upgraded = watch.upgrade();
        drop(strong);
        assert_eq!(upgraded.as_deref().map(String::as_str), Some("kept"));
        drop(upgraded);
        assert!(watch.upgrade().is_none());
    }

    #[test]
    fn a_value_that_watches_itself_is_no_cycle_of_owners() {
        struct Selfish(
            RefCell<Option<Watch<Selfish>>>,
            #[expect(dead_code, reason = "is dropped")] Rc<()>,
        );
        let probe = Rc::new(());
        let value = Strong::new(Selfish(RefCell::default(), probe.clone()));
        *value.0.borrow_mut() = Some(Strong::watch(&value));
        drop(value);
        assert_eq!(Rc::strong_count(&probe), 1);
    }

    #[test]
    fn a_value_being_dropped_cannot_be_had_again() {
        struct Asks(RefCell<Option<Watch<Asks>>>, Rc<RefCell<Vec<bool>>>);
        impl Drop for Asks {
            fn drop(&mut self) {
                let found = self.0.borrow().as_ref().and_then(Watch::upgrade);
                self.1.borrow_mut().push(found.is_some());
            }
        }
        let found = Rc::default();
        let value = Strong::new(Asks(RefCell::default(), Rc::clone(&found)));
        *value.0.borrow_mut() = Some(Strong::watch(&value));
        drop(value);
        assert_eq!(*found.borrow(), [false]);
    }

    #[test]
    fn memory_is_given_back_though_a_destructor_panics() {
        struct Bomb;
        impl Drop for Bomb {
            fn drop(&mut self) {
                panic!("boom");
            }
        }
        let strong = Strong::new(Bomb);
        let watch = Strong::watch(&strong);
        let result = catch_unwind(AssertUnwindSafe(|| drop(strong)));
        assert!(result.is_err());
        assert!(watch.upgrade().is_none());
    }
}
