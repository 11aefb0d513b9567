//! Counts calls of user code, and makes one of them panic.

use std::cell::Cell;
use std::rc::Rc;

use gc_core::Trace;
use gc_tests::panic_as_planned;

/// Where user code is called from the library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Site {
    Destructor,
    Finalizer,
    Trace,
    Clone,
}

/// A handle to a counter of calls.
#[derive(Clone, Trace)]
#[trace(leaf)]
pub(crate) struct Fuse(Rc<State>);

struct State {
    site: Site,
    /// Calls until the one that panics; 0 when it has come, or none is to.
    left: Cell<u32>,
}

impl Fuse {
    /// One that never burns down until it is [lit](Self::light).
    pub(crate) fn new(site: Site) -> Self {
        Self(Rc::new(State {
            site,
            left: Cell::new(0),
        }))
    }

    /// The `n`-th call from now on panics, counted from 1.
    pub(crate) fn light(&self, n: u32) {
        self.0.left.set(n);
    }

    /// No call panics from now on. Returns whether one has since the fuse was lit.
    pub(crate) fn put_out(&self) -> bool {
        self.0.left.replace(0) == 0
    }

    /// Notes a call.
    pub(crate) fn burn(&self, site: Site) {
        let left = self.0.left.get();
        if site != self.0.site || left == 0 {
            return;
        }
        self.0.left.set(left - 1);
        if left == 1 {
            panic_as_planned(77);
        }
    }
}

/// Calls `act` with a new fuse, and the number of the call that is to panic: 1, 2, …, until it says that none
/// has. Returns how many did, as [`counted`] says. Under Miri, and where there are very many, not each of them panics.
pub(crate) fn for_each_call(site: Site, mut act: impl FnMut(&Fuse, u32) -> bool) -> u32 {
    for n in (1..100_000).step_by(step(site) as usize) {
        if !act(&Fuse::new(site), n) {
            return n - 1;
        }
    }
    unreachable!("{site:?}: expected the calls to come to an end")
}

/// From one call that panics to the next.
fn step(site: Site) -> u32 {
    match site {
        // Checks of the whole heap trace it many times over.
        Site::Trace if cfg!(gc_zeal) => 97,
        Site::Trace if cfg!(miri) => 24,
        Site::Destructor | Site::Finalizer if cfg!(miri) => 4,
        _ => 1,
    }
}

/// What [`for_each_call`] returns for so many calls.
pub(crate) fn counted(site: Site, calls: u32) -> u32 {
    calls.next_multiple_of(step(site))
}
