//! `WeakValueMap` as a cache.
#![forbid(unsafe_code)]

use std::cell::RefCell;
use std::hash::{Hash, Hasher};
use std::rc::Rc;

use gc_core::collections::WeakValueMap;
use gc_core::{Gc, Trace};
use gc_tests::{Log, Node, caught, in_manual_heap, panic_as_planned, scale};

#[test]
fn a_value_is_found_while_it_lives() {
    let mut cache: WeakValueMap<String, str> = WeakValueMap::new();
    let one = Gc::from("one");
    assert_eq!(cache.insert("1".into(), &one), None);
    assert!(Gc::ptr_eq(&cache.get("1").unwrap(), &one));
    drop(one);
    assert_eq!(cache.get("1"), None);
    assert!(cache.is_empty() && cache.iter().next().is_none());
}

#[test]
fn a_value_in_a_dead_cycle_is_collected() {
    in_manual_heap(|heap| {
        let (log, mut cache) = (Log::new(), WeakValueMap::new());
        let node = Node::new(1, &log);
        node.link(&node);
        cache.insert(1, &node);
        drop(node);
        assert_eq!(cache.len(), 1);
        heap.collect();
        assert_eq!(cache.len(), 0);
    });
}

#[test]
fn dead_entries_are_swept_as_others_come() {
    let mut cache: WeakValueMap<Rc<u32>, u32> = WeakValueMap::new();
    let count = scale(10_000, 100) as u32;
    let keys: Vec<_> = (0..count).map(Rc::new).collect();
    for key in &keys {
        cache.insert(key.clone(), &Gc::new(**key));
    }
    assert!(cache.capacity() < 100, "{}", cache.capacity());
    let held = keys.iter().filter(|key| Rc::strong_count(key) > 1).count();
    assert!(held < 100, "{held}");
}

#[test]
fn the_key_of_a_replaced_entry_stays_as_in_a_hash_map() {
    let mut cache = WeakValueMap::new();
    let (one, two) = (Gc::new(1), Gc::new(2));
    cache.insert("key", &one);
    assert_eq!(cache.insert("key", &two), Some(one));
    assert_eq!(cache.remove("key"), Some(two));
    assert_eq!(cache.remove("key"), None);
}

#[test]
fn a_cache_in_an_object_owns_its_keys_and_no_values() {
    in_manual_heap(|heap| {
        #[derive(Trace)]
        struct Owner {
            cache: RefCell<WeakValueMap<Key, Owner>>,
        }
        #[derive(Trace)]
        struct Key(Gc<Owner>);
        impl PartialEq for Key {
            fn eq(&self, other: &Self) -> bool {
                Gc::ptr_eq(&self.0, &other.0)
            }
        }
        impl Eq for Key {}
        impl Hash for Key {
            fn hash<H: Hasher>(&self, state: &mut H) {
                Gc::as_ptr(&self.0).addr().hash(state);
            }
        }
        let owner = || {
            Gc::new(Owner {
                cache: RefCell::default(),
            })
        };
        let (cache, key, value) = (owner(), owner(), owner());
        key.cache.borrow_mut().insert(Key(cache.clone()), &value);
        cache.cache.borrow_mut().insert(Key(key.clone()), &value);
        drop(value);
        assert_eq!(heap.collect().freed, 0);
        assert_eq!(heap.stats().objects, 2);
        drop((cache, key));
        assert_eq!(heap.collect().freed, 2);
    });
}

#[test]
fn comparing_may_collect_and_panic() {
    #[derive(Debug, Eq)]
    struct Touchy(u32, bool);
    impl PartialEq for Touchy {
        fn eq(&self, other: &Self) -> bool {
            gc_core::collect();
            if self.1 || other.1 {
                panic_as_planned(self.0);
            }
            self.0 == other.0
        }
    }
    impl Hash for Touchy {
        fn hash<H: Hasher>(&self, state: &mut H) {
            gc_core::collect();
            0.hash(state);
        }
    }
    let values: Vec<_> = (0..10).map(Gc::new).collect();
    let mut cache = WeakValueMap::new();
    for value in &values {
        cache.insert(Touchy(**value, false), value);
    }
    assert!(caught(|| drop(cache.insert(Touchy(1, true), &values[0]))).is_some());
    assert_eq!(cache.len(), 10);
    assert_eq!(cache.get(&Touchy(7, false)), Some(values[7].clone()));
}

#[test]
fn entries_are_retained_drained_and_printed() {
    let values: Vec<_> = (0..4).map(Gc::new).collect();
    let entries = values.iter().map(|value| (**value, value.clone()));
    let mut cache: WeakValueMap<i32, i32> = entries.collect();
    cache.retain(|key, value| *key == **value && *key > 2);
    assert_eq!(format!("{cache:?}"), "{3: 3}");
    assert_eq!(cache.values().count(), 1);
    assert!(cache.drain().eq([(3, values[3].clone())]));
    assert!(cache.is_empty());
}
