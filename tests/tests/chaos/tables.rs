//! What is done with weak collections.

use gc_core::Gc;
use gc_core::collections::Ephemeron;
use gc_core::collections::weak_map::Entry;

use crate::values::*;
use crate::world::*;

pub(crate) fn insert_pair() {
    if let Some(key) = root() {
        insert(&key);
    }
}

pub(crate) fn read_map() {
    MAP.with(|map| {
        let Ok(map) = map.try_borrow() else { return };
        if let Some(key) = root()
            && let Some(value) = map.get(&key)
        {
            collect_somehow();
            value.canary.check();
            let links = value.links.borrow();
            links.iter().for_each(|link| look(link, 1));
        }
        for pair in map.iter() {
            pair.value().canary.check();
            if chance(3) {
                callback();
            }
            pair.value().canary.check();
            look(pair.key(), 1);
        }
    });
}

pub(crate) fn change_map() {
    MAP.with(|map| {
        let Ok(mut map) = map.try_borrow_mut() else {
            return;
        };
        let Some(key) = root() else { return };
        match random(6) {
            0 => drop(map.remove(&key)),
            1 => {
                if let Some(value) = map.get_mut(&key) {
                    drop(key);
                    collect_somehow();
                    value.canary.check();
                    if WILD.get() && chance(6) {
                        core::mem::forget(value);
                    }
                }
            }
            2 => {
                let value = map.entry(&key).or_insert_with(|| {
                    callback();
                    Val::new()
                });
                collect_somehow();
                value.canary.check();
            }
            3 => match map.entry(&key) {
                Entry::Occupied(mut entry) => {
                    collect_somehow();
                    entry.get().canary.check();
                    if chance(2) {
                        drop(entry.insert(Val::new()));
                    } else if chance(2) {
                        drop(entry.remove());
                    } else if WILD.get() && chance(3) {
                        core::mem::forget(entry);
                    }
                }
                Entry::Vacant(entry) => {
                    collect_somehow();
                    drop(entry.into_key());
                }
            },
            4 => map.retain(|key, value| {
                value.canary.check();
                if chance(3) {
                    callback();
                }
                value.canary.check();
                look(key, 1);
                !chance(4)
            }),
            _ => {
                let mut drain = map.drain();
                for _ in 0..random(3) {
                    if let Some((key, value)) = drain.next() {
                        look(&key, 1);
                        value.canary.check();
                        callback();
                    }
                }
                if WILD.get() && chance(4) {
                    core::mem::forget(drain);
                }
            }
        }
    });
}

pub(crate) fn make_ephemeron() {
    if let Some(key) = root() {
        let pair = Ephemeron::new(&key, Val::new());
        with(&PAIRS, |pairs| pairs.push(pair));
    }
}

pub(crate) fn use_ephemeron() {
    if let Some(mut pair) = take(&PAIRS) {
        if let Some(pair) = pair.pair() {
            collect_somehow();
            pair.value().canary.check();
            look(pair.key(), 1);
        }
        if let Some(key) = pair.key()
            && let Some(value) = pair.get_mut(&key)
        {
            drop(key);
            collect_somehow();
            value.canary.check();
        }
        match random(3) {
            0 => drop(pair.into_pair()),
            1 => drop(pair),
            _ => with(&PAIRS, |pairs| pairs.push(pair)),
        }
    }
}

pub(crate) fn use_set() {
    if let Some(key) = root() {
        with(&SET, |set| set.insert(&key));
        SET.with(|set| {
            if let Ok(set) = set.try_borrow() {
                set.iter().for_each(|key| look(&key, 1));
            }
        });
    }
}

pub(crate) fn use_cache() {
    CACHE.with(|cache| {
        let Ok(mut cache) = cache.try_borrow_mut() else {
            return;
        };
        let Some(value) = root() else { return };
        match random(4) {
            0 => drop(cache.insert(Key::new(), &value)),
            1 => look(
                &cache.get_or_insert_with(Key::new(), || {
                    callback();
                    Gc::new_in(Node::new(), &heap())
                }),
                1,
            ),
            2 => cache.retain(|key, value| {
                key.canary.check();
                look(value, 1);
                !chance(5)
            }),
            _ => cache.sweep(),
        }
    });
}

pub(crate) fn intern() {
    let key = NAMES.try_with(|names| names.intern(Key::new()));
    if let Ok(key) = key {
        key.canary.check();
        with(&HELD, |held| held.push(key));
    }
}

pub(crate) fn drop_name() {
    drop(take(&HELD));
}

pub(crate) fn use_map_in_node() {
    if let (Some(node), Some(key)) = (root(), root())
        && let Ok(mut map) = node.map.try_borrow_mut()
    {
        drop(map.insert(&key, Val::new()));
        let at = random(3);
        if let Some(value) = map.get_mut(&key) {
            collect_somehow();
            value.canary.check();
            value
                .links
                .borrow_mut()
                .extend((at == 0).then(|| node.clone()));
        }
    }
}
