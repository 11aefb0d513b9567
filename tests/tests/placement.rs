//! What lives does so wherever on a page it lies, and whatever lies beside it.
#![forbid(unsafe_code)]

use std::cell::RefCell;

use gc_core::{Gc, Trace};
use gc_tests::{Collect, Log, Node, WAYS, chain, in_manual_heap, scale, scale_small};

/// The collector looks at 64 slots at a time.
const WORD: usize = 64;

/// So many objects in a row.
const LEN: u32 = scale_small(256, 130) as u32;

#[track_caller]
fn assert_held_ones_keep_what_they_lead_to(collect: Collect) {
    in_manual_heap(|heap| {
        let log = Log::new();
        let nodes = chain(0, LEN, &log);
        let held: Vec<_> = nodes.iter().step_by(WORD).cloned().collect();
        drop(nodes);
        assert_eq!(collect(heap).freed, 0);
        assert!(log.is_empty());
        drop(held);
        assert_eq!(log.len(), LEN as usize);
    });
}

#[test]
fn objects_held_at_the_same_place_of_each_word_keep_what_they_lead_to() {
    WAYS.into_iter()
        .for_each(assert_held_ones_keep_what_they_lead_to);
}

/// Each object of a page is held in its turn, and all others are garbage.
#[track_caller]
fn assert_each_place_can_hold(places: impl Iterator<Item = u32>, collect: Collect) {
    for place in places {
        in_manual_heap(|heap| {
            let log = Log::new();
            let nodes: Vec<_> = (0..150).map(|id| Node::new(id, &log)).collect();
            let next = |id: usize| &nodes[(id + 67) % nodes.len()];
            for (node, id) in nodes.iter().zip(0..) {
                node.link(node);
                if node.id == place {
                    node.link(next(id));
                }
            }
            let held = nodes[place as usize].clone();
            drop(nodes);
            assert_eq!(collect(heap).freed, 148, "all but {place} and one more");
            assert_eq!(held.links.borrow()[1].id, (place + 67) % 150);
            assert_eq!(collect(heap).freed, 0);
            drop(held);
            assert_eq!(collect(heap).freed, 2);
        });
    }
}

#[test]
fn an_object_at_any_place_keeps_what_it_leads_to_and_nothing_else() {
    for collect in WAYS {
        assert_each_place_can_hold((0..150).step_by(scale(1, 60)), collect);
    }
}

/// More than a page has room for.
const MANY: u32 = scale_small(300, 20) as u32;

/// A value of so many words, one of which is an edge.
#[derive(Trace)]
struct Wide<const PADDING: usize> {
    node: Gc<Node>,
    padding: [u64; PADDING],
}

/// Fills pages with held objects, each of which alone leads to a node.
fn hold_many<const PADDING: usize>(collect: Collect) {
    in_manual_heap(|heap| {
        let log = Log::new();
        let held: Vec<_> = (0..MANY)
            .map(|id| {
                let node = Node::new(id, &log);
                node.link(&node);
                let padding = [0; PADDING];
                Gc::new(Wide { node, padding })
            })
            .collect();
        assert_eq!(collect(heap).freed, 0);
        assert!(log.is_empty());
        assert!(held.iter().all(|it| it.padding.len() == PADDING));
        assert!(held.iter().zip(0..).all(|(it, id)| it.node.id == id));
        drop(held);
        assert_eq!(collect(heap).freed, MANY as usize);
    });
}

/// Pages of 256 KiB have room for 63, 64 and 65 of these. (Under Miri they are smaller.)
#[test]
fn a_page_full_of_held_objects_keeps_what_they_lead_to() {
    for collect in WAYS {
        hold_many::<498>(collect);
        hold_many::<502>(collect);
        hold_many::<510>(collect);
    }
}

/// Large enough that a page has room for no more than 64 of them; its drop is nothing but edges.
#[derive(Trace)]
struct Large {
    me: RefCell<Option<Gc<Large>>>,
    other: Option<Gc<Large>>,
    padding: [u64; 510],
}

fn large(other: Option<Gc<Large>>) -> Gc<Large> {
    Gc::new(Large {
        me: RefCell::default(),
        other,
        padding: [0; 510],
    })
}

#[track_caller]
fn assert_garbage_lets_go(collect: Collect) {
    in_manual_heap(|heap| {
        let living = large(None);
        let garbage = large(Some(living.clone()));
        *garbage.me.borrow_mut() = Some(garbage.clone());
        assert!(garbage.other.is_some() && garbage.padding.len() == 510);
        drop(garbage);
        assert_eq!(collect(heap).freed, 1);
        assert_eq!(Gc::strong_count(&living), 1);
        drop(living);
        assert_eq!(heap.stats().objects, 0);
    });
}

#[test]
fn garbage_lets_go_of_what_lives_beside_it() {
    WAYS.into_iter().for_each(assert_garbage_lets_go);
}
