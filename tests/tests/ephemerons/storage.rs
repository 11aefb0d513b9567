//! The single pair, and what it takes.

use gc_core::Gc;
use gc_core::collections::Ephemeron;
use gc_tests::{Log, Node, Probe, in_manual_heap};

#[test]
fn a_pair_ends_with_its_key() {
    in_manual_heap(|_| {
        let log = Log::new();
        let key = Gc::new(0_u8);
        let pair = Ephemeron::new(&key, Probe::new(1, &log));
        drop(key);
        assert!(log.is_empty());
        assert!(pair.key().is_none());
        assert_eq!(log.take(), [1]);
        assert!(pair.pair().is_none());
    });
}

#[test]
fn a_pair_that_is_dropped_lets_its_key_be() {
    in_manual_heap(|_| {
        let log = Log::new();
        let key = Node::new(1, &log);
        drop(Ephemeron::new(&key, Node::new(2, &log)));
        assert_eq!(log.take(), [2]);
        assert_eq!((Gc::strong_count(&key), Gc::weak_count(&key)), (1, 0));
    });
}

#[test]
fn a_value_that_is_changed_under_a_guard_is_not_looked_into() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let key = Node::new(1, &log);
        let mut pair = Ephemeron::new(&key, Some(Node::new(2, &log)));
        let mut guard = pair.get_mut(&key).unwrap();
        heap.collect();
        *guard = None;
        drop(guard);
        assert_eq!(log.take(), [2]);
        assert!(pair.get(&key).unwrap().is_none());
    });
}

#[test]
fn a_pair_can_be_taken_apart() {
    let key = Gc::new(1);
    let pair = Ephemeron::new(&key, String::from("value"));
    let (same, value) = pair.into_pair().unwrap();
    assert!(Gc::ptr_eq(&same, &key));
    assert_eq!(value, "value");
}

#[test]
fn many_pairs_may_have_one_key() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let key = Node::new(1, &log);
        let pairs: Vec<_> = (0..1000)
            .map(|_| {
                let value = Node::new(2, &log);
                value.link(&key);
                Ephemeron::new(&key, value)
            })
            .collect();
        drop(key);
        assert_eq!(heap.collect().freed, 1001);
        assert!(pairs.iter().all(|pair| pair.key().is_none()));
    });
}

#[test]
fn storages_are_bytes_and_no_objects() {
    in_manual_heap(|heap| {
        let key = Gc::new(0_u8);
        let before = heap.stats();
        let pair = Ephemeron::new(&key, 1_u8);
        let after = heap.stats();
        assert_eq!(after.objects, before.objects);
        assert!(after.bytes > before.bytes);
        drop(pair);
        assert_eq!(heap.stats().bytes, before.bytes);
    });
}
