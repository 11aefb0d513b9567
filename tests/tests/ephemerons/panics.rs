//! Values whose destructor panics.

use std::panic::panic_any;

use gc_core::collections::WeakMap;
use gc_core::{Gc, Trace};
use gc_tests::{Log, Node, Probe, caught, in_manual_heap, panic_as_planned, ring};

#[derive(Trace)]
#[trace(leaf)]
struct Bomb {
    id: u32,
    #[expect(dead_code, reason = "it writes its number when it is dropped")]
    probe: Probe,
}

impl Drop for Bomb {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            panic_as_planned(self.id);
        }
    }
}

fn bomb(id: u32, log: &Log) -> Bomb {
    let probe = Probe::new(id, log);
    Bomb { id, probe }
}

fn bombs(count: u32, log: &Log) -> (Vec<Gc<u32>>, WeakMap<u32, Bomb>) {
    let keys: Vec<_> = (0..count).map(Gc::new).collect();
    let pairs = keys.iter().map(|key| (key.clone(), bomb(**key, log)));
    let map = pairs.collect();
    (keys, map)
}

#[test]
fn the_other_values_of_dead_keys_are_dropped_and_the_first_panic_comes_out() {
    in_manual_heap(|_| {
        let log = Log::new();
        let (keys, map) = bombs(3, &log);
        drop(keys);
        assert!(caught(|| assert_eq!(map.len(), 0)).is_some());
        assert_eq!(log.take_sorted(), [0, 1, 2]);
        assert_eq!(map.len(), 0);
    });
}

#[test]
fn a_map_that_is_dropped_drops_all_values() {
    in_manual_heap(|_| {
        let log = Log::new();
        let (_keys, map) = bombs(3, &log);
        assert!(caught(|| drop(map)).is_some());
        assert_eq!(log.take_sorted(), [0, 1, 2]);
    });
}

#[test]
fn a_collection_drops_all_values() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let (keys, map) = bombs(3, &log);
        drop(keys);
        assert!(caught(|| _ = heap.collect()).is_some());
        assert_eq!(log.take_sorted(), [0, 1, 2]);
        assert_eq!(map.len(), 0);
    });
}

#[test]
fn the_values_of_condemned_keys_are_all_dropped_and_the_collection_ends() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let keys = ring(10, 3, &log);
        // A value that may lead to its key is looked at, and goes in the same trial.
        let value = |key: &Gc<Node>| (None, bomb(key.id - 10, &log));
        let pairs = keys.iter().map(|key| (key.clone(), value(key)));
        let map: WeakMap<Node, (Option<Gc<Node>>, Bomb)> = pairs.collect();
        drop(keys);
        assert!(caught(|| assert_eq!(heap.collect().freed, 3)).is_some());
        assert_eq!(log.take_sorted(), [0, 1, 2, 10, 11, 12]);
        assert_eq!((map.len(), heap.stats().objects), (0, 0));
        assert!(!heap.is_collecting());
    });
}

#[test]
fn clearing_and_draining_drop_all_values() {
    in_manual_heap(|_| {
        let log = Log::new();
        let (_keys, mut map) = bombs(3, &log);
        assert!(caught(|| map.clear()).is_some());
        assert_eq!(log.take_sorted(), [0, 1, 2]);
        let (_keys, map) = bombs(3, &log);
        assert!(caught(|| drop(map.into_iter())).is_some());
        assert_eq!(log.take_sorted(), [0, 1, 2]);
    });
}

#[test]
fn a_closure_that_panics_leaves_a_map_that_is_collected() {
    in_manual_heap(|heap| {
        let mut map = WeakMap::new();
        let key = Gc::new(gc_tests::Node::value(1, &Log::new()));
        let value = Gc::new(gc_tests::Node::value(2, &Log::new()));
        value.link(&key);
        map.insert(&key, value);
        let panic = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            map.retain(|_, _| panic_any(gc_tests::Planned(1)));
        }));
        assert!(panic.is_err());
        assert_eq!(map.len(), 1);
        drop(key);
        assert_eq!(heap.collect().freed, 2);
    });
}
