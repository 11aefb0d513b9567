//! Maps, keys and values in several heaps, and at the end of threads.

use std::cell::RefCell;

use gc_core::collections::{Ephemeron, WeakMap};
use gc_core::{Gc, Heap, Policy};
use gc_tests::{Log, Node, on_thread};

#[test]
fn a_map_lies_in_the_heap_of_its_first_key() {
    let (log, heap) = (Log::new(), Heap::with_policy(Policy::MANUAL));
    let (key, value) = heap.enter(|| (Node::new(1, &log), Node::new(2, &log)));
    value.link(&key);
    let mut map = WeakMap::new();
    map.insert(&key, value);
    drop(key);
    assert_eq!(heap.collect().freed, 2);
    assert!(map.is_empty());
}

#[test]
fn a_key_in_another_heap_keeps_its_value_while_it_has_owners() {
    let (log, here, there) = (Log::new(), Heap::new(), Heap::new());
    let mut map = WeakMap::new_in(&here);
    let key = there.enter(|| Node::new(1, &log));
    map.insert(&key, here.enter(|| Node::new(2, &log)));
    here.collect();
    there.collect();
    assert_eq!(map.get(&key).unwrap().id, 2);
    drop(key);
    assert_eq!(here.collect().freed, 1);
    assert_eq!(log.take(), [1, 2]);
}

#[test]
fn a_cycle_through_a_key_of_another_heap_stays_until_the_entry_goes() {
    let (log, here, there) = (Log::new(), Heap::new(), Heap::new());
    let mut map = WeakMap::new_in(&here);
    let key = there.enter(|| Node::new(1, &log));
    let value = here.enter(|| Node::new(2, &log));
    value.link(&key);
    map.insert(&key, value);
    drop(key);
    here.collect();
    there.collect();
    assert_eq!(map.len(), 1);
    map.clear();
    assert_eq!(log.take_sorted(), [1, 2]);
}

#[test]
fn a_map_keeps_its_heap() {
    let heap = Heap::new();
    let mut map = WeakMap::new_in(&heap);
    drop(heap);
    let key = Gc::new(1);
    map.insert(&key, 2);
    assert_eq!(map.get(&key), Some(&2));
}

#[test]
fn a_collection_in_a_finalizer_of_another_heap_keeps_the_condemned_keys_entries() {
    #[derive(gc_core::Trace)]
    #[trace(finalize)]
    struct Key {
        me: RefCell<Option<Gc<Key>>>,
        #[trace(skip)]
        other: Heap,
    }
    impl gc_core::Finalize for Key {
        fn finalize(&self) {
            self.other.collect();
            SAVED.set(self.me.borrow().clone());
        }
    }
    thread_local!(static SAVED: std::cell::Cell<Option<Gc<Key>>> = const { std::cell::Cell::new(None) });
    let (log, here, there) = (Log::new(), Heap::new(), Heap::new());
    let key = Gc::new_in(
        Key {
            me: RefCell::default(),
            other: here.clone(),
        },
        &there,
    );
    *key.me.borrow_mut() = Some(key.clone());
    let mut map = WeakMap::new_in(&here);
    map.insert(&key, here.enter(|| Node::new(2, &log)));
    drop(key);
    there.collect();
    let key = SAVED.take().expect("the key was saved");
    assert_eq!(map.get(&key).unwrap().id, 2);
    key.me.take();
}

#[test]
fn maps_in_thread_locals_end_with_their_thread() {
    thread_local! {
        static MAP: RefCell<WeakMap<Node, Gc<Node>>> = const { RefCell::new(WeakMap::new()) };
        static PAIR: RefCell<Option<Ephemeron<Node, Gc<Node>>>> = const { RefCell::new(None) };
        static KEY: RefCell<Option<Gc<Node>>> = const { RefCell::new(None) };
    }
    let ended = on_thread(|| {
        struct Count(std::sync::Arc<std::sync::atomic::AtomicUsize>);
        impl Drop for Count {
            fn drop(&mut self) {
                self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            }
        }
        thread_local!(static COUNTED: RefCell<WeakMap<u8, Counted>> = const { RefCell::new(WeakMap::new()) });
        #[derive(gc_core::Trace)]
        #[trace(leaf)]
        struct Counted(#[expect(dead_code, reason = "counts when dropped")] Count);
        let log = Log::new();
        let (key, value) = (Node::new(1, &log), Node::new(2, &log));
        value.link(&key);
        MAP.with_borrow_mut(|map| map.insert(&key, value.clone()));
        PAIR.set(Some(Ephemeron::new(&key, value)));
        let count = std::sync::Arc::default();
        let counted = Gc::new(1);
        COUNTED.with_borrow_mut(|map| {
            map.insert(&counted, Counted(Count(std::sync::Arc::clone(&count))))
        });
        KEY.set(Some(key));
        drop(counted);
        count
    });
    assert_eq!(ended.load(std::sync::atomic::Ordering::Relaxed), 1);
}
