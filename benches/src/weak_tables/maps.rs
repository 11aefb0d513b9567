//! Maps by identity.

use std::hash::{BuildHasher, RandomState};
use std::hint::black_box;
use std::rc::Rc;

use gc_core::collections::{IdentityState, WeakMap};
use gc_core::{Gc, Heap, Policy, Trace};

use super::by_hand::ByHand;
use super::{Contest, Rival, shuffled, time};

/// What the rivals have in common.
trait Map: Default {
    fn put(&mut self, key: &Gc<u64>, value: u64);
    fn find(&self, key: &Gc<u64>) -> Option<u64>;
}

impl Map for WeakMap<u64, u64> {
    fn put(&mut self, key: &Gc<u64>, value: u64) {
        self.insert(key, value);
    }

    fn find(&self, key: &Gc<u64>) -> Option<u64> {
        self.get(key).copied()
    }
}

impl<S: BuildHasher + Default> Map for ByHand<S> {
    fn put(&mut self, key: &Gc<u64>, value: u64) {
        self.insert(key, value);
    }

    fn find(&self, key: &Gc<u64>) -> Option<u64> {
        self.get(key)
    }
}

pub(super) fn contests(entries: usize) -> Vec<Contest> {
    let keys: Rc<[Gc<u64>]> = (0..entries as u64).map(Gc::new).collect();
    let order: Rc<[usize]> = shuffled(entries).into();
    let three = |what, times, rivals: [Rival; 3]| {
        let names = ["WeakMap", "by hand", "by hand, same hasher"];
        let rivals = names.into_iter().zip(rivals).collect();
        Contest {
            what,
            times,
            rivals,
        }
    };
    vec![
        three(
            "insert",
            entries,
            [
                insert::<WeakMap<u64, u64>>(&keys),
                insert::<ByHand<RandomState>>(&keys),
                insert::<ByHand<IdentityState>>(&keys),
            ],
        ),
        three(
            "hit, in random order",
            entries,
            [
                hit::<WeakMap<u64, u64>>(&keys, &order),
                hit::<ByHand<RandomState>>(&keys, &order),
                hit::<ByHand<IdentityState>>(&keys, &order),
            ],
        ),
        three(
            "a new key, as one dies",
            entries,
            [
                churn::<WeakMap<u64, u64>>(entries),
                churn::<ByHand<RandomState>>(entries),
                churn::<ByHand<IdentityState>>(entries),
            ],
        ),
        Contest {
            what: "collect, an entry",
            times: entries,
            rivals: vec![
                ("all live", collect(entries, true)),
                ("all dead", collect(entries, false)),
            ],
        },
    ]
}

fn insert<M: Map>(keys: &Rc<[Gc<u64>]>) -> Rival {
    let keys = Rc::clone(keys);
    Box::new(move || {
        let mut map = M::default();
        time(|| keys.iter().for_each(|key| map.put(key, 1)))
    })
}

fn hit<M: Map + 'static>(keys: &Rc<[Gc<u64>]>, order: &Rc<[usize]>) -> Rival {
    let (keys, order) = (Rc::clone(keys), Rc::clone(order));
    let mut map = None;
    Box::new(move || {
        let map = map.get_or_insert_with(|| {
            let mut map = M::default();
            keys.iter().for_each(|key| map.put(key, **key));
            map
        });
        time(|| {
            let sum: u64 = order.iter().filter_map(|&at| map.find(&keys[at])).sum();
            black_box(sum);
        })
    })
}

fn churn<M: Map>(entries: usize) -> Rival {
    Box::new(move || {
        let mut map = M::default();
        let mut keys: Vec<_> = (0..entries as u64 / 10).map(Gc::new).collect();
        keys.iter().for_each(|key| map.put(key, 1));
        let len = keys.len();
        time(|| {
            for round in 0..entries {
                let key = Gc::new(round as u64);
                map.put(&key, 1);
                keys[round % len] = key;
            }
        })
    })
}

/// A key, or a value that leads to one.
#[derive(Trace)]
struct Node(Option<Gc<Node>>);

/// A collection of keys and values that lead to them.
fn collect(entries: usize, live: bool) -> Rival {
    Box::new(move || {
        let heap = Heap::with_policy(Policy::MANUAL);
        heap.enter(|| {
            let mut map = WeakMap::new();
            let mut keys: Vec<_> = (0..entries).map(|_| Gc::new(Node(None))).collect();
            for key in &keys {
                map.insert(key, Gc::new(Node(Some(key.clone()))));
            }
            if !live {
                keys.clear();
            }
            let seconds = time(|| _ = heap.collect());
            assert_eq!(map.len(), keys.len());
            seconds
        })
    })
}
