//! The order of destruction when destructors panic: that of `Rc` all the same.
#![forbid(unsafe_code)]

use std::rc::Rc;

use gc_core::{Gc, Trace};
use gc_tests::{Log, Probe, caught, in_manual_heap, panic_as_planned};

/// Panics when it is dropped, if it has a number, unless another one does.
#[derive(Trace)]
#[trace(leaf)]
struct Bomb(Option<u32>);

impl Drop for Bomb {
    fn drop(&mut self) {
        if let Some(id) = self.0.filter(|_| !std::thread::panicking()) {
            panic_as_planned(id);
        }
    }
}

/// The same tree over either pointer, numbered in the order in which it is to be dropped.
macro_rules! tree {
    ($name:ident, $pointer:ident $(, $derive:meta)?) => {
        $(#[$derive])?
        struct $name {
            _probe: Probe,
            _bomb: Bomb,
            _children: Vec<$pointer<$name>>,
        }

        impl $name {
            /// Each node but the lowest ones has so many children; one of them all panics.
            fn grow(
                depth: u32,
                width: usize,
                culprit: u32,
                next: &mut u32,
                log: &Log,
            ) -> $pointer<Self> {
                let id = *next;
                *next += 1;
                let width_here = if depth == 0 { 0 } else { width };
                let children = (0..width_here)
                    .map(|_| Self::grow(depth - 1, width, culprit, next, log))
                    .collect();
                $pointer::new(Self {
                    _probe: Probe::new(id, log),
                    _bomb: Bomb((id == culprit).then_some(id)),
                    _children: children,
                })
            }
        }
    };
}

tree!(GcTree, Gc, derive(Trace));
tree!(RcTree, Rc);

#[track_caller]
fn assert_the_order_is_that_of_rc(width: usize, culprit: u32) {
    in_manual_heap(|heap| {
        let (log, rc_log) = (Log::new(), Log::new());
        let rc = RcTree::grow(2, width, culprit, &mut 0, &rc_log);
        let gc = GcTree::grow(2, width, culprit, &mut 0, &log);
        let panicked = caught(|| drop(rc));
        assert_eq!(caught(|| drop(gc)), panicked);
        assert_eq!(log.take(), rc_log.take(), "{culprit} panics, of {width}");
        assert_eq!(heap.stats().objects, 0);
    });
}

#[test]
fn a_destructor_that_panics_leaves_the_others_their_order() {
    for width in 1..=3 {
        for culprit in 0..13 {
            assert_the_order_is_that_of_rc(width, culprit);
        }
    }
}
