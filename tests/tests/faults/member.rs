//! The object of these tests: every piece of user code that it has may panic.

use std::cell::RefCell;

use gc_core::{Finalize, Gc, Trace, Tracer, TypeGraph, Weak};
use gc_tests::{Log, Probe};

use crate::fuse::{Fuse, Site};

/// Has edges, a finalizer, and fields with destructors.
pub(crate) struct Member {
    pub(crate) id: u32,
    pub(crate) links: RefCell<Vec<Gc<Member>>>,
    pub(crate) sibling: RefCell<Weak<Member>>,
    fuse: Fuse,
    log: Log,
    _probe: Probe,
    _charge: Charge,
}

/// Panics in its destructor.
struct Charge(Fuse);

impl Drop for Charge {
    fn drop(&mut self) {
        self.0.burn(Site::Destructor);
    }
}

// SAFETY:
// 1. each edge is reported once;
// 2. each time, or the call panics;
// 3. nothing else of the user's runs, and no handle is made;
// 4. there is no `Drop` on the type itself, and the one of the charge knows no edge;
// 5. 6. the finalizer is the type's own, and the default for dropping stands.
unsafe impl Trace for Member {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.fuse.burn(Site::Trace);
        self.links.trace(tracer);
    }

    fn describe(types: &mut TypeGraph<'_>) {
        types.edge::<Self>();
    }

    fn finalizer() -> Option<fn(&Self)> {
        Some(Self::finalize)
    }
}

impl Finalize for Member {
    fn finalize(&self) {
        // What is dead to everyone else is still whole here.
        assert!(self.links.borrow().iter().all(|link| link.id < 1_000));
        self.fuse.burn(Site::Finalizer);
    }
}

impl Clone for Member {
    fn clone(&self) -> Self {
        self.fuse.burn(Site::Clone);
        let clone = Self::value(self.id + 500, &self.fuse, &self.log);
        clone.links.borrow_mut().clone_from(&self.links.borrow());
        clone
    }
}

impl Member {
    /// A value that is not in a heap yet.
    pub(crate) fn value(id: u32, fuse: &Fuse, log: &Log) -> Self {
        Self {
            id,
            links: RefCell::default(),
            sibling: RefCell::default(),
            fuse: fuse.clone(),
            log: log.clone(),
            _probe: Probe::new(id, log),
            _charge: Charge(fuse.clone()),
        }
    }

    pub(crate) fn link(&self, to: &Gc<Self>) {
        self.links.borrow_mut().push(to.clone());
    }
}

/// `first`, `first + 1`, …, each with an edge to the next one, and a `Weak` to the first. Returns handles to all.
pub(crate) fn chain(first: u32, len: u32, fuse: &Fuse, log: &Log) -> Vec<Gc<Member>> {
    let members: Vec<_> = (first..first + len)
        .map(|id| Gc::new(Member::value(id, fuse, log)))
        .collect();
    for pair in members.windows(2) {
        pair[0].link(&pair[1]);
        pair[1].sibling.replace(Gc::downgrade(&members[0]));
    }
    members
}

/// As [`chain`], and the last one has an edge to the first.
pub(crate) fn ring(first: u32, len: u32, fuse: &Fuse, log: &Log) -> Vec<Gc<Member>> {
    let members = chain(first, len, fuse, log);
    members[members.len() - 1].link(&members[0]);
    members
}
