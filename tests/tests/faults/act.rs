//! What a heap does while user code panics.

use gc_core::{Budget, Heap};
use gc_tests::caught;

use crate::scene::Scene;

/// One way to let objects die.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Act {
    /// The last handle to an acyclic part is dropped.
    Drop,
    Full,
    Young,
    /// Slices of one object each, until one says that it was the last.
    Sliced,
    /// Some slices, then a collection at one go.
    Interrupted,
}

pub(crate) const ALL: [Act; 5] = [
    Act::Drop,
    Act::Full,
    Act::Young,
    Act::Sliced,
    Act::Interrupted,
];

impl Act {
    /// Acts. Whatever panics is the fuse's, and comes out at most once.
    pub(crate) fn perform(self, heap: &Heap, scene: &mut Scene) {
        let mut panics = 0;
        let mut run = |act: &mut dyn FnMut()| panics += u32::from(caught(act).is_some());
        match self {
            Self::Drop => run(&mut || scene.acyclic.clear()),
            Self::Full => run(&mut || _ = heap.collect()),
            Self::Young => run(&mut || _ = heap.collect_young()),
            Self::Sliced => step(heap, usize::MAX, &mut run),
            Self::Interrupted => {
                step(heap, 40, &mut run);
                run(&mut || _ = heap.collect());
            }
        }
        assert!(panics <= 1, "{self:?}: a panic came out {panics} times");
    }
}

/// Slices until the collection is complete, or some of them.
fn step(heap: &Heap, most: usize, run: &mut dyn FnMut(&mut dyn FnMut())) {
    let mut is_done = false;
    for _ in 0..most {
        run(&mut || is_done |= heap.step(Budget::objects(1)).is_done());
        if is_done {
            return;
        }
    }
}
