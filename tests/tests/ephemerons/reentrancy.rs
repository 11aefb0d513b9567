//! Finalizers that change, between the verdict and the end of a value, the collection it is in.

use std::cell::{Cell, RefCell};

use gc_core::collections::{Ephemeron, ValueMut, WeakMap};
use gc_core::{Finalize, Gc, Trace};
use gc_tests::{Log, Probe, in_manual_heap};

type Map = WeakMap<Actor, Actor>;

thread_local! {
    static MAP: RefCell<Option<Map>> = const { RefCell::new(None) };
    static PAIR: RefCell<Option<Ephemeron<Actor, Actor>>> = const { RefCell::new(None) };
    static LEAKED: Cell<Option<&'static mut Map>> = const { Cell::new(None) };
    static GUARD: RefCell<Option<ValueMut<'static, Actor>>> = const { RefCell::new(None) };
    static NEW_KEY: RefCell<Option<Gc<Actor>>> = const { RefCell::new(None) };
}

/// Does something when it is finalized.
#[derive(Trace)]
#[trace(finalize)]
struct Actor {
    links: RefCell<Vec<Gc<Actor>>>,
    #[trace(skip)]
    act: fn(&Actor),
    id: u32,
    log: Log,
    probe: Probe,
}

impl Finalize for Actor {
    fn finalize(&self) {
        self.log.push(self.id);
        (self.act)(self);
    }
}

fn value(id: u32, log: &Log) -> Actor {
    Actor {
        links: RefCell::default(),
        act: |_| {},
        id,
        log: log.clone(),
        probe: Probe::new(100 + id, log),
    }
}

/// Garbage as soon as its handle is dropped, for a collection to find.
fn cyclic(id: u32, log: &Log, act: fn(&Actor)) -> Gc<Actor> {
    let new = Gc::new(Actor {
        act,
        ..value(id, log)
    });
    new.links.borrow_mut().push(new.clone());
    new
}

#[test]
fn a_map_that_the_finalizer_of_its_key_drops_ends_its_values_once() {
    in_manual_heap(|heap| {
        let log = &Log::new();
        let key = cyclic(1, log, |_| drop(MAP.take()));
        let mut map = Map::new();
        map.insert(&key, value(2, log));
        MAP.set(Some(map));
        drop(key);
        heap.collect();
        assert_eq!(log.take(), [1, 2, 102, 101]);
    });
}

#[test]
fn storages_made_after_one_was_dropped_by_a_finalizer_lie_apart() {
    in_manual_heap(|heap| {
        let log = &Log::new();
        let key = cyclic(1, log, |_| drop(MAP.take()));
        let mut map = Map::new();
        map.insert(&key, value(2, log));
        // Keeps the page of the storages.
        let _other = Map::new_in(heap);
        MAP.set(Some(map));
        drop(key);
        heap.collect();
        let (mut one, two) = (Map::new_in(heap), Map::new_in(heap));
        let key = Gc::new(value(3, log));
        one.insert(&key, value(4, log));
        assert!(two.is_empty());
    });
}

#[test]
fn an_ephemeron_that_the_finalizer_of_its_key_drops_ends_its_value_once() {
    in_manual_heap(|heap| {
        let log = &Log::new();
        let key = cyclic(1, log, |_| drop(PAIR.take()));
        PAIR.set(Some(Ephemeron::new(&key, value(2, log))));
        drop(key);
        heap.collect();
        assert_eq!(log.take(), [1, 2, 102, 101]);
    });
}

#[test]
#[cfg_attr(miri, ignore = "leaks a map on purpose")]
fn a_value_that_is_mutably_borrowed_since_the_verdict_is_not_finalized() {
    in_manual_heap(|heap| {
        let log = &Log::new();
        let key = cyclic(1, log, |key| {
            let map = LEAKED.take().expect("the map is there");
            GUARD.set(map.get_mut(&key.links.borrow()[0]));
        });
        let map = Box::leak(Box::new(Map::new()));
        map.insert(&key, value(2, log));
        LEAKED.set(Some(map));
        drop(key);
        heap.collect();
        assert!(GUARD.take().is_some());
        assert_eq!(log.take(), [1, 101]);
    });
}

#[test]
fn a_new_key_in_the_place_of_a_dead_one_keeps_its_value_unfinalized() {
    in_manual_heap(|heap| {
        let log = &Log::new();
        let [first, second] = [1, 2].map(|id| Gc::new(value(id, log)));
        let garbage = cyclic(3, log, |garbage| {
            MAP.with_borrow_mut(|map| {
                let map = map.as_mut().expect("the map is there");
                assert!(map.is_empty());
                let key = Gc::new(value(4, &garbage.log));
                map.insert(&key, value(9, &garbage.log));
                NEW_KEY.set(Some(key));
            });
        });
        let mut map = Map::new();
        map.insert(&second, value(6, log));
        let chain = value(5, log);
        chain.links.borrow_mut().push(second);
        map.insert(&first, chain);
        MAP.set(Some(map));
        drop((first, garbage));
        heap.collect();
        assert!(!log.take().contains(&9));
        drop((NEW_KEY.take(), MAP.take()));
    });
}
