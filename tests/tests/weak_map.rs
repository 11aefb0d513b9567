//! `WeakMap` as a map.
#![forbid(unsafe_code)]

use std::cell::{Cell, RefCell};
use std::hash::{BuildHasher, RandomState};

use gc_core::collections::weak_map::Entry;
use gc_core::collections::{IdentityState, WeakMap};
use gc_core::{Gc, Heap, Policy, Trace, unsize};
use gc_tests::{Log, Node, Planned, Probe, caught, in_manual_heap, panic_as_planned, scale};

fn keys(count: u32) -> Vec<Gc<u32>> {
    (0..count).map(Gc::new).collect()
}

fn numbered(keys: &[Gc<u32>]) -> WeakMap<u32, u32> {
    keys.iter().map(|key| (key.clone(), **key)).collect()
}

#[test]
fn what_was_inserted_is_found_and_nothing_else() {
    let keys = keys(scale(1000, 40) as u32);
    let map = numbered(&keys);
    assert_eq!(map.len(), keys.len());
    assert!(keys.iter().all(|key| map.get(key) == Some(&**key)));
    assert!(!map.contains_key(&Gc::new(1)));
}

#[test]
fn equal_keys_are_two() {
    let (one, other) = (Gc::new(1), Gc::new(1));
    let mut map = WeakMap::new();
    map.insert(&one, "one");
    map.insert(&other, "other");
    assert_eq!(map.get(&one), Some(&"one"));
    assert_eq!(map.len(), 2);
}

#[test]
fn another_handle_is_the_same_key() {
    let key = Gc::new(1);
    let mut map = WeakMap::new();
    map.insert(&key, 1);
    assert_eq!(map.insert(&key.clone(), 2), Some(1));
    assert_eq!(map.len(), 1);
}

#[test]
fn a_dead_key_is_forgotten_at_once() {
    let mut keys = keys(scale(100, 10) as u32);
    let map = numbered(&keys);
    while keys.pop().is_some() {
        assert_eq!(map.len(), keys.len());
        assert_eq!(map.iter().count(), keys.len());
    }
    assert!(map.is_empty());
}

#[test]
fn each_operation_drops_the_values_of_dead_keys() {
    type Map = WeakMap<u32, Probe>;
    let operations: [fn(&mut Map, &Gc<u32>); 11] = [
        |map, key| _ = map.get(key),
        |map, key| _ = map.get_mut(key),
        |map, key| _ = map.contains_key(key),
        |map, key| _ = map.remove(key),
        |map, key| _ = map.entry(key),
        |map, _| _ = map.len(),
        |map, _| _ = map.is_empty(),
        |map, _| _ = map.iter(),
        |map, _| map.retain(|_, _| true),
        |map, _| map.reserve(1),
        |map, _| map.shrink_to_fit(),
    ];
    for operate in operations {
        let (log, key, dying) = (Log::new(), Gc::new(1), Gc::new(2));
        let mut map = Map::new();
        map.insert(&dying, Probe::new(2, &log));
        drop(dying);
        assert!(log.is_empty());
        operate(&mut map, &key);
        assert_eq!(log.take(), [2]);
    }
}

#[test]
fn a_slot_used_again_is_another_key() {
    in_manual_heap(|_| {
        let mut map = WeakMap::new();
        let mut addresses = Vec::new();
        for _ in 0..10 {
            let key = Gc::new(7_u64);
            assert!(!map.contains_key(&key));
            addresses.push(Gc::as_ptr(&key));
            map.insert(&key, 1);
        }
        addresses.sort_unstable();
        addresses.dedup();
        assert!(addresses.len() < 10, "slots are used again");
    });
}

#[test]
fn keys_without_size_are_told_apart() {
    let keys: Vec<Gc<()>> = (0..10).map(|_| Gc::new(())).collect();
    let mut map = WeakMap::new();
    for (at, key) in keys.iter().enumerate() {
        map.insert(key, at);
    }
    assert!(
        keys.iter()
            .enumerate()
            .all(|(at, key)| map.get(key) == Some(&at))
    );
}

#[test]
fn a_key_may_be_a_trait_object_or_a_slice() {
    trait Named: Trace {
        fn name(&self) -> &str;
    }
    impl Named for String {
        fn name(&self) -> &str {
            self
        }
    }
    let named = unsize!(Gc::new(String::from("ada")) => dyn Named);
    let mut map: WeakMap<dyn Named, u32> = WeakMap::new();
    map.insert(&named, 1);
    assert_eq!(map.keys().next().unwrap().name(), "ada");
    let slice: Gc<[u8]> = Gc::from([1, 2, 3]);
    let mut slices: WeakMap<[u8], u32> = WeakMap::new();
    slices.insert(&slice, 1);
    assert_eq!(slices.get(&slice), Some(&1));
}

#[test]
fn entries_do_what_those_of_a_hash_map_do() {
    let (key, mut map) = (Gc::new(0), WeakMap::new());
    assert_eq!(*map.entry(&key).or_insert(1), 1);
    *map.entry(&key).and_modify(|value| *value += 1).or_default() += 1;
    match map.entry(&key) {
        Entry::Occupied(mut entry) => {
            assert_eq!(*entry.get(), 3);
            assert_eq!(entry.insert(4), 3);
            assert_eq!(entry.remove_entry(), (key.clone(), 4));
        }
        Entry::Vacant(_) => panic!("it has a value"),
    }
    match map.entry(&key) {
        Entry::Occupied(_) => panic!("it has none"),
        Entry::Vacant(entry) => assert_eq!(*entry.insert(5), 5),
    }
    assert_eq!(map.len(), 1);
}

#[test]
fn a_closure_that_allocates_under_an_entry_leaves_a_sound_map() {
    let heap = Heap::with_policy(Policy::ZEAL);
    heap.enter(|| {
        let (log, mut map) = (Log::new(), WeakMap::new());
        let keys: Vec<_> = (0..scale(50, 10) as u32)
            .map(|id| Node::new(id, &log))
            .collect();
        for key in &keys {
            let made = map.entry(key).or_insert_with(|| {
                let value = Node::new(100, &log);
                value.link(key);
                drop(Node::new(200, &log));
                value
            });
            assert_eq!(made.id, 100);
        }
        assert!(keys.iter().all(|key| map.get(key).unwrap().id == 100));
        drop(keys);
        heap.collect();
        assert!(map.is_empty());
    });
}

#[test]
fn a_reference_to_a_value_stays_good_while_others_are_collected() {
    let heap = Heap::with_policy(Policy::ZEAL);
    heap.enter(|| {
        let (log, mut map) = (Log::new(), WeakMap::new());
        let keys: Vec<_> = (0..scale(50, 10) as u32)
            .map(|id| Node::new(id, &log))
            .collect();
        for key in &keys {
            let value = Node::new(100 + key.id, &log);
            value.link(key);
            map.insert(key, value);
        }
        let [first, rest @ ..] = &keys[..] else {
            return;
        };
        let (first, rest) = (first.clone(), rest.to_vec());
        let value = map.get(&first).unwrap();
        drop((keys.clone(), rest));
        drop(keys);
        heap.collect();
        assert_eq!(map.len(), 1);
        assert_eq!(value.id, 100);
    });
}

#[test]
fn keys_may_die_while_the_map_is_iterated() {
    let log = Log::new();
    let keys = RefCell::new(keys(scale(100, 10) as u32));
    let map: WeakMap<u32, Probe> = keys
        .borrow()
        .iter()
        .map(|key| (key.clone(), Probe::new(**key, &log)))
        .collect();
    let mut seen = 0;
    for pair in &map {
        keys.borrow_mut().clear();
        assert!(map.contains_key(pair.key()));
        seen += 1;
    }
    assert_eq!(seen, 1);
    assert_eq!(map.len(), 0);
}

#[test]
fn a_pair_keeps_its_key_alive() {
    let key = Gc::new(String::from("key"));
    let mut map = WeakMap::new();
    map.insert(&key, String::from("value"));
    let pair = map.iter().next().unwrap();
    drop(key);
    assert_eq!(
        (pair.key().as_str(), pair.value().as_str()),
        ("key", "value")
    );
    drop(pair);
    assert!(map.is_empty());
}

#[test]
fn draining_yields_owners_and_passes_over_the_dead() {
    let mut keys = keys(4);
    let mut map = numbered(&keys);
    keys.truncate(2);
    let mut drained: Vec<_> = map.drain().map(|(key, value)| (*key, value)).collect();
    drained.sort_unstable();
    assert_eq!(drained, [(0, 0), (1, 1)]);
    assert!(map.is_empty());
    map.insert(&keys[0], 7);
    assert_eq!(map.into_iter().collect::<Vec<_>>(), [(keys[0].clone(), 7)]);
}

#[test]
fn retaining_changes_and_drops_values() {
    let keys = keys(10);
    let mut map = numbered(&keys);
    map.retain(|key, value| {
        *value *= 10;
        **key % 2 == 0
    });
    assert_eq!(map.len(), 5);
    assert_eq!(map.get(&keys[4]), Some(&40));
}

#[test]
fn a_closure_that_panics_leaves_the_rest() {
    let keys = keys(10);
    let mut map = numbered(&keys);
    let seen = Cell::new(0);
    let panic = caught(|| {
        map.retain(|_, _| {
            seen.set(seen.get() + 1);
            if seen.get() == 5 {
                panic_as_planned(1);
            }
            false
        });
    });
    assert_eq!(panic, Some(1));
    assert_eq!(map.len(), 6);
}

#[test]
#[cfg_attr(miri, ignore = "what is forgotten is never freed")]
fn a_forgotten_drain_loses_nothing_but_memory() {
    let keys = keys(3);
    let mut map = numbered(&keys);
    assert_eq!(map.len(), 3);
    std::mem::forget(map.drain());
    assert_eq!(map.len(), 0);
    map.insert(&keys[0], 1);
    assert_eq!(map.len(), 1);
}

/// Collects whenever it is asked for a hash.
#[derive(Default)]
struct Greedy(RandomState);

impl BuildHasher for Greedy {
    type Hasher = <RandomState as BuildHasher>::Hasher;

    fn build_hasher(&self) -> Self::Hasher {
        gc_core::collect();
        self.0.build_hasher()
    }
}

#[test]
fn a_hasher_that_collects_finds_and_leaves_a_sound_map() {
    let (log, mut map) = (Log::new(), WeakMap::<Node, Gc<Node>, Greedy>::default());
    let mut alive = Vec::new();
    for id in 0..scale(100, 10) as u32 {
        let (key, value) = (Node::new(id, &log), Node::new(id, &log));
        value.link(&key);
        map.insert(&key, value);
        if id % 3 == 0 {
            alive.push(key);
        }
    }
    gc_core::collect();
    assert_eq!(map.len(), alive.len());
    assert!(alive.iter().all(|key| map.get(key).unwrap().id == key.id));
}

#[test]
fn a_hasher_that_panics_leaves_a_sound_map() {
    struct Failing(Cell<u32>, IdentityState);
    impl BuildHasher for Failing {
        type Hasher = <IdentityState as BuildHasher>::Hasher;

        fn build_hasher(&self) -> Self::Hasher {
            self.0.set(self.0.get() + 1);
            if self.0.get().is_multiple_of(7) {
                std::panic::panic_any(Planned(0));
            }
            self.1.build_hasher()
        }
    }
    let (log, keys) = (Log::new(), keys(scale(200, 40) as u32));
    let mut map = WeakMap::with_hasher(Failing(Cell::new(0), IdentityState::new()));
    for key in &keys {
        let insert =
            std::panic::AssertUnwindSafe(|| drop(map.insert(key, Probe::new(**key, &log))));
        drop(std::panic::catch_unwind(insert));
    }
    let found = map.iter().count();
    assert_eq!(map.len(), found);
    assert_eq!(found + log.len(), keys.len());
}

#[test]
fn a_value_whose_destructor_uses_the_map_finds_it_sound() {
    thread_local!(static MAP: RefCell<WeakMap<u32, Nosy>> = const { RefCell::new(WeakMap::new()) });
    #[derive(Trace)]
    #[trace(leaf)]
    struct Nosy(Log);
    impl Drop for Nosy {
        fn drop(&mut self) {
            let len = MAP.with_borrow(|map| map.len() + map.iter().count());
            self.0.push(len as u32);
        }
    }
    let (log, mut keys) = (Log::new(), keys(3));
    MAP.with_borrow_mut(|map| {
        for key in &keys {
            map.insert(key, Nosy(log.clone()));
        }
    });
    keys.truncate(1);
    assert_eq!(MAP.with_borrow(WeakMap::len), 1);
    assert_eq!(log.take(), [2, 2]);
    drop(MAP.take());
}

#[test]
fn a_value_may_be_large_or_without_size() {
    let key = Gc::new(());
    let mut large = WeakMap::new();
    large.insert(&key, [7_u64; 1000]);
    assert_eq!(large.get(&key).unwrap()[999], 7);
    let mut none = WeakMap::new();
    none.insert(&key, ());
    assert!(none.contains_key(&key));
}

#[test]
fn a_map_without_entries_costs_no_object() {
    in_manual_heap(|heap| {
        let map = WeakMap::<u32, u32>::new();
        assert!(map.is_empty() && map.iter().next().is_none());
        assert_eq!(heap.stats().bytes, 0);
    });
}

/// A key that comes and one that goes, again and again, in a large map: were the whole map looked at for each, this
/// would take minutes.
#[test]
fn a_dead_key_costs_no_look_at_the_others() {
    let mut map = WeakMap::new();
    let keys = keys(scale(100_000, 100) as u32);
    keys.iter().for_each(|key| _ = map.insert(key, 0));
    for round in 0..scale(100_000, 50) as u32 {
        map.insert(&Gc::new(round), round);
        assert_eq!(map.len(), keys.len());
    }
}

#[test]
fn keys_that_die_unobserved_in_great_numbers_are_forgotten() {
    let mut map = WeakMap::new();
    let kept = Gc::new(0);
    map.insert(&kept, 0);
    // More than the log of keys remembers.
    let others = keys(scale(70_000, 300) as u32);
    others.iter().for_each(|key| _ = map.insert(key, **key));
    let mut small = WeakMap::new();
    small.insert(&kept, 1);
    drop(others);
    assert_eq!((map.len(), small.len()), (1, 1));
    assert_eq!(map.get(&kept), Some(&0));
}

/// A look at all entries for each death that the log has forgotten would take a minute.
#[test]
fn what_the_log_of_keys_has_forgotten_costs_one_look_at_the_map() {
    let mut map = WeakMap::new();
    let mut keys = keys(scale(100_000, 100) as u32);
    keys.iter().for_each(|key| _ = map.insert(key, 0));
    // More than the log remembers, and fewer than the map has entries.
    let left = keys.len() / 2 + 1;
    keys.truncate(left);
    assert_eq!(map.len(), left);
}

/// A look at all places of the map for each operation would take minutes.
#[test]
fn a_map_that_was_large_once_costs_no_more_than_a_small_one() {
    let mut map = WeakMap::new();
    keys(scale(300_000, 100) as u32)
        .iter()
        .for_each(|key| _ = map.insert(key, 0));
    let (kept, mut others) = (Gc::new(0), WeakMap::new());
    map.insert(&kept, 1);
    for _ in 0..scale(10_000, 10) {
        (0..4).for_each(|number| _ = others.insert(&Gc::new(number), 0));
        assert_eq!(map.get(&kept), Some(&1));
    }
}

#[test]
fn a_key_that_was_taken_apart_is_dead() {
    let key = Gc::new(String::from("key"));
    let mut map = WeakMap::new();
    map.insert(&key, 1);
    assert_eq!(Gc::try_unwrap(key).unwrap(), "key");
    assert_eq!(map.len(), 0);
}
