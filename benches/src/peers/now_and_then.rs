//! For peers that never collect on their own: a count of allocations, and a collection when it is
//! high.

use std::cell::Cell;

/// Allocations between collections.
const EVERY: usize = 100_000;

thread_local! {
    static SINCE: Cell<usize> = const { Cell::new(0) };
}

/// Notes `count` allocations and collects where they have become many.
pub(crate) fn collect_now_and_then(count: usize, collect: impl FnOnce()) {
    let since = SINCE.get() + count;
    if since < EVERY {
        SINCE.set(since);
    } else {
        SINCE.set(0);
        collect();
    }
}
