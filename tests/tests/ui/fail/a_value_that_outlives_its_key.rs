//! The value of a weak map goes with its key: it must not be read afterwards.
use gc_core::Gc;
use gc_core::collections::{Ephemeron, WeakMap};

fn main() {
    let mut map = WeakMap::new();
    let key = Gc::new(1);
    map.insert(&key, String::from("value"));
    let value = map.get(&key).unwrap();
    drop(key);
    gc_core::collect();
    println!("{value}");

    let value = map.get(&Gc::new(2));
    println!("{value:?}");

    let value = map.iter().next().unwrap().value();
    println!("{value}");

    let key = Gc::new(1);
    let pair = Ephemeron::new(&key, String::from("value"));
    let value = pair.get(&key).unwrap();
    drop(key);
    println!("{value}");
}
