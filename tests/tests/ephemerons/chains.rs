//! Chains and cycles of ephemerons: all of them go in one collection, for a price per entry.

use gc_core::{Gc, Trace};
use std::cell::RefCell;

use gc_core::collections::{Ephemeron, WeakMap};
use gc_tests::{Log, Node, in_manual_heap, scale};

type Side = WeakMap<Node, Gc<Node>>;

/// Nodes of which each one's value leads to the next one.
fn chain(len: u32, log: &Log, map: &mut Side) -> Vec<Gc<Node>> {
    let keys: Vec<_> = (0..len).map(|id| Node::new(id, log)).collect();
    for (at, key) in keys.iter().enumerate() {
        let value = Node::new(1_000_000 + at as u32, log);
        if let Some(next) = keys.get(at + 1) {
            value.link(next);
        }
        map.insert(key, value);
    }
    keys
}

#[test]
fn a_value_that_leads_to_its_key_dies_with_it() {
    in_manual_heap(|heap| {
        let (log, mut map) = (Log::new(), Side::new());
        let (key, value) = (Node::new(1, &log), Node::new(2, &log));
        value.link(&key);
        map.insert(&key, value);
        drop(key);
        assert_eq!(heap.collect().freed, 2);
        assert_eq!(log.take_sorted(), [1, 2]);
    });
}

#[test]
fn a_chain_hangs_on_its_first_key() {
    in_manual_heap(|heap| {
        let (log, mut map) = (Log::new(), Side::new());
        let len = scale(1000, 20) as u32;
        let mut keys = chain(len, &log, &mut map);
        keys.truncate(1);
        assert_eq!(heap.collect().freed, 0);
        assert_eq!(map.len(), len as usize);
    });
}

#[test]
fn a_chain_goes_in_one_collection() {
    in_manual_heap(|heap| {
        let (log, mut map) = (Log::new(), Side::new());
        let len = scale(1000, 20) as u32;
        let keys = chain(len, &log, &mut map);
        keys[0].link(&keys[0]);
        drop(keys);
        assert_eq!(heap.stats().objects, 2 * len as usize);
        assert_eq!(heap.collect().freed, 2 * len as usize);
        assert_eq!((map.len(), heap.stats().objects), (0, 0));
    });
}

#[test]
fn a_chain_whose_first_key_dies_by_its_count_goes_with_the_next_operation() {
    in_manual_heap(|heap| {
        let (log, mut map) = (Log::new(), Side::new());
        drop(chain(scale(1000, 20) as u32, &log, &mut map));
        assert_eq!(map.len(), 0);
        assert_eq!(heap.stats().objects, 0);
    });
}

#[test]
fn a_circle_of_pairs_goes_in_one_collection() {
    in_manual_heap(|heap| {
        let (log, mut map) = (Log::new(), Side::new());
        let keys = chain(10, &log, &mut map);
        map.get(&keys[9]).unwrap().link(&keys[0]);
        drop(keys);
        assert_eq!(heap.collect().freed, 20);
    });
}

#[test]
fn a_circle_through_two_maps_goes_in_one_collection() {
    in_manual_heap(|heap| {
        let (log, mut ours, mut theirs) = (Log::new(), Side::new(), Side::new());
        let (a, b) = (Node::new(1, &log), Node::new(2, &log));
        ours.insert(&a, b.clone());
        theirs.insert(&b, a.clone());
        assert_eq!(heap.collect().freed, 0);
        drop((a, b));
        assert_eq!(heap.collect().freed, 2);
    });
}

#[test]
fn a_key_that_a_value_holds_keeps_what_belongs_to_it_in_each_map() {
    for maps in 1..=3 {
        in_manual_heap(|heap| {
            let log = Log::new();
            let (first, second) = (Node::new(1, &log), Node::new(2, &log));
            let mut maps: Vec<_> = (0..maps).map(|_| Side::new()).collect();
            for (map, id) in maps.iter_mut().zip(10..) {
                map.insert(&second, Node::new(id, &log));
            }
            let value = Node::new(3, &log);
            value.link(&second);
            maps[0].insert(&first, value);
            drop(second);
            assert_eq!(heap.collect().freed, 0);
            let second = maps[0].get(&first).unwrap().links.borrow()[0].clone();
            assert!(maps.iter().all(|map| map.get(&second).is_some()));
        });
    }
}

#[test]
fn values_that_hold_the_keys_of_others_live_with_them() {
    in_manual_heap(|heap| {
        let (log, mut map) = (Log::new(), Side::new());
        let [a, b, c] = [1, 2, 3].map(|id| Node::new(id, &log));
        map.insert(&a, b.clone());
        map.insert(&b, c.clone());
        drop((b, c));
        heap.collect();
        assert_eq!(map.get(map.get(&a).unwrap()).unwrap().id, 3);
    });
}

#[test]
fn single_pairs_form_chains_too() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let nodes: Vec<_> = (0..10).map(|id| Node::new(id, &log)).collect();
        let pairs = nodes.windows(2);
        let pairs: Vec<_> = pairs
            .map(|pair| Ephemeron::new(&pair[0], pair[1].clone()))
            .collect();
        let first = nodes[0].clone();
        drop(nodes);
        assert_eq!(heap.collect().freed, 0);
        drop(first);
        heap.collect();
        assert_eq!(log.take_sorted(), Vec::from_iter(0..10));
        drop(pairs);
    });
}

/// A hundred thousand pairs: were all entries looked at again for each step of the chain, this would take
/// hours.
#[test]
fn a_long_chain_costs_no_more_than_its_entries() {
    in_manual_heap(|heap| {
        let (log, mut map) = (Log::new(), Side::new());
        let len = scale(100_000, 50) as u32;
        let mut keys = chain(len, &log, &mut map);
        keys.truncate(1);
        let collection = heap.collect();
        assert_eq!(collection.freed, 0);
        assert!(collection.examined <= 2 * len as usize + 1);
        drop(keys);
        let collection = heap.collect();
        assert_eq!(collection.freed, 2 * len as usize - 1);
        assert!(collection.examined <= 2 * len as usize + 1);
    });
}

/// Each map is found only through a value of the one before it.
#[test]
fn maps_in_the_values_of_maps_go_in_one_collection() {
    in_manual_heap(|heap| {
        #[derive(Default, Trace)]
        struct Level {
            below: RefCell<WeakMap<u32, Gc<Level>>>,
            key: RefCell<Option<Gc<u32>>>,
            above: RefCell<Option<Gc<Level>>>,
        }
        let levels = scale(1000, 10);
        let bottom = Gc::new(Level::default());
        let mut top = bottom.clone();
        for _ in 1..levels {
            let (above, key) = (Gc::new(Level::default()), Gc::new(0));
            *top.above.borrow_mut() = Some(above.clone());
            above.below.borrow_mut().insert(&key, top);
            *above.key.borrow_mut() = Some(key);
            top = above;
        }
        let (mut map, key) = (WeakMap::new(), Gc::new(0));
        *bottom.key.borrow_mut() = Some(key.clone());
        drop(bottom);
        map.insert(&key, top);
        assert_eq!(heap.collect().freed, 0);
        drop(key);
        assert_eq!(heap.collect().freed, 2 * levels);
        assert!(map.is_empty());
    });
}
