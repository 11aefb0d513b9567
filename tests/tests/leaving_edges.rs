//! Edges that lead out of what a collection destroys: each is let go once, whatever its owner's place, its
//! neighbours, and whether it can be read.
#![forbid(unsafe_code)]

use std::cell::RefCell;

use gc_core::{Gc, Trace};
use gc_tests::{Collect, Log, Node, WAYS, in_manual_heap, scale_small};

/// Its drop is nothing but edges, so its glue is not run where they can be read.
#[derive(Trace)]
struct Plain {
    me: RefCell<Option<Gc<Plain>>>,
    other: RefCell<Option<Gc<Node>>>,
    peer: RefCell<Option<Gc<Plain>>>,
}

/// An object that owns itself, and a node.
fn plain(node: &Gc<Node>) -> Gc<Plain> {
    let plain = Gc::new(Plain {
        me: RefCell::default(),
        other: RefCell::new(Some(node.clone())),
        peer: RefCell::default(),
    });
    *plain.me.borrow_mut() = Some(plain.clone());
    assert!(plain.other.borrow().is_some());
    plain
}

/// Of so many objects, each with a node of its own, those die that nobody holds.
#[track_caller]
fn assert_each_lets_its_own_go(len: u32, is_held: fn(u32) -> bool, collect: Collect) {
    in_manual_heap(|heap| {
        let log = Log::new();
        let nodes: Vec<_> = (0..len).map(|id| Node::new(id, &log)).collect();
        let mut all: Vec<_> = nodes.iter().map(plain).collect();
        let mut ids = 0..len;
        all.retain(|_| ids.next().is_some_and(is_held));
        assert_eq!(collect(heap).freed, nodes.len() - all.len());
        for (node, id) in nodes.iter().zip(0..) {
            let owners = 1 + usize::from(is_held(id));
            assert_eq!(Gc::strong_count(node), owners, "node {id} of {len}");
        }
        let held = all.len();
        drop(all);
        assert_eq!(collect(heap).freed, held);
        drop(nodes);
        assert_eq!(log.len(), len as usize);
    });
}

#[test]
fn garbage_behind_what_lives_lets_its_own_edges_go() {
    // The collector looks at 64 slots at a time.
    let len = scale_small(200, 80) as u32;
    for collect in WAYS {
        assert_each_lets_its_own_go(len, |id| id < 70, collect);
        assert_each_lets_its_own_go(len, |id| id % 3 == 0, collect);
    }
}

/// Of some objects side by side, one cannot be read.
#[track_caller]
fn assert_the_unreadable_one_lets_go_too(unreadable: usize, collect: Collect) {
    in_manual_heap(|heap| {
        let log = Log::new();
        let nodes: Vec<_> = (0..5).map(|id| Node::new(id, &log)).collect();
        let all: Vec<_> = nodes.iter().map(plain).collect();
        std::mem::forget(all[unreadable].other.borrow_mut());
        drop(all);
        assert_eq!(collect(heap).freed, 5);
        for node in nodes {
            assert_eq!(Gc::strong_count(&node), 1, "node {}", node.id);
        }
        assert_eq!(log.len(), 5);
    });
}

#[test]
fn one_that_cannot_be_read_keeps_no_neighbour_from_letting_go() {
    for unreadable in 0..5 {
        for collect in WAYS {
            assert_the_unreadable_one_lets_go_too(unreadable, collect);
        }
    }
}

/// All the others, on its own page and on further ones, are garbage, and each leads to it.
#[track_caller]
fn assert_it_loses_all_handles(place: usize, collect: Collect) {
    in_manual_heap(|heap| {
        let log = Log::new();
        let node = Node::new(1, &log);
        let mut all: Vec<_> = (0..10_000).map(|_| plain(&node)).collect();
        let living = all.swap_remove(place);
        for dying in &all {
            *dying.peer.borrow_mut() = Some(living.clone());
        }
        assert_eq!(Gc::strong_count(&living), 10_001);
        let len = all.len();
        drop(all);
        assert_eq!(collect(heap).freed, len);
        let owners = (Gc::strong_count(&living), Gc::strong_count(&node));
        assert_eq!(owners, (2, 2));
    });
}

#[test]
#[cfg_attr(miri, ignore = "too many objects")]
fn one_that_lives_among_garbage_loses_all_handles_to_it() {
    for collect in WAYS {
        assert_it_loses_all_handles(0, collect);
        assert_it_loses_all_handles(1, collect);
    }
}
