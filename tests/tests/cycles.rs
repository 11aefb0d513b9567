//! What a collection finds, and what it leaves alone.
#![forbid(unsafe_code)]

use std::cell::RefCell;
use std::rc::Rc;

use gc_core::{Gc, Trace};
use gc_tests::{Log, Node, Probe, chain, in_manual_heap, ring, scale};

#[test]
fn a_node_that_points_to_itself_is_collected() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let node = Node::new(1, &log);
        node.link(&node);
        drop(node);
        assert!(log.is_empty(), "counting alone cannot free a cycle");
        assert_eq!(heap.collect().freed, 1);
        assert_eq!(log.take(), [1]);
        assert_eq!(heap.stats().objects, 0);
    });
}

#[test]
fn acyclic_values_die_at_once_and_without_a_collection() {
    in_manual_heap(|heap| {
        let log = Log::new();
        drop(chain(1, 5, &log));
        assert_eq!(log.take_sorted(), [1, 2, 3, 4, 5]);
        assert_eq!(heap.stats().objects, 0);
        assert_eq!(heap.stats().collections, 0);
    });
}

#[test]
fn a_ring_that_nobody_holds_is_collected_whole() {
    in_manual_heap(|heap| {
        let log = Log::new();
        drop(ring(1, 5, &log));
        let collection = heap.collect();
        assert_eq!(collection.freed, 5);
        assert!(collection.examined >= 5);
        assert!(!collection.skipped);
        assert_eq!(log.take_sorted(), [1, 2, 3, 4, 5]);
    });
}

#[test]
fn one_handle_keeps_a_whole_ring() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let third = ring(1, 5, &log).swap_remove(2);
        assert_eq!(heap.collect().freed, 0);
        assert!(log.is_empty());
        let mut at = third.clone();
        for _ in 0..5 {
            let next = at.links.borrow()[0].clone();
            at = next;
        }
        assert!(Gc::ptr_eq(&at, &third));
        drop((at, third));
        assert_eq!(heap.collect().freed, 5);
    });
}

#[test]
fn a_ring_is_kept_by_what_leads_to_it_and_dies_with_it() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let lead = chain(1, 3, &log);
        lead[2].link(&ring(4, 3, &log)[1]);
        let first = lead[0].clone();
        drop(lead);
        assert_eq!(heap.collect().freed, 0);
        drop(first);
        assert_eq!(log.take_sorted(), [1, 2, 3], "the chain dies by counting");
        let _ = heap.collect();
        assert_eq!(log.take_sorted(), [4, 5, 6]);
    });
}

#[test]
fn a_second_collection_finds_nothing_more() {
    in_manual_heap(|heap| {
        let log = Log::new();
        for first in 0..10 {
            drop(ring(first * 10, 10, &log));
        }
        assert_eq!(heap.collect().freed, 100);
        assert_eq!(heap.collect().freed, 0);
        assert_eq!(log.len(), 100);
    });
}

#[test]
fn rings_that_hang_off_each_other_die_in_one_collection() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let first = ring(0, 3, &log);
        let second = ring(3, 3, &log);
        let third = ring(6, 3, &log);
        first[1].link(&second[0]);
        second[1].link(&third[0]);
        third[2].link(&first[2]);
        drop((first, second, third));
        assert_eq!(heap.collect().freed, 9);
    });
}

#[test]
fn what_dead_rings_point_to_loses_their_counts_only() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let alive = Node::new(100, &log);
        for first in 0..4 {
            ring(first * 3, 3, &log)[0].link(&alive);
        }
        assert_eq!(Gc::strong_count(&alive), 5);
        assert_eq!(heap.collect().freed, 12);
        assert_eq!(Gc::strong_count(&alive), 1);
        assert_eq!(alive.id, 100);
        drop(alive);
        assert_eq!(heap.stats().objects, 0);
    });
}

#[test]
fn many_edges_between_the_same_two_nodes_are_all_counted() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let (a, b) = (Node::new(1, &log), Node::new(2, &log));
        let edges = scale(1_000, 100);
        for _ in 0..edges {
            a.link(&b);
            b.link(&a);
        }
        assert_eq!(heap.collect().freed, 0);
        assert_eq!(Gc::strong_count(&a), edges + 1);
        drop((a, b));
        assert_eq!(heap.collect().freed, 2);
    });
}

#[derive(Trace)]
struct Left {
    right: RefCell<Option<Gc<Right>>>,
    _probe: Probe,
}

#[derive(Trace)]
struct Right {
    left: RefCell<Option<Gc<Left>>>,
    _probe: Probe,
}

#[test]
fn a_cycle_through_two_types_is_collected() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let left = Gc::new(Left {
            right: RefCell::default(),
            _probe: Probe::new(1, &log),
        });
        let right = Gc::new(Right {
            left: RefCell::new(Some(left.clone())),
            _probe: Probe::new(2, &log),
        });
        *left.right.borrow_mut() = Some(right);
        drop(left);
        assert_eq!(heap.collect().freed, 2);
        assert_eq!(log.take_sorted(), [1, 2]);
    });
}

/// The first type looks like one that lies on no circle until the second one is met.
#[test]
fn a_type_turns_out_to_lie_on_a_circle_after_many_of_its_values_were_made() {
    #[derive(Trace)]
    struct Early {
        late: RefCell<Option<Gc<Late>>>,
    }

    #[derive(Trace)]
    struct Late {
        early: Gc<Early>,
    }

    in_manual_heap(|heap| {
        let count = scale(1_000, 100);
        let earlies: Vec<_> = (0..count)
            .map(|_| {
                Gc::new(Early {
                    late: RefCell::default(),
                })
            })
            .collect();
        assert_eq!(heap.collect().freed, 0);
        for early in &earlies {
            let late = Gc::new(Late {
                early: early.clone(),
            });
            *early.late.borrow_mut() = Some(late);
        }
        let survivor = earlies[17].clone();
        drop(earlies);
        assert_eq!(heap.collect().freed, 2 * (count - 1));
        let late = survivor.late.borrow().clone().expect("it has an edge");
        assert!(Gc::ptr_eq(&late.early, &survivor));
        drop((late, survivor));
        assert_eq!(heap.collect().freed, 2);
    });
}

/// `Ring <-> Ring -> Bridge -> Pair <-> Pair`: `Bridge` lies on no circle of types, yet it must be
/// looked into, or it would hold the pair for one collection more.
#[test]
fn what_only_leads_from_one_cycle_to_another_does_not_hold_it() {
    #[derive(Trace)]
    struct Ring {
        next: RefCell<Option<Gc<Ring>>>,
        bridge: Option<Gc<Bridge>>,
    }

    #[derive(Trace)]
    struct Bridge {
        pair: Gc<Pair>,
    }

    #[derive(Trace)]
    struct Pair {
        other: RefCell<Option<Gc<Pair>>>,
    }

    in_manual_heap(|heap| {
        let new_pair = || {
            Gc::new(Pair {
                other: RefCell::default(),
            })
        };
        let (pair, other) = (new_pair(), new_pair());
        *pair.other.borrow_mut() = Some(other.clone());
        *other.other.borrow_mut() = Some(pair.clone());
        let ring = Gc::new(Ring {
            next: RefCell::default(),
            bridge: Some(Gc::new(Bridge { pair: pair.clone() })),
        });
        *ring.next.borrow_mut() = Some(ring.clone());
        drop((pair, other));
        assert_eq!(heap.collect().freed, 0);
        assert!(
            ring.bridge
                .as_ref()
                .is_some_and(|it| it.pair.other.borrow().is_some())
        );
        drop(ring);
        assert_eq!(heap.collect().freed, 4);
    });
}

#[test]
fn values_whose_drop_is_nothing_but_edges_count_down_what_survives_them() {
    #[derive(Trace)]
    struct Plain {
        weight: u64,
        next: RefCell<Option<Gc<Plain>>>,
        shared: Option<Gc<Node>>,
    }

    in_manual_heap(|heap| {
        let log = Log::new();
        let shared = Node::new(7, &log);
        for weight in 0..100 {
            let plain = Gc::new(Plain {
                weight,
                next: RefCell::default(),
                shared: Some(shared.clone()),
            });
            assert_eq!(plain.weight, weight);
            *plain.next.borrow_mut() = Some(plain.clone());
        }
        assert_eq!(Gc::strong_count(&shared), 101);
        assert_eq!(heap.collect().freed, 100);
        assert_eq!(Gc::strong_count(&shared), 1);
    });
}

#[test]
fn a_garbage_value_left_borrowed_for_ever_releases_its_edges_all_the_same() {
    #[derive(Trace)]
    struct Plain {
        ring: RefCell<Option<Gc<Plain>>>,
        other: RefCell<Option<Gc<Node>>>,
    }

    in_manual_heap(|heap| {
        let log = Log::new();
        let node = Node::new(7, &log);
        let plain = Gc::new(Plain {
            ring: RefCell::default(),
            other: RefCell::new(Some(node.clone())),
        });
        *plain.ring.borrow_mut() = Some(plain.clone());
        std::mem::forget(plain.other.borrow_mut());
        drop(plain);
        assert_eq!(heap.collect().freed, 1);
        assert_eq!(
            Gc::strong_count(&node),
            1,
            "the unread edge was dropped too"
        );
    });
}

#[test]
fn a_free_function_collects_the_current_heap() {
    let log = Log::new();
    drop(ring(1, 3, &log));
    let _ = gc_core::collect();
    assert_eq!(log.take_sorted(), [1, 2, 3]);
}

/// Its type lies on no circle, as far as its heap knows, until the first `Later` is made.
#[derive(Trace)]
struct Sooner {
    later: RefCell<Option<Gc<Later>>>,
}

#[derive(Trace)]
struct Later {
    sooner: Gc<Sooner>,
}

fn sooner() -> Gc<Sooner> {
    Gc::new(Sooner {
        later: RefCell::default(),
    })
}

/// Ties an object that nobody else holds into a circle. No handle to the new one is cloned or dropped.
fn tie(first: Gc<Sooner>) {
    let later = Gc::new(Later {
        sooner: first.clone(),
    });
    assert!(later.sooner.later.borrow().is_none());
    *first.later.borrow_mut() = Some(later);
}

#[test]
fn a_type_that_comes_to_lie_on_a_circle_has_its_garbage_found_from_then_on() {
    in_manual_heap(|heap| {
        let old = sooner();
        tie(sooner());
        assert_eq!(heap.collect().freed, 2);
        // Made on the page of the old one.
        tie(sooner());
        assert_eq!(heap.collect().freed, 2);
        drop(old);
    });
}

/// Each one is held by nothing but the one before it, in a way that only that one's drop shows.
#[test]
fn rings_behind_pointers_that_no_trace_reports_go_in_one_collection() {
    #[derive(Trace)]
    struct Hiding {
        me: RefCell<Option<Gc<Hiding>>>,
        hidden: Option<Rc<Gc<Hiding>>>,
    }

    in_manual_heap(|heap| {
        let mut last = None;
        for _ in 0..30 {
            let hiding = Gc::new(Hiding {
                me: RefCell::default(),
                hidden: last.map(Rc::new),
            });
            assert!(
                hiding
                    .hidden
                    .as_ref()
                    .is_none_or(|it| it.me.borrow().is_some())
            );
            *hiding.me.borrow_mut() = Some(hiding.clone());
            last = Some(hiding);
        }
        drop(last);
        assert_eq!(heap.collect().freed, 30);
    });
}
