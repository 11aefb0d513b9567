//! What holds for `std::rc` holds here.
#![forbid(unsafe_code)]

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gc_core::{Gc, Trace, Weak};
use gc_tests::{Log, Probe, in_manual_heap};

#[test]
fn a_pointer_dereferences_to_its_value() {
    let gc = Gc::new(5);
    assert_eq!(*gc, 5);
    assert_eq!(Gc::new(String::from("abc")).len(), 3);
}

#[test]
fn clones_share_the_value() {
    let first = Gc::new(Cell::new(5));
    let second = first.clone();
    first.set(20);
    assert_eq!(second.get(), 20);
    assert!(Gc::ptr_eq(&first, &second));
}

#[test]
fn a_value_outlives_all_handles_but_the_last() {
    let log = Log::new();
    let first = Gc::new(Probe::new(1, &log));
    let second = first.clone();
    drop(first);
    assert!(log.is_empty());
    drop(second);
    assert_eq!(log.take(), [1]);
}

#[test]
fn pointers_are_equal_by_address_only_where_asked() {
    let (five, same_five, other_five) = {
        let five = Gc::new(5);
        (five.clone(), five, Gc::new(5))
    };
    assert!(Gc::ptr_eq(&five, &same_five));
    assert!(!Gc::ptr_eq(&five, &other_five));
}

#[test]
fn strong_and_weak_counts_are_those_of_rc() {
    let gc = Gc::new(0_u32);
    let rc = Rc::new(0_u32);
    let counts = |gc: &Gc<u32>, rc: &Rc<u32>| {
        assert_eq!(Gc::strong_count(gc), Rc::strong_count(rc));
        assert_eq!(Gc::weak_count(gc), Rc::weak_count(rc));
    };
    counts(&gc, &rc);
    let (weak_gc, weak_rc) = (Gc::downgrade(&gc), Rc::downgrade(&rc));
    counts(&gc, &rc);
    let (second_gc, second_rc) = (weak_gc.upgrade(), weak_rc.upgrade());
    counts(&gc, &rc);
    let (third_gc, third_rc) = (weak_gc.clone(), weak_rc.clone());
    counts(&gc, &rc);
    drop((second_gc, third_gc, second_rc, third_rc));
    counts(&gc, &rc);
    drop((gc, rc));
    assert_eq!(weak_gc.strong_count(), weak_rc.strong_count());
    assert_eq!(weak_gc.weak_count(), weak_rc.weak_count());
}

#[test]
fn try_unwrap_gives_the_value_of_the_only_handle() {
    let gc = Gc::new(3);
    assert_eq!(Gc::try_unwrap(gc).ok(), Some(3));
    let gc = Gc::new(4);
    let other = gc.clone();
    let refused = Gc::try_unwrap(gc).expect_err("it is shared");
    assert_eq!(*refused, 4);
    drop(other);
    assert_eq!(Gc::try_unwrap(refused).ok(), Some(4));
}

#[test]
fn try_unwrap_leaves_weak_pointers_empty() {
    let gc = Gc::new(5);
    let weak = Gc::downgrade(&gc);
    assert_eq!(Gc::try_unwrap(gc).ok(), Some(5));
    assert!(weak.upgrade().is_none());
    assert_eq!((weak.strong_count(), weak.weak_count()), (0, 0));
}

#[test]
fn try_unwrap_drops_nothing() {
    let log = Log::new();
    let value = Gc::try_unwrap(Gc::new(Probe::new(1, &log))).map_err(drop);
    assert!(log.is_empty());
    drop(value);
    assert_eq!(log.take(), [1]);
}

#[test]
fn into_inner_gives_the_value_to_the_last_handle_only() {
    let log = Log::new();
    let first = Gc::new(Probe::new(1, &log));
    let second = first.clone();
    assert!(Gc::into_inner(first).is_none());
    assert!(log.is_empty());
    let value = Gc::into_inner(second);
    assert!(value.is_some());
    assert!(log.is_empty());
    drop(value);
    assert_eq!(log.take(), [1]);
}

#[test]
fn get_mut_asks_for_the_only_handle() {
    let mut gc = Gc::new(3);
    *Gc::get_mut(&mut gc).expect("unique") = 4;
    assert_eq!(*gc, 4);
    let other = gc.clone();
    assert!(Gc::get_mut(&mut gc).is_none());
    drop(other);
    let weak = Gc::downgrade(&gc);
    assert!(Gc::get_mut(&mut gc).is_none());
    drop(weak);
    assert!(Gc::get_mut(&mut gc).is_some());
}

#[test]
fn a_weak_pointer_upgrades_only_while_there_is_a_handle() {
    let gc = Gc::new(5);
    let weak = Gc::downgrade(&gc);
    assert!(weak.upgrade().is_some());
    drop(gc);
    assert!(weak.upgrade().is_none());
}

#[test]
fn a_value_that_owns_a_weak_pointer_to_itself_dies() {
    #[derive(Trace)]
    struct Cycle {
        me: RefCell<Option<Weak<Cycle>>>,
        _probe: Probe,
    }

    let log = Log::new();
    let cycle = Gc::new(Cycle {
        me: RefCell::new(None),
        _probe: Probe::new(1, &log),
    });
    *cycle.me.borrow_mut() = Some(Gc::downgrade(&cycle));
    drop(cycle);
    assert_eq!(log.take(), [1]);
}

#[test]
fn a_weak_self_pointer_of_new_cyclic_works_once_it_is_built() {
    struct Forgetful;

    #[derive(Trace)]
    struct Cyclic {
        me: Weak<Cyclic>,
        #[trace(skip)]
        _field: Forgetful,
    }

    let cyclic = Gc::new_cyclic(|me| {
        assert!(me.upgrade().is_none());
        Cyclic {
            me: me.clone(),
            _field: Forgetful,
        }
    });
    let me = cyclic.me.upgrade().expect("it is built");
    assert!(Gc::ptr_eq(&me, &cyclic));
    assert_eq!(Gc::strong_count(&me), 2);
}

#[test]
fn a_weak_pointer_cannot_be_compared_to_nothing() {
    let weak: Weak<u32> = Weak::new();
    let gc = Gc::new(1);
    assert!(!weak.ptr_eq(&Gc::downgrade(&gc)));
    assert!(weak.ptr_eq(&Weak::new()));
}

// ---- the order of drops --------------------------------------------------------------------

/// The same tree over either pointer: a value logs first, then its fields are dropped in order.
macro_rules! tree {
    ($name:ident, $pointer:ident, $derive:meta) => {
        #[$derive]
        struct $name {
            _probe: Probe,
            children: RefCell<Vec<$pointer<$name>>>,
        }

        impl $name {
            fn leaf(id: u32, log: &Log) -> $pointer<Self> {
                Self::with(id, log, [])
            }

            fn with<const N: usize>(
                id: u32,
                log: &Log,
                children: [$pointer<Self>; N],
            ) -> $pointer<Self> {
                $pointer::new(Self {
                    _probe: Probe::new(id, log),
                    children: RefCell::new(children.into()),
                })
            }

            /// Three levels, and one node that two parents share.
            fn sample(log: &Log) -> $pointer<Self> {
                let shared = Self::with(8, log, [Self::leaf(9, log)]);
                let first = Self::with(2, log, [Self::leaf(3, log), Self::leaf(4, log)]);
                let second = Self::with(5, log, [shared.clone(), Self::leaf(6, log)]);
                let third = Self::with(7, log, [shared]);
                Self::with(1, log, [first, second, third])
            }
        }
    };
}

tree!(GcTree, Gc, derive(Trace));
tree!(RcTree, Rc, derive(Debug));

#[test]
fn a_tree_is_dropped_in_the_order_of_rc() {
    in_manual_heap(|_| {
        let (log, rc_log) = (Log::new(), Log::new());
        drop(RcTree::sample(&rc_log));
        drop(GcTree::sample(&log));
        let order = log.take();
        assert_eq!(order, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
        assert_eq!(order, rc_log.take());
    });
}

#[test]
fn emptying_a_vector_drops_its_trees_in_the_order_of_rc() {
    in_manual_heap(|_| {
        let (log, rc_log) = (Log::new(), Log::new());
        let rc = RcTree::sample(&rc_log);
        let gc = GcTree::sample(&log);
        rc.children.borrow_mut().clear();
        gc.children.borrow_mut().clear();
        assert_eq!(log.take(), rc_log.take());
        assert_eq!(gc.children.borrow().len(), 0);
        drop((rc, gc));
        assert_eq!(log.take(), rc_log.take());
    });
}

#[test]
fn everything_that_a_drop_made_unreachable_is_dropped_when_it_returns() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let tree = GcTree::sample(&log);
        let kept = tree.children.borrow()[1].clone();
        drop(tree);
        assert_eq!(log.take(), [1, 2, 3, 4, 7]);
        drop(kept);
        assert_eq!(log.take(), [5, 8, 9, 6]);
        assert_eq!(heap.stats().objects, 0);
    });
}
