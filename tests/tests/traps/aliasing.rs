//! References that live while something else looks: all of it is for Miri, too.

use std::cell::RefCell;

use gc_core::{Gc, Heap, Policy, Trace};
use gc_tests::{Log, Node, Probe, in_manual_heap, ring};

#[test]
fn trap_16_no_collection_looks_at_a_value_while_it_is_borrowed_mutably() {
    let heap = Heap::with_policy(Policy::ZEAL);
    heap.enter(|| {
        let log = Log::new();
        let mut gc = Gc::new(Vec::<Gc<Node>>::new());
        let mut guard = Gc::get_mut(&mut gc).expect("it is unique");
        let vec: &mut Vec<_> = &mut guard;
        for id in 0..10 {
            // Each allocation collects; `vec` is used before and after.
            vec.push(Node::new(id, &log));
            vec[0].link(&Node::new(100 + id, &log));
        }
        drop(guard);
        assert_eq!(gc.len(), 10);
        drop(gc);
        assert_eq!(log.len(), 20);
    });
}

#[test]
fn trap_16_uniqueness_means_no_weak_pointer_either() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let mut gc = Node::new(1, &log);
        // Touched, and so a candidate for the next collection.
        drop(gc.clone());
        let weak = Gc::downgrade(&gc);
        assert!(Gc::get_mut(&mut gc).is_none());
        drop(weak);
        Gc::get_mut(&mut gc).expect("it is unique").id = 2;
        assert_eq!(heap.collect().freed, 0);
        assert_eq!(gc.id, 2);
    });
}

#[test]
fn trap_22_an_unsized_pointer_drops_counts_and_compares_as_the_sized_one() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let array = [Probe::new(1, &log), Probe::new(2, &log)];
        let slice: Gc<[Probe]> = Gc::from(array);
        let copy = slice.clone();
        assert!(Gc::ptr_eq(&slice, &copy));
        assert_eq!(Gc::strong_count(&slice), 2);
        drop(slice);
        assert!(log.is_empty());
        drop(copy);
        assert_eq!(log.take(), [1, 2]);
        let text: Gc<str> = Gc::from("text");
        assert_eq!(&*text, "text");
        drop(text);
        assert_eq!(heap.stats().objects, 0);
    });
}

/// References into values stay in use while their objects are counted, traced, cloned, dropped and
/// upgraded around them.
#[test]
fn trap_26_shared_references_live_through_everything_around_them() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let nodes = ring(1, 4, &log);
        let weak = Gc::downgrade(&nodes[0]);
        let reference: &Node = &nodes[0];
        let borrow = reference.links.borrow();
        let inner: &Gc<Node> = &borrow[0];
        drop(ring(10, 3, &log));
        assert_eq!(heap.collect().freed, 3);
        let more: Vec<_> = (0..10).map(|_| weak.upgrade()).collect();
        drop(more);
        assert_eq!((reference.id, inner.id), (1, 2));
        drop(borrow);
        drop(nodes);
        assert_eq!(heap.collect().freed, 4);
    });
}

/// A destructor reads its own value by reference while handles to it count down.
#[test]
fn trap_26_a_value_that_is_being_dropped_is_read_by_its_own_destructors_alone() {
    #[derive(Trace)]
    struct Ring {
        next: RefCell<Vec<Gc<Ring>>>,
        _first: Probe,
        _second: Probe,
    }

    in_manual_heap(|heap| {
        let log = Log::new();
        let rings: Vec<_> = (0..4)
            .map(|id| {
                Gc::new(Ring {
                    next: RefCell::default(),
                    _first: Probe::new(id, &log),
                    _second: Probe::new(10 + id, &log),
                })
            })
            .collect();
        for ring in &rings {
            *ring.next.borrow_mut() = rings.clone();
        }
        drop(rings);
        assert_eq!(heap.collect().freed, 4);
        assert_eq!(log.take_sorted(), [0, 1, 2, 3, 10, 11, 12, 13]);
    });
}
