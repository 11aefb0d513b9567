//! Finalizers of keys and values, and keys that live again.

use std::cell::{Cell, RefCell};

use gc_core::collections::{Ephemeron, WeakMap};
use gc_core::{Finalize, Gc, Trace};
use gc_tests::{Log, Probe, caught, in_manual_heap, panic_as_planned};

thread_local! {
    static SAVED: Cell<Option<Gc<Actor>>> = const { Cell::new(None) };
    static MAP: RefCell<WeakMap<Actor, Gc<Actor>>> = const { RefCell::new(WeakMap::new()) };
    static VALUES: RefCell<WeakMap<Actor, Actor>> = const { RefCell::new(WeakMap::new()) };
    static PAIR: Cell<Option<Ephemeron<Actor, Actor>>> = const { Cell::new(None) };
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

fn value(id: u32, log: &Log, act: fn(&Actor)) -> Actor {
    Actor {
        links: RefCell::default(),
        act,
        id,
        log: log.clone(),
        probe: Probe::new(100 + id, log),
    }
}

fn actor(id: u32, log: &Log, act: fn(&Actor)) -> Gc<Actor> {
    Gc::new(value(id, log, act))
}

fn save_first_link(actor: &Actor) {
    SAVED.set(actor.links.borrow().first().cloned());
}

/// A key and a value that own each other.
fn knot(log: &Log, key: fn(&Actor), value: fn(&Actor)) -> (Gc<Actor>, Gc<Actor>) {
    let (key, value) = (actor(1, log, key), actor(2, log, value));
    key.links.borrow_mut().push(key.clone());
    value.links.borrow_mut().push(key.clone());
    (key, value)
}

#[test]
fn the_entry_of_a_key_that_lives_again_is_there_again() {
    in_manual_heap(|heap| {
        let (log, mut map) = (Log::new(), WeakMap::new());
        let (key, value) = knot(&log, save_first_link, |_| ());
        map.insert(&key, value);
        drop(key);
        assert_eq!(heap.collect().freed, 0);
        let key = SAVED.take().expect("the key was saved");
        assert_eq!(map.len(), 1);
        assert_eq!(map.get(&key).unwrap().id, 2);
        assert_eq!(log.take_sorted(), [1, 2]);
        drop(key);
        assert_eq!(heap.collect().freed, 2);
        assert_eq!(log.take_sorted(), [101, 102]);
    });
}

#[test]
fn a_value_may_save_its_key() {
    in_manual_heap(|heap| {
        let (log, mut map) = (Log::new(), WeakMap::new());
        let (key, value) = knot(&log, |_| (), save_first_link);
        map.insert(&key, value);
        drop(key);
        heap.collect();
        let key = SAVED.take().expect("the key was saved");
        assert_eq!(map.get(&key).unwrap().id, 2);
        drop((key, map));
        heap.collect();
        assert_eq!(log.take_sorted(), [1, 2, 101, 102]);
    });
}

#[test]
fn a_condemned_key_has_no_entry_while_finalizers_run() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let (key, value) = knot(
            &log,
            |me| {
                let seen = MAP.with_borrow(|map| (map.len(), map.iter().count()));
                me.log.push(seen.0 as u32 * 10 + seen.1 as u32);
            },
            |_| (),
        );
        MAP.with_borrow_mut(|map| map.insert(&key, value));
        drop(key);
        heap.collect();
        assert_eq!(log.take_sorted(), [0, 1, 2, 101, 102]);
    });
}

#[test]
fn a_finalizer_may_give_a_condemned_key_another_value() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let (key, value) = knot(
            &log,
            |me| {
                let key = me.links.borrow()[0].clone();
                let new = actor(3, &me.log, |_| ());
                new.links.borrow_mut().push(key.clone());
                let old = MAP.with_borrow_mut(|map| map.insert(&key, new));
                assert_eq!(old.unwrap().id, 2);
            },
            |_| (),
        );
        MAP.with_borrow_mut(|map| map.insert(&key, value));
        drop(key);
        heap.collect();
        heap.collect();
        assert_eq!(log.take_sorted(), [1, 2, 3, 101, 102, 103]);
        assert!(MAP.with_borrow(WeakMap::is_empty));
    });
}

/// What happens to the value, number 2, that the finalizer of a key in a cycle gives to this key.
fn given_to_a_condemned_key(act: fn(&Actor)) -> Vec<u32> {
    in_manual_heap(|heap| {
        let log = Log::new();
        let key = actor(1, &log, act);
        key.links.borrow_mut().push(key.clone());
        drop(key);
        heap.collect();
        log.take()
    })
}

#[test]
fn a_value_that_a_finalizer_gives_a_condemned_key_is_finalized_too() {
    let give = |me: &Actor| {
        let (key, value) = (me.links.borrow()[0].clone(), value(2, &me.log, |_| ()));
        VALUES.with_borrow_mut(|map| assert!(map.insert(&key, value).is_none()));
    };
    assert_eq!(given_to_a_condemned_key(give), [1, 101, 2, 102]);
}

#[test]
fn so_is_one_that_leads_to_its_key_while_that_is_whole() {
    let give = |me: &Actor| {
        let key = me.links.borrow()[0].clone();
        let value = value(2, &me.log, |me| me.log.push(10 + me.links.borrow()[0].id));
        value.links.borrow_mut().push(key.clone());
        VALUES.with_borrow_mut(|map| assert!(map.insert(&key, value).is_none()));
    };
    let log = given_to_a_condemned_key(give);
    assert_eq!(log[..3], [1, 2, 11]);
    assert_eq!(log.len(), 5);
}

#[test]
fn so_is_that_of_a_single_pair() {
    let give = |me: &Actor| {
        let (key, value) = (me.links.borrow()[0].clone(), value(2, &me.log, |_| ()));
        PAIR.set(Some(Ephemeron::new(&key, value)));
    };
    assert_eq!(given_to_a_condemned_key(give), [1, 101, 2, 102]);
}

#[test]
fn a_finalizer_may_empty_the_map() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let (key, value) = knot(&log, |_| MAP.with_borrow_mut(WeakMap::clear), |_| ());
        MAP.with_borrow_mut(|map| map.insert(&key, value));
        drop(key);
        heap.collect();
        heap.collect();
        assert_eq!(log.take_sorted(), [1, 2, 101, 102]);
    });
}

#[test]
fn a_finalizer_may_drop_the_map() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let (key, value) = knot(&log, |_| drop(MAP.take()), |_| ());
        MAP.with_borrow_mut(|map| map.insert(&key, value));
        drop(key);
        heap.collect();
        heap.collect();
        assert_eq!(log.take_sorted(), [1, 2, 101, 102]);
    });
}

#[test]
fn a_value_in_the_map_itself_is_finalized_once_then_dropped() {
    in_manual_heap(|heap| {
        let (log, mut map) = (Log::new(), WeakMap::new());
        let key = Gc::new(RefCell::new(None));
        *key.borrow_mut() = Some(gc_core::unsize!(key.clone() => dyn Trace));
        map.insert(&key, value(1, &log, |_| ()));
        drop(key);
        assert_eq!(heap.collect().finalized, 1);
        assert_eq!(log.take(), [1, 101]);
    });
}

#[test]
fn a_value_in_the_map_is_finalized_however_it_dies() {
    in_manual_heap(|_| {
        let log = Log::new();
        let key = Gc::new(0_u8);
        let make = || WeakMap::<u8, Actor>::from_iter([(key.clone(), value(1, &log, |_| ()))]);
        drop(make());
        assert_eq!(log.take(), [1, 101]);
        make().clear();
        assert_eq!(log.take(), [1, 101]);
        make().retain(|_, _| false);
        assert_eq!(log.take(), [1, 101]);
        drop(make().drain());
        assert_eq!(log.take(), [1, 101]);
        let mut map = make();
        drop(map.remove(&key));
        assert_eq!(log.take(), [101], "what is taken out is the taker's");
        let dying = Gc::new(0_u8);
        map.insert(&dying, value(2, &log, |_| ()));
        drop(dying);
        assert_eq!(map.len(), 0);
        assert_eq!(log.take(), [2, 102]);
        drop(Ephemeron::new(&key, value(3, &log, |_| ())));
        assert_eq!(log.take(), [3, 103]);
    });
}

#[test]
fn a_value_whose_key_lived_again_is_not_finalized_again() {
    in_manual_heap(|heap| {
        type Key = Gc<RefCell<Option<Gc<dyn Trace>>>>;
        thread_local!(static KEY: Cell<Option<Key>> = const { Cell::new(None) });
        #[derive(Trace)]
        #[trace(finalize)]
        struct Saver(Key, Log);
        impl Finalize for Saver {
            fn finalize(&self) {
                self.1.push(1);
                KEY.set(Some(self.0.clone()));
            }
        }
        let (log, mut map) = (Log::new(), WeakMap::new());
        let key = Gc::new(RefCell::new(None));
        map.insert(&key, Saver(key.clone(), log.clone()));
        drop(key);
        heap.collect();
        let key = KEY.take().expect("the value saved it");
        assert!(map.contains_key(&key));
        drop(key);
        heap.collect();
        assert!(map.is_empty());
        assert_eq!(log.take(), [1]);
    });
}

#[test]
fn a_map_cannot_be_changed_while_its_value_is_finalized() {
    in_manual_heap(|heap| {
        thread_local!(static OWN: RefCell<WeakMap<u8, Meddler>> = const { RefCell::new(WeakMap::new()) });
        #[derive(Trace)]
        #[trace(finalize)]
        struct Meddler(Gc<dyn Trace>);
        impl Finalize for Meddler {
            fn finalize(&self) {
                assert_eq!(OWN.with_borrow(WeakMap::len), 0);
                OWN.with_borrow_mut(WeakMap::clear);
            }
        }
        let key = Gc::new(0_u8);
        let held = gc_core::unsize!(key.clone() => dyn Trace);
        OWN.with_borrow_mut(|map| map.insert(&key, Meddler(held)));
        drop(key);
        let heap = std::panic::AssertUnwindSafe(heap);
        let panic = std::panic::catch_unwind(|| _ = heap.collect());
        let message = panic.unwrap_err().downcast::<String>().unwrap();
        assert!(message.contains("while one of its values is being finalized"));
        assert!(OWN.with_borrow(WeakMap::is_empty));
    });
}

#[test]
fn a_finalizer_of_a_value_that_panics_lets_the_others_go() {
    in_manual_heap(|heap| {
        let (log, mut map) = (Log::new(), WeakMap::new());
        let keys: Vec<_> = (0..3).map(|_| Gc::new(RefCell::new(None))).collect();
        for (id, key) in keys.iter().enumerate() {
            *key.borrow_mut() = Some(gc_core::unsize!(key.clone() => dyn Trace));
            map.insert(key, value(id as u32, &log, |me| panic_as_planned(me.id)));
        }
        drop(keys);
        assert!(caught(|| _ = heap.collect()).is_some());
        assert_eq!(log.take_sorted(), [0, 1, 2, 100, 101, 102]);
    });
}

/// The key dies by its count, between the two trials of a collection.
#[test]
fn a_value_whose_key_a_finalizer_drops_is_finalized_too() {
    thread_local!(static KEY: Cell<Option<Gc<Actor>>> = const { Cell::new(None) });

    in_manual_heap(|heap| {
        let (log, mut map) = (Log::new(), WeakMap::new());
        let key = actor(1, &log, |_| ());
        map.insert(&key, value(2, &log, |_| ()));
        KEY.set(Some(key));
        let last = actor(3, &log, |_| drop(KEY.take()));
        last.links.borrow_mut().push(last.clone());
        drop(last);
        let _ = heap.collect();
        assert_eq!(log.take_sorted(), [1, 2, 3, 101, 102, 103]);
        assert_eq!((map.len(), heap.stats().objects), (0, 0));
    });
}
