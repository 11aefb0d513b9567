//! Trials over what was touched, which need not hold all maps.

use gc_core::collections::WeakMap;
use gc_core::{Gc, Heap, Trace};
use gc_tests::{Log, Node, in_manual_heap, scale};

/// A heap so large that a trial looks only at what was touched.
fn crowd(heap: &Heap, log: &Log) -> Vec<Gc<Node>> {
    let crowd: Vec<_> = (0..scale(2000, 400)).map(|_| Node::new(0, log)).collect();
    heap.collect();
    heap.collect();
    crowd
}

#[test]
fn a_pair_is_found_though_only_its_key_was_touched() {
    in_manual_heap(|heap| {
        let (log, mut map) = (Log::new(), WeakMap::new());
        let (key, value) = (Node::new(1, &log), Node::new(2, &log));
        value.link(&key);
        map.insert(&key, value);
        let crowd = crowd(heap, &log);
        drop(key);
        let collection = heap.collect();
        assert_eq!(collection.freed, 2);
        assert!(collection.examined < 10, "{}", collection.examined);
        assert_eq!(log.take_sorted(), [1, 2]);
        drop(crowd);
    });
}

#[derive(Trace)]
struct Holder(WeakMap<Node, Gc<Node>>);

#[test]
fn a_pair_is_found_though_of_all_maps_only_another_one_was_touched() {
    in_manual_heap(|heap| {
        let (log, mut map) = (Log::new(), WeakMap::new());
        let (key, value) = (Node::new(1, &log), Node::new(2, &log));
        value.link(&key);
        map.insert(&key, value);
        let mut other = WeakMap::new();
        let (living, belonging) = (Node::new(3, &log), Node::new(4, &log));
        other.insert(&living, belonging);
        let holder = Gc::new(Holder(other));
        let crowd = crowd(heap, &log);
        drop((key, holder.clone()));
        let collection = heap.collect();
        assert_eq!(collection.freed, 2);
        assert!(collection.examined < 10, "{}", collection.examined);
        assert_eq!(log.take_sorted(), [1, 2]);
        assert_eq!(holder.0.get(&living).map(|it| it.id), Some(4));
        drop(crowd);
    });
}

#[test]
fn a_young_collection_finds_a_pair_in_a_young_map() {
    in_manual_heap(|heap| {
        let (log, mut map) = (Log::new(), WeakMap::new());
        let (key, value) = (Node::new(1, &log), Node::new(2, &log));
        value.link(&key);
        map.insert(&key, value);
        drop(key);
        assert_eq!(heap.collect_young().freed, 2);
        assert_eq!(log.take_sorted(), [1, 2]);
        assert!(map.is_empty());
    });
}

#[test]
fn a_chain_is_found_though_only_its_first_key_was_touched() {
    in_manual_heap(|heap| {
        let (log, mut map) = (Log::new(), WeakMap::new());
        let keys: Vec<_> = (0..4).map(|id| Node::new(id, &log)).collect();
        for at in 0..4 {
            let value = Node::new(10, &log);
            value.link(&keys[(at + 1) % 4]);
            map.insert(&keys[at], value);
        }
        let first = keys[0].clone();
        drop(keys);
        let crowd = crowd(heap, &log);
        drop(first);
        let collection = heap.collect();
        assert_eq!(collection.freed, 8);
        assert!(collection.examined < 20, "{}", collection.examined);
        drop(crowd);
    });
}

#[test]
fn what_lives_is_kept_though_its_map_was_not_looked_at() {
    in_manual_heap(|heap| {
        let (log, mut map) = (Log::new(), WeakMap::new());
        let (key, value) = (Node::new(1, &log), Node::new(2, &log));
        value.link(&key);
        map.insert(&key, value);
        let crowd = crowd(heap, &log);
        drop(key.clone());
        assert_eq!(heap.collect().freed, 0);
        assert_eq!(map.get(&key).unwrap().id, 2);
        drop(crowd);
    });
}

#[test]
fn a_heap_in_which_nothing_happened_is_not_looked_at() {
    in_manual_heap(|heap| {
        let (log, mut map) = (Log::new(), WeakMap::new());
        let crowd = crowd(heap, &log);
        crowd
            .iter()
            .for_each(|key| drop(map.insert(key, Gc::new(1))));
        heap.collect();
        assert_eq!(heap.collect().examined, 0);
    });
}
