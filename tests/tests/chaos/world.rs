//! What a program holds, and what its values know of themselves.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::thread::LocalKey;

use gc_core::collections::{Ephemeron, Interner, WeakMap, WeakSet, WeakValueMap};
use gc_core::{Budget, Gc, Heap, Weak};

use crate::operate;
use crate::values::{Key, Node, Part, Val, Wild};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Life {
    Alive,
    Finalized,
    Dropped,
}

thread_local! {
    pub(crate) static SEED: Cell<u64> = const { Cell::new(1) };
    /// Operations that callbacks may still do.
    pub(crate) static FUEL: Cell<u32> = const { Cell::new(0) };
    pub(crate) static DEPTH: Cell<u32> = const { Cell::new(0) };
    /// Whether guards are forgotten and heaps mixed, so that things may be left at the end.
    pub(crate) static WILD: Cell<bool> = const { Cell::new(false) };
    pub(crate) static PANICS: Cell<bool> = const { Cell::new(true) };
    pub(crate) static LIVES: RefCell<HashMap<u32, Life>> = RefCell::default();
    pub(crate) static NEXT: Cell<u32> = const { Cell::new(1) };
    pub(crate) static ROOTS: RefCell<Vec<Gc<Node>>> = RefCell::default();
    pub(crate) static WEAKS: RefCell<Vec<Weak<Node>>> = RefCell::default();
    pub(crate) static PARTS: RefCell<Vec<Gc<[Part]>>> = RefCell::default();
    pub(crate) static SMALL: RefCell<Vec<Gc<Part>>> = RefCell::default();
    pub(crate) static HEAPS: RefCell<Vec<Heap>> = RefCell::default();
    pub(crate) static MAP: RefCell<WeakMap<Node, Val, Wild>> = RefCell::default();
    pub(crate) static PAIRS: RefCell<Vec<Ephemeron<Node, Val>>> = RefCell::default();
    pub(crate) static SET: RefCell<WeakSet<Node>> = RefCell::default();
    pub(crate) static CACHE: RefCell<WeakValueMap<Key, Node, Wild>> = RefCell::default();
    pub(crate) static NAMES: Interner<Key, Wild> = Interner::default();
    pub(crate) static HELD: RefCell<Vec<Gc<Key>>> = RefCell::default();
}

pub(crate) fn random(below: u32) -> u32 {
    let mut seed = SEED.get();
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    SEED.set(seed);
    ((seed >> 20) % u64::from(below.max(1))) as u32
}

pub(crate) fn chance(one_in: u32) -> bool {
    random(one_in) == 0
}

/// A fault ends the process: a panic would be taken for one of the program's own.
pub(crate) fn fault(what: &str) -> ! {
    eprintln!("chaos: {what} (see `CHAOS_SEED`)");
    std::process::abort()
}

pub(crate) fn life(id: u32) -> Option<Life> {
    LIVES
        .try_with(|lives| lives.borrow().get(&id).copied())
        .ok()
        .flatten()
}

pub(crate) fn set_life(id: u32, life: Life) {
    let _ = LIVES.try_with(|lives| lives.borrow_mut().insert(id, life));
}

/// What a callback does.
pub(crate) fn callback() {
    let fuel = FUEL.get();
    if fuel == 0 || DEPTH.get() > 2 || std::thread::panicking() {
        return;
    }
    FUEL.set(fuel - 1);
    DEPTH.set(DEPTH.get() + 1);
    struct Up;
    impl Drop for Up {
        fn drop(&mut self) {
            DEPTH.set(DEPTH.get() - 1);
        }
    }
    let up = Up;
    for _ in 0..random(3) {
        operate();
    }
    drop(up);
    if PANICS.get() && chance(40) {
        panic!("boom");
    }
}

/// Changes something of the thread's if it is not borrowed; drops what comes out of that afterwards.
pub(crate) fn with<T, R: Default>(
    of: &'static LocalKey<RefCell<T>>,
    change: impl FnOnce(&mut T) -> R,
) -> R {
    of.try_with(|cell| {
        cell.try_borrow_mut()
            .map(|mut it| change(&mut it))
            .unwrap_or_default()
    })
    .unwrap_or_default()
}

/// Takes a random element out, or a clone of it.
pub(crate) fn pick<T: Clone>(of: &'static LocalKey<RefCell<Vec<T>>>) -> Option<T> {
    let found = of.try_with(|cell| {
        let all = cell.try_borrow().ok()?;
        let at = random(all.len() as u32) as usize;
        all.get(at).cloned()
    });
    found.ok().flatten()
}

pub(crate) fn take<T>(of: &'static LocalKey<RefCell<Vec<T>>>) -> Option<T> {
    with(of, |all| {
        let at = random(all.len() as u32) as usize;
        (at < all.len()).then(|| all.swap_remove(at))
    })
}

pub(crate) fn root() -> Option<Gc<Node>> {
    pick(&ROOTS)
}

pub(crate) fn heap() -> Heap {
    if WILD.get() {
        pick(&HEAPS).unwrap_or_else(Heap::current)
    } else {
        Heap::current()
    }
}

pub(crate) fn insert(key: &Gc<Node>) {
    insert_value(key, Val::new());
}

pub(crate) fn insert_value(key: &Gc<Node>, value: Val) {
    let mut value = Some(value);
    let old = MAP.try_with(|map| {
        map.try_borrow_mut()
            .ok()
            .and_then(|mut map| map.insert(key, value.take().expect("there")))
    });
    if let Ok(Some(old)) = &old {
        old.canary.check();
    }
}

pub(crate) fn collect_somehow() {
    let heap = heap();
    match random(6) {
        0 => _ = heap.collect(),
        1 => _ = heap.collect_young(),
        2 => _ = heap.collect_if_due(),
        _ => _ = heap.step(Budget::objects(random(40) as usize)),
    }
}
