//! A small heap with something of each kind: what lives, cycles that are garbage, and what hangs on them.

use gc_core::{Gc, Heap, Weak};
use gc_tests::Log;

use crate::fuse::Fuse;
use crate::member::{Member, chain, ring};

/// The numbers of those that live until the end.
const KEPT: std::ops::Range<u32> = 1..6;
/// Those that die by counting when the scene's acyclic part is let go.
const ACYCLIC: std::ops::Range<u32> = 10..14;
/// Those that only a collection frees.
const CYCLIC: std::ops::Range<u32> = 20..31;

/// The heap's content.
pub(crate) struct Scene {
    kept: Vec<Gc<Member>>,
    pub(crate) acyclic: Vec<Gc<Member>>,
    garbage: Weak<Member>,
    log: Log,
}

impl Scene {
    /// Fills the current heap.
    pub(crate) fn new(fuse: &Fuse) -> Self {
        let log = Log::new();
        let kept = ring(1, 3, fuse, &log);
        let below = chain(4, 2, fuse, &log);
        kept[1].link(&below[0]);
        let acyclic = chain(10, 4, fuse, &log);
        acyclic[0].link(&acyclic[2]);
        acyclic[1].link(&kept[0]);
        // Two rings, the first of which leads to the second and to what lives, and a chain below them.
        let (first, second) = (ring(20, 4, fuse, &log), ring(24, 4, fuse, &log));
        let tail = chain(28, 3, fuse, &log);
        first[2].link(&second[0]);
        first[1].link(&kept[2]);
        second[1].link(&tail[0]);
        let garbage = Gc::downgrade(&second[3]);
        Self {
            kept: vec![kept[0].clone()],
            acyclic: vec![acyclic[0].clone()],
            garbage,
            log,
        }
    }

    /// That what lives is whole, whatever has panicked, and nothing died twice.
    #[track_caller]
    pub(crate) fn assert_is_sound(&self) {
        let kept = &self.kept[0];
        let second = kept.links.borrow()[0].clone();
        let third = second.links.borrow()[0].clone();
        let below = second.links.borrow()[1].clone();
        let ids = [kept, &second, &third, &below, &below.links.borrow()[0]].map(|it| it.id);
        assert_eq!(ids, [1, 2, 3, 4, 5]);
        assert!(Gc::ptr_eq(&third.links.borrow()[0], kept));
        assert!(third.sibling.borrow().upgrade().is_some());
        if let Some(garbage) = self.garbage.upgrade() {
            assert_eq!(garbage.id, 27, "what is not yet dead is whole");
            assert_eq!(garbage.links.borrow()[0].id, 24);
        }
    }

    /// The heap that all of it lies in.
    pub(crate) fn heap(&self) -> Heap {
        Gc::heap(&self.kept[0])
    }

    /// Lets all go and collects: everything has died, and each object once.
    #[track_caller]
    pub(crate) fn end(self, heap: &Heap) {
        let log = self.log.clone();
        drop(self);
        let collection = heap.collect();
        assert!(!collection.skipped);
        assert_eq!(heap.stats().objects, 0);
        let all: Vec<_> = KEPT.chain(ACYCLIC).chain(CYCLIC).collect();
        assert_eq!(log.take_sorted(), all);
    }
}

/// That a heap still allocates, counts and collects.
#[track_caller]
pub(crate) fn assert_is_usable(heap: &Heap) {
    let before = heap.stats().objects;
    let log = Log::new();
    let ring = heap.enter(|| gc_tests::ring(1, 3, &log));
    assert!(!heap.is_collecting());
    drop(ring);
    assert_eq!(log.len(), 0);
    assert!(!heap.collect_young().skipped);
    assert_eq!(log.take_sorted(), [1, 2, 3]);
    assert!(heap.stats().objects <= before);
}
