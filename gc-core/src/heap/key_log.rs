//! What happened to keys of weak collections: a log that each collection reads on from where it
//! was.
//!
//! An entry of the log is the address of an object that is (or was) a key and that `Weak::upgrade` no longer
//! gives, or gives again. What became of it is read from its header. The log keeps the last
//! [`KEPT`] of the thread; who comes later than that looks at all its keys.

use core::cell::{Cell, RefCell};

use super::PagePtr;
use crate::object::ObjectPtr;

/// Changes that are kept.
const KEPT: usize = 1 << 16;

thread_local! {
    /// Changes so far.
    static CHANGES: Cell<u64> = const { Cell::new(0) };
    /// The address for change `n` at `n % KEPT`. Gone at the end of the thread.
    static LAST: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
}

/// How many changes there were.
#[inline]
pub(crate) fn now() -> u64 {
    CHANGES.get()
}

/// The key that change number `at` was about; `None` if that is not known any more.
pub(crate) fn read(at: u64) -> Option<usize> {
    let age = now().checked_sub(at)?;
    let kept = age >= 1 && age <= KEPT as u64;
    let last = LAST.try_with(|last| last.borrow().get((at % KEPT as u64) as usize).copied());
    last.ok().flatten().filter(|&key| kept && key != 0)
}

/// Takes note that a key may be given out no longer, or again. Of no consequence for an object that is none.
#[inline]
pub(crate) fn note(object: ObjectPtr, page: PagePtr) {
    if page.is_keyed() && object.header().weak_count() > 0 {
        write(object.payload().addr().get());
    }
}

#[cold]
fn write(key: usize) {
    let at = CHANGES.replace(CHANGES.get() + 1);
    // Without the log each reader looks at all its keys.
    let _ = LAST.try_with(|last| {
        let mut last = last.borrow_mut();
        let place = (at % KEPT as u64) as usize;
        if place >= last.len() {
            // 0 for what was not noted while the log was out of reach.
            last.resize(place + 1, 0);
        }
        last[place] = key;
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_kept_for_some_time() {
        let first = now();
        write(8);
        write(16);
        assert_eq!(read(first), Some(8));
        assert_eq!(read(first + 1), Some(16));
        assert_eq!(read(first + 2), None);
        (0..KEPT).for_each(|_| write(24));
        assert_eq!(read(first), None);
        assert_eq!(read(first + 2), Some(24));
    }
}
