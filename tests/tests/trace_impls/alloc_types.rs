//! `Trace` for the types of `alloc`: collections are looked into, shared pointers are not.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, LinkedList, VecDeque};
use std::pin::Pin;
use std::rc::{self, Rc};
use std::sync::{self, Arc};

use gc_core::{Gc, Trace};

use crate::support::{Owner, finds, finds_and_drops, holds, is_leaf, manual_heap};

#[test]
fn a_pointer_in_a_box_is_found() {
    finds(Box::new);
    finds_and_drops(Box::new);
    finds(Box::pin);
    finds_and_drops(Box::pin);
}

#[test]
fn a_pointer_behind_a_boxed_slice_or_trait_object_is_found() {
    finds(|owner| vec![owner].into_boxed_slice());
    finds(|owner| Box::new(owner) as Box<dyn Trace>);
    finds_and_drops(|link| Box::new(link) as Box<dyn Trace>);
    finds(|owner| Box::pin(owner) as Pin<Box<dyn Trace>>);
}

#[test]
fn a_pinned_pointer_is_found() {
    finds(|owner| Box::pin([owner]));
}

#[test]
fn a_pointer_in_a_sequence_is_found() {
    finds(|owner| vec![owner]);
    finds_and_drops(|link| vec![link]);
    finds(|owner| VecDeque::from([owner]));
    finds_and_drops(|link| VecDeque::from([link]));
    finds(|owner| LinkedList::from([owner]));
    finds_and_drops(|link| LinkedList::from([link]));
    finds(|owner| BinaryHeap::from([owner]));
    finds_and_drops(|link| BinaryHeap::from([link]));
}

#[test]
fn a_deque_that_wraps_around_is_found_whole() {
    let heap = manual_heap();
    let owner = crate::support::closed_cycle(&heap, |owner| {
        let mut deque = VecDeque::with_capacity(4);
        deque.extend([None, None, Some(owner.clone()), Some(owner.clone())]);
        deque.pop_front();
        deque.pop_front();
        deque.push_back(Some(owner.clone()));
        deque.push_back(Some(owner));
        assert!(!deque.as_slices().1.is_empty(), "it wraps around");
        deque
    });
    assert_eq!(heap.collect().freed, 2);
    assert!(owner.upgrade().is_none());
}

#[test]
fn a_pointer_in_a_tree_is_found_as_key_and_as_value() {
    finds(|owner| BTreeSet::from([owner]));
    finds_and_drops(|link| BTreeSet::from([link]));
    finds(|owner| BTreeMap::from([(owner, 1)]));
    finds(|owner| BTreeMap::from([(1, owner)]));
    finds_and_drops(|link| BTreeMap::from([(1, link)]));
}

#[test]
fn containers_within_containers_are_looked_into() {
    finds(|owner| vec![Some(Box::new(vec![BTreeMap::from([("key", owner)])]))]);
    finds_and_drops(|link| [vec![vec![Box::new(link)]]]);
}

#[test]
fn what_a_cow_owns_is_found() {
    finds(|owner| Cow::<'static, [Gc<Owner>]>::Owned(vec![owner]));
    finds_and_drops(|link| Cow::<'static, [_]>::Owned(vec![link]));
    is_leaf(Cow::Borrowed("text"));
    is_leaf(Cow::<'static, str>::Owned("text".to_owned()));
}

#[test]
fn shared_pointers_are_leaves() {
    holds(Rc::new);
    holds(Arc::new);
    holds(Rc::pin);
    holds(Arc::pin);
    is_leaf(Rc::new(1));
    is_leaf(Arc::<str>::from("text"));
    is_leaf(rc::Weak::<Owner>::new());
    is_leaf(sync::Weak::<Owner>::new());
}

#[test]
fn collections_of_plain_values_are_leaves() {
    is_leaf(vec![1, 2, 3]);
    is_leaf(vec!["text".to_owned()]);
    is_leaf(VecDeque::from([1]));
    is_leaf(LinkedList::from([1]));
    is_leaf(BinaryHeap::from([1]));
    is_leaf(BTreeSet::from([1]));
    is_leaf(BTreeMap::from([(1, "text".to_owned())]));
    is_leaf(vec![(1, Some('x'), ["a", "b"])]);
}

#[test]
fn boxed_plain_values_are_leaves() {
    is_leaf(Box::<str>::from("text"));
    is_leaf(vec![1_u8, 2].into_boxed_slice());
    is_leaf(Box::new("text".to_owned()));
}
