//! What holds a value, and what does not.

use std::cell::RefCell;

use gc_core::collections::WeakMap;
use gc_core::{Gc, Trace};
use gc_tests::{Log, Node, in_manual_heap};

#[derive(Trace)]
struct Owner {
    map: RefCell<WeakMap<Node, Gc<Node>>>,
    links: RefCell<Vec<Gc<Owner>>>,
}

impl Owner {
    fn new() -> Gc<Self> {
        Gc::new(Self {
            map: RefCell::default(),
            links: RefCell::default(),
        })
    }
}

#[test]
fn a_map_that_dies_before_its_keys_lets_its_values_go() {
    in_manual_heap(|_| {
        let (log, mut map) = (Log::new(), WeakMap::new());
        let key = Node::new(1, &log);
        map.insert(&key, Node::new(2, &log));
        drop(map);
        assert_eq!(log.take(), [2]);
        assert_eq!(Gc::weak_count(&key), 0);
    });
}

#[test]
fn a_map_in_a_dead_cycle_goes_with_it_and_its_values_too() {
    in_manual_heap(|heap| {
        let (log, owner) = (Log::new(), Owner::new());
        owner.links.borrow_mut().push(owner.clone());
        let key = Node::new(1, &log);
        owner.map.borrow_mut().insert(&key, Node::new(2, &log));
        drop(owner);
        assert_eq!(heap.collect().freed, 2);
        assert_eq!(log.take(), [2]);
        assert_eq!(Gc::weak_count(&key), 0);
    });
}

#[test]
fn a_map_in_an_object_is_an_ephemeron_too() {
    in_manual_heap(|heap| {
        let (log, owner) = (Log::new(), Owner::new());
        let (key, value) = (Node::new(1, &log), Node::new(2, &log));
        value.link(&key);
        owner.map.borrow_mut().insert(&key, value);
        heap.collect();
        assert_eq!(owner.map.borrow().len(), 1);
        drop(key);
        assert_eq!(heap.collect().freed, 2);
        assert!(owner.map.borrow().is_empty());
    });
}

#[test]
fn a_value_that_owns_its_map_dies_with_the_key() {
    in_manual_heap(|heap| {
        #[derive(Trace)]
        struct Ring {
            map: RefCell<WeakMap<u8, Gc<Ring>>>,
        }
        let ring = Gc::new(Ring {
            map: RefCell::default(),
        });
        let key = Gc::new(0);
        ring.map.borrow_mut().insert(&key, ring.clone());
        drop(ring);
        heap.collect();
        // Nothing outside leads to the map.
        assert_eq!(heap.stats().objects, 1);
        assert_eq!(Gc::weak_count(&key), 0);
    });
}

#[test]
fn a_key_of_a_leaf_type_held_by_its_value_is_collected() {
    in_manual_heap(|heap| {
        let mut map: WeakMap<str, Gc<(Gc<str>, u8)>> = WeakMap::new();
        let key: Gc<str> = Gc::from("key");
        map.insert(&key, Gc::new((key.clone(), 1)));
        drop(key);
        assert_eq!(heap.collect().freed, 2);
        assert!(map.is_empty());
    });
}

#[test]
fn a_new_type_of_keys_is_looked_at_though_its_values_were_not() {
    in_manual_heap(|heap| {
        let mut map: WeakMap<dyn Trace, Gc<Gc<dyn Trace>>> = WeakMap::new();
        let number = gc_core::unsize!(Gc::new(1_u8) => dyn Trace);
        map.insert(&number, Gc::new(number.clone()));
        let text = gc_core::unsize!(Gc::new(String::new()) => dyn Trace);
        map.insert(&text, Gc::new(text.clone()));
        drop((number, text));
        assert_eq!(heap.collect().freed, 4);
    });
}

#[test]
fn a_value_is_dropped_by_the_next_collection_when_its_key_died_by_count() {
    in_manual_heap(|heap| {
        let (log, mut map) = (Log::new(), WeakMap::new());
        let key = Node::new(1, &log);
        map.insert(&key, Node::new(2, &log));
        drop(key);
        assert_eq!(log.take(), [1]);
        heap.collect();
        assert_eq!(log.take(), [2]);
    });
}

#[test]
fn a_value_without_pointers_is_dropped_by_the_collection_that_takes_its_key() {
    in_manual_heap(|heap| {
        let (log, mut map) = (Log::new(), WeakMap::new());
        let key = Node::new(1, &log);
        key.link(&key);
        map.insert(&key, gc_tests::Probe::new(2, &log));
        drop(key);
        heap.collect();
        assert_eq!(log.take(), [1, 2]);
    });
}

#[test]
fn the_cycle_that_a_swept_value_held_goes_in_the_same_collection() {
    in_manual_heap(|heap| {
        let (log, mut map) = (Log::new(), WeakMap::new());
        let (key, value) = (Gc::new(0_u8), Node::new(2, &log));
        value.link(&value);
        map.insert(&key, value);
        drop(key);
        assert_eq!(heap.collect().freed, 1);
    });
}

#[test]
fn what_a_borrowed_map_holds_is_held_until_the_guard_goes() {
    in_manual_heap(|heap| {
        let (log, mut map) = (Log::new(), WeakMap::new());
        let (other, key, value) = (Node::new(0, &log), Node::new(1, &log), Node::new(2, &log));
        value.link(&key);
        map.insert(&key, value);
        map.insert(&other, Node::new(3, &log));
        drop(key);
        let guard = map.get_mut(&other).unwrap();
        assert_eq!(heap.collect().freed, 0);
        drop(guard);
        assert_eq!(heap.collect().freed, 2);
        assert_eq!(log.take_sorted(), [1, 2]);
    });
}

#[test]
fn a_forgotten_guard_keeps_the_values_and_does_no_other_harm() {
    in_manual_heap(|heap| {
        let (log, mut map) = (Log::new(), WeakMap::new());
        let (other, key, value) = (Node::new(0, &log), Node::new(1, &log), Node::new(2, &log));
        value.link(&key);
        map.insert(&key, value);
        map.insert(&other, Node::new(3, &log));
        drop(key);
        std::mem::forget(map.get_mut(&other));
        assert_eq!(heap.collect().freed, 0);
        assert_eq!(map.len(), 2);
        map.clear();
        heap.collect();
        assert_eq!(log.take_sorted(), [1, 2, 3]);
    });
}

#[test]
fn a_value_with_a_borrowed_cell_keeps_what_is_behind_it() {
    in_manual_heap(|heap| {
        let (log, mut map) = (Log::new(), WeakMap::new());
        let (key, value) = (Node::new(1, &log), Node::new(2, &log));
        value.link(&key);
        map.insert(&key, value.clone());
        drop(key);
        let borrow = value.links.borrow_mut();
        assert_eq!(heap.collect().freed, 0);
        drop(borrow);
        drop(value);
        assert_eq!(heap.collect().freed, 2);
    });
}
