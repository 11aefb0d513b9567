//! Exclusive access to a value in a heap: `get_mut`, `make_mut`, and collections meanwhile.
#![forbid(unsafe_code)]

use std::cell::RefCell;
use std::rc::Rc;

use gc_core::{Finalize, Gc, Heap, Policy, Trace, Weak};
use gc_tests::{Log, Node, Probe, caught, in_manual_heap, panic_as_planned, ring};

#[derive(Trace, Clone)]
struct Mutable {
    number: u32,
    edges: Vec<Gc<Node>>,
}

fn mutable(number: u32) -> Gc<Mutable> {
    Gc::new(Mutable {
        number,
        edges: Vec::new(),
    })
}

#[test]
fn the_only_handle_gives_exclusive_access() {
    in_manual_heap(|_| {
        let mut gc = mutable(1);
        Gc::get_mut(&mut gc).expect("it is unique").number = 2;
        assert_eq!(gc.number, 2);
    });
}

#[test]
fn a_second_handle_or_a_weak_one_denies_it() {
    in_manual_heap(|_| {
        let mut gc = mutable(1);
        let other = gc.clone();
        assert!(Gc::get_mut(&mut gc).is_none());
        drop(other);
        let weak = Gc::downgrade(&gc);
        assert!(Gc::get_mut(&mut gc).is_none());
        drop(weak);
        assert!(Gc::get_mut(&mut gc).is_some());
        assert!(Gc::is_unique(&gc));
    });
}

#[test]
fn what_is_only_reachable_through_the_guard_survives_a_collection() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let mut gc = mutable(1);
        let mut guard = Gc::get_mut(&mut gc).expect("it is unique");
        guard.edges.push(ring(1, 3, &log).swap_remove(0));
        let edges = &mut guard.edges;
        assert_eq!(heap.collect().freed, 0);
        edges.extend(ring(4, 3, &log));
        assert_eq!(heap.collect().freed, 0);
        assert_eq!(edges.len(), 4);
        drop(guard);
        assert_eq!(heap.collect().freed, 0);
        assert_eq!(gc.edges[0].links.borrow()[0].id, 2);
        drop(gc);
        assert_eq!(heap.collect().freed, 6);
        assert_eq!(log.take_sorted(), [1, 2, 3, 4, 5, 6]);
    });
}

#[test]
fn a_guard_that_has_gone_leaves_the_object_traceable() {
    #[derive(Trace)]
    struct Selfish {
        me: Option<Gc<RefCell<Option<Gc<Selfish>>>>>,
    }

    in_manual_heap(|heap| {
        let cell = Gc::new(RefCell::new(None));
        let mut gc = Gc::new(Selfish { me: None });
        Gc::get_mut(&mut gc).expect("it is unique").me = Some(cell.clone());
        *cell.borrow_mut() = Some(gc);
        drop(cell);
        assert_eq!(heap.collect().freed, 2);
    });
}

#[test]
fn allocations_under_a_guard_may_collect() {
    let heap = Heap::with_policy(Policy::ZEAL);
    heap.enter(|| {
        let log = Log::new();
        let mut gc = mutable(1);
        let mut guard = Gc::get_mut(&mut gc).expect("it is unique");
        for id in 0..20 {
            let node = Node::new(id, &log);
            node.link(&node);
            guard.edges.push(node);
        }
        guard.edges.truncate(5);
        drop(guard);
        let _ = heap.collect();
        assert_eq!(log.take_sorted(), (5..20).collect::<Vec<_>>());
        assert_eq!(gc.edges.len(), 5);
    });
}

#[test]
fn a_panic_under_a_guard_releases_it() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let mut gc = mutable(1);
        let panicked = caught(|| {
            let mut guard = Gc::get_mut(&mut gc).expect("it is unique");
            guard.edges.push(ring(1, 2, &log).swap_remove(0));
            panic_as_planned(6);
        });
        assert_eq!(panicked, Some(6));
        assert_eq!(heap.collect().freed, 0);
        assert!(Gc::get_mut(&mut gc).is_some());
        drop(gc);
        assert_eq!(heap.collect().freed, 2);
    });
}

#[test]
#[cfg_attr(miri, ignore = "what a forgotten guard holds is never freed")]
fn a_forgotten_guard_leaves_the_object_untraceable_and_nothing_worse() {
    #[derive(Trace, Default)]
    struct Looped {
        me: RefCell<Option<Gc<Looped>>>,
    }

    in_manual_heap(|heap| {
        let mut gc = Gc::new(Looped::default());
        std::mem::forget(Gc::get_mut(&mut gc));
        *gc.me.borrow_mut() = Some(gc.clone());
        drop(gc);
        assert_eq!(heap.collect().freed, 0, "its edge to itself cannot be read");
        assert_eq!(heap.stats().objects, 1);
    });
}

#[test]
fn an_object_whose_guard_was_forgotten_dies_by_its_count() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let mut gc = mutable(1);
        let mut guard = Gc::get_mut(&mut gc).expect("it is unique");
        guard.edges.push(ring(1, 2, &log).swap_remove(0));
        std::mem::forget(guard);
        drop(gc);
        assert_eq!(heap.collect().freed, 2);
        assert_eq!(heap.stats().objects, 0);
    });
}

#[test]
fn a_garbage_object_whose_guard_was_forgotten_is_dropped_with_what_holds_it() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let mut gc = mutable(1);
        let mut guard = Gc::get_mut(&mut gc).expect("it is unique");
        guard.edges.push(Node::new(5, &log));
        std::mem::forget(guard);

        #[derive(Trace)]
        struct Ring(RefCell<Option<Gc<Ring>>>, RefCell<Option<Gc<Mutable>>>);
        let ring = Gc::new(Ring(RefCell::default(), RefCell::new(Some(gc))));
        *ring.0.borrow_mut() = Some(ring.clone());
        assert!(ring.1.borrow().is_some());
        drop(ring);
        assert_eq!(heap.collect().freed, 3);
        assert_eq!(log.take(), [5]);
    });
}

/// All edges that can be read stay inside what dies: the one that cannot does not.
#[test]
fn what_a_garbage_object_with_a_forgotten_guard_leads_to_dies_too() {
    #[derive(Trace, Default)]
    struct Holder {
        me: RefCell<Option<Gc<Holder>>>,
        other: Option<Gc<Holder>>,
        leaf: Option<Gc<Probe>>,
    }

    in_manual_heap(|heap| {
        let log = Log::new();
        let mut gc = Gc::new(Holder::default());
        let mut guard = Gc::get_mut(&mut gc).expect("it is unique");
        guard.leaf = Some(Gc::new(Probe::new(5, &log)));
        std::mem::forget(guard);
        let ring = Gc::new(Holder {
            other: Some(gc),
            ..Holder::default()
        });
        *ring.me.borrow_mut() = Some(ring.clone());
        assert!(ring.other.is_some() && ring.leaf.is_none());
        drop(ring);
        assert_eq!(heap.collect().freed, 3);
        assert_eq!(log.take(), [5]);
    });
}

#[test]
fn make_mut_changes_a_unique_value_in_place() {
    in_manual_heap(|heap| {
        let mut gc = mutable(1);
        let address = Gc::as_ptr(&gc);
        Gc::make_mut(&mut gc).number += 1;
        assert_eq!(gc.number, 2);
        assert_eq!(Gc::as_ptr(&gc), address);
        assert_eq!(heap.stats().objects, 1);
    });
}

#[test]
fn make_mut_clones_a_shared_value() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let mut gc = mutable(1);
        Gc::make_mut(&mut gc).edges.push(Node::new(9, &log));
        let other = gc.clone();
        let mut guard = Gc::make_mut(&mut gc);
        guard.number = 5;
        assert_eq!(heap.collect().freed, 0);
        guard.edges.clear();
        drop(guard);
        assert_eq!((gc.number, other.number), (5, 1));
        assert_eq!((gc.edges.len(), other.edges.len()), (0, 1));
        assert!(!Gc::ptr_eq(&gc, &other));
        assert_eq!(heap.stats().objects, 3);
        drop((gc, other));
        assert_eq!(log.take(), [9]);
    });
}

#[test]
fn make_mut_moves_a_value_away_from_its_weak_pointers() {
    in_manual_heap(|heap| {
        let mut gc = mutable(1);
        let weak = Gc::downgrade(&gc);
        Gc::make_mut(&mut gc).number = 2;
        assert!(weak.upgrade().is_none());
        assert_eq!(gc.number, 2);
        assert_eq!(heap.stats().objects, 1);
    });
}

#[test]
fn make_mut_stays_in_the_heap_of_the_value() {
    let (a, b) = (Heap::new(), Heap::new());
    let mut gc = Gc::new_in(5_u32, &a);
    let other = gc.clone();
    b.enter(|| *Gc::make_mut(&mut gc) += 1);
    assert_eq!((*gc, *other), (6, 5));
    assert!(Gc::heap(&gc) == a);
}

#[test]
fn a_guard_shows_and_changes_the_value() {
    in_manual_heap(|_| {
        let mut gc = Gc::new(String::from("a"));
        let mut guard = Gc::get_mut(&mut gc).expect("it is unique");
        guard.push('b');
        assert_eq!(*guard, "ab");
        assert_eq!(format!("{guard:?}"), "\"ab\"");
        drop(guard);
        assert_eq!(*gc, "ab");
    });
}

#[test]
fn a_value_replaced_through_a_guard_is_dropped() {
    in_manual_heap(|_| {
        let log = Log::new();
        let mut gc = Gc::new(Probe::new(1, &log));
        *Gc::get_mut(&mut gc).expect("it is unique") = Probe::new(2, &log);
        assert_eq!(log.take(), [1]);
        drop(gc);
        assert_eq!(log.take(), [2]);
    });
}

/// The only handle there is, and a `Weak`: `make_mut` would move the value away if it could.
#[test]
fn make_mut_clones_a_condemned_value() {
    #[derive(Trace, Clone)]
    #[trace(finalize)]
    struct Condemned {
        number: u32,
        me: RefCell<Option<Gc<Condemned>>>,
        weak: RefCell<Weak<Condemned>>,
        results: Results,
    }

    #[derive(Trace, Clone, Default)]
    #[trace(leaf)]
    struct Results(Rc<RefCell<Vec<(u32, u32)>>>);

    impl Finalize for Condemned {
        fn finalize(&self) {
            if let Some(mut me) = self.me.take() {
                *self.weak.borrow_mut() = Gc::downgrade(&me);
                Gc::make_mut(&mut me).number += 1;
                let pair = (self.number, me.number);
                self.results.0.borrow_mut().push(pair);
            }
        }
    }

    in_manual_heap(|heap| {
        let results = Results::default();
        let gc = Gc::new(Condemned {
            number: 5,
            me: RefCell::default(),
            weak: RefCell::default(),
            results: results.clone(),
        });
        *gc.me.borrow_mut() = Some(gc.clone());
        drop(gc);
        // The clone has a finalizer of its own, but no edge to do anything with.
        assert_eq!(heap.collect().freed, 2);
        assert_eq!(results.0.take(), [(5, 6)]);
        assert_eq!(heap.stats().objects, 0);
    });
}
