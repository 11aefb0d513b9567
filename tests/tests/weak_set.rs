//! `WeakSet` as a set.
#![forbid(unsafe_code)]

use gc_core::collections::WeakSet;
use gc_core::{Gc, Heap, Trace};
use gc_tests::{Log, Node, in_manual_heap};

#[test]
fn members_are_told_apart_by_identity() {
    let (five, other) = (Gc::new(5), Gc::new(5));
    let mut set = WeakSet::new();
    assert!(set.insert(&five));
    assert!(!set.insert(&five.clone()));
    assert!(set.contains(&five) && !set.contains(&other));
    assert!(set.remove(&five) && !set.contains(&five));
}

#[test]
fn a_member_is_forgotten_when_it_dies() {
    let mut set = WeakSet::new();
    let members: Vec<_> = (0..10).map(Gc::new).collect();
    members
        .iter()
        .for_each(|member| assert!(set.insert(member)));
    let kept = members[3].clone();
    drop(members);
    assert_eq!(set.len(), 1);
    assert!(set.iter().eq([kept]));
}

#[test]
fn members_in_a_dead_cycle_are_collected() {
    in_manual_heap(|heap| {
        let (log, mut set) = (Log::new(), WeakSet::new());
        let node = Node::new(1, &log);
        node.link(&node);
        set.insert(&node);
        drop(node);
        assert_eq!(set.len(), 1);
        assert_eq!(heap.collect().freed, 1);
        assert!(set.is_empty());
    });
}

#[test]
fn a_set_in_an_object_holds_no_member() {
    in_manual_heap(|heap: &Heap| {
        #[derive(Trace)]
        struct Subject {
            observers: std::cell::RefCell<WeakSet<Subject>>,
        }
        let subject = || {
            Gc::new(Subject {
                observers: Default::default(),
            })
        };
        let (subject, observer) = (subject(), subject());
        subject.observers.borrow_mut().insert(&observer);
        subject.observers.borrow_mut().insert(&subject);
        drop(observer);
        assert_eq!(subject.observers.borrow().len(), 1);
        drop(subject);
        assert_eq!(heap.stats().objects, 0);
    });
}

#[test]
fn sets_are_filled_drained_and_emptied() {
    let numbers: Vec<_> = (0..4).map(Gc::new).collect();
    let mut set: WeakSet<i32> = numbers.iter().cloned().collect();
    set.retain(|number| **number > 0);
    assert_eq!(set.len(), 3);
    assert_eq!(set.drain().count(), 3);
    set.extend(numbers.clone());
    assert_eq!(set.clone_members().len(), 4);
    set.clear();
    assert!(set.is_empty());
    assert_eq!(format!("{set:?}"), "{}");
}

trait Members {
    fn clone_members(&self) -> Vec<Gc<i32>>;
}

impl Members for WeakSet<i32> {
    fn clone_members(&self) -> Vec<Gc<i32>> {
        self.into_iter().collect()
    }
}
