//! `Trace` for the collections of foreign crates: `hashbrown`, `indexmap`, `smallvec`,
//! `arrayvec`, `slotmap`.

use std::collections::hash_map::RandomState;

use arrayvec::{ArrayString, ArrayVec};
use gc_core::{Gc, Trace};
use indexmap::{IndexMap, IndexSet};
use slotmap::{DenseSlotMap, SecondaryMap, SlotMap, SparseSecondaryMap, new_key_type};
use smallvec::{SmallVec, smallvec};

use crate::support::{Owner, finds, finds_and_drops, is_leaf, manual_heap};

#[test]
fn a_pointer_in_a_hashbrown_table_is_found() {
    type Map<K, V> = hashbrown::HashMap<K, V, RandomState>;
    type Set<T> = hashbrown::HashSet<T, RandomState>;

    finds(|owner| Map::from_iter([(1, owner)]));
    finds(|owner| Map::from_iter([(owner, 1)]));
    finds_and_drops(|link| Map::from_iter([(link, 1)]));
    finds_and_drops(|link| Map::from_iter([(1, link)]));
    finds(|owner| Set::from_iter([owner]));
    finds_and_drops(|link| Set::from_iter([link]));
    finds(|owner| {
        let mut table = hashbrown::HashTable::new();
        table.insert_unique(7, owner, |_| 7);
        table
    });
    is_leaf(Map::from_iter([(1, "text")]));
}

#[test]
fn a_pointer_in_an_index_map_is_found() {
    finds(|owner| IndexMap::<_, _>::from([(1, owner)]));
    finds(|owner| IndexMap::<_, _>::from([(owner, 1)]));
    finds_and_drops(|link| IndexMap::<_, _>::from([("key", link)]));
    finds(|owner| IndexSet::<_>::from([owner]));
    finds_and_drops(|link| IndexSet::<_>::from([link]));
    is_leaf(IndexMap::<_, _>::from([(1, "text".to_owned())]));
}

#[test]
fn a_pointer_in_a_small_vector_is_found_inline_and_spilled() {
    finds(|owner| -> SmallVec<[_; 2]> { smallvec![owner] });
    finds_and_drops(|link| -> SmallVec<[_; 2]> { smallvec![link] });
    finds(|owner| -> SmallVec<[Option<Gc<Owner>>; 2]> { smallvec![None, None, None, Some(owner)] });
    finds_and_drops(|link| -> SmallVec<[_; 0]> { smallvec![link] });
    is_leaf::<SmallVec<[String; 2]>>(smallvec!["text".to_owned()]);
}

#[test]
fn a_pointer_in_an_array_vector_is_found() {
    finds(|owner| ArrayVec::<_, 4>::from_iter([owner]));
    finds_and_drops(|link| ArrayVec::<_, 4>::from_iter([link]));
    is_leaf(ArrayVec::from([1, 2, 3]));
    is_leaf(ArrayString::<8>::from("text").expect("it fits"));
}

new_key_type! {
    /// A key of one's own.
    #[derive(Trace)]
    struct Place;
}

#[test]
fn a_pointer_in_a_slot_map_is_found() {
    finds(|owner| slots(SlotMap::<Place, _>::with_key(), |map| map.insert(owner)));
    finds_and_drops(|link| slots(SlotMap::<Place, _>::with_key(), |map| map.insert(link)));
    finds(|owner| {
        slots(DenseSlotMap::<Place, _>::with_key(), |map| {
            map.insert(owner)
        })
    });
    finds_and_drops(|link| slots(DenseSlotMap::<Place, _>::with_key(), |map| map.insert(link)));
    is_leaf(slots(SlotMap::new(), |map| map.insert(1)));
}

#[test]
fn a_pointer_in_a_secondary_slot_map_is_found() {
    let mut places = SlotMap::<Place, u8>::with_key();
    let place = places.insert(1);
    finds(|owner| SecondaryMap::from_iter([(place, owner)]));
    finds_and_drops(|link| SecondaryMap::from_iter([(place, link)]));
    finds(|owner| SparseSecondaryMap::<_, _>::from_iter([(place, owner)]));
    finds_and_drops(|link| SparseSecondaryMap::<_, _>::from_iter([(place, link)]));
}

#[test]
fn a_removed_slot_is_not_looked_into() {
    let heap = manual_heap();
    let number = heap.alloc(1);
    let mut map = SlotMap::<Place, _>::with_key();
    let place = map.insert(number.clone());
    map.insert(heap.alloc(2));
    map.remove(place);
    let map = heap.alloc(map);
    assert_eq!(heap.collect().freed, 0);
    assert_eq!(Gc::strong_count(&number), 1);
    drop(map);
    assert_eq!(heap.stats().objects, 1);
}

#[test]
fn keys_of_slot_maps_are_leaves() {
    is_leaf(Place::default());
    is_leaf(slotmap::DefaultKey::default());
}

/// Fills a map and returns it.
fn slots<M, K>(mut map: M, fill: impl FnOnce(&mut M) -> K) -> M {
    fill(&mut map);
    map
}
