//! Derived `trace`: each edge of each traced field is reported once, and no other.
#![forbid(unsafe_code)]
#![expect(dead_code, reason = "fields are there to be traced, not to be read")]

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use gc_core::{Gc, Heap, Policy, Trace, Weak};

/// What the values under test point to. Each owns the value, so that all are one knot.
#[derive(Default, Trace)]
struct Hub {
    held: RefCell<Option<Box<dyn Trace>>>,
}

/// Hands out pointers, each to a hub of its own.
struct Hubs<'a> {
    heap: &'a Heap,
    made: Vec<Gc<Hub>>,
}

impl Hubs<'_> {
    fn next(&mut self) -> Gc<Hub> {
        self.made.push(self.heap.alloc(Hub::default()));
        self.made[self.made.len() - 1].clone()
    }
}

/// A value and the hubs it points to, which point back. Nothing but the hubs returned holds it.
fn knot<T: Trace>(heap: &Heap, make: impl Fn(&mut Hubs<'_>) -> T) -> Vec<Gc<Hub>> {
    let mut hubs = Hubs {
        heap,
        made: Vec::new(),
    };
    let value = make(&mut hubs);
    let value = heap.alloc(value);
    for hub in &hubs.made {
        *hub.held.borrow_mut() = Some(Box::new(value.clone()));
    }
    hubs.made
}

/// Asserts that a `T` reports each of its pointers once: were one reported twice, its hub would
/// be taken for garbage while it is held; were one left out, the knot would never go.
#[track_caller]
fn reports_each_edge_once<T: Trace>(edges: usize, make: impl Fn(&mut Hubs<'_>) -> T) {
    for kept in 0..edges {
        let heap = Heap::with_policy(Policy::MANUAL);
        let mut hubs = knot(&heap, &make);
        assert_eq!(hubs.len(), edges);
        let hub = hubs.swap_remove(kept);
        drop(hubs);
        assert_eq!(heap.collect().freed, 0, "edge {kept} was reported twice");
        assert!(hub.held.borrow().is_some());
        drop(hub);
        assert_eq!(heap.collect().freed, edges + 1, "an edge is missing");
        assert_eq!(heap.stats().objects, 0);
    }
}

#[test]
fn named_fields_report_each_edge_once() {
    #[derive(Trace)]
    struct Named {
        plain: Gc<Hub>,
        text: String,
        list: Vec<(u8, Gc<Hub>)>,
        cell: RefCell<Option<Gc<Hub>>>,
        boxed: Box<[Gc<Hub>; 2]>,
        object: Box<dyn Trace>,
    }
    reports_each_edge_once(7, |hubs| Named {
        plain: hubs.next(),
        text: "text".to_owned(),
        list: vec![(1, hubs.next()), (2, hubs.next())],
        cell: RefCell::new(Some(hubs.next())),
        boxed: Box::new([hubs.next(), hubs.next()]),
        object: Box::new(hubs.next()),
    });
}

#[test]
fn numbered_fields_report_each_edge_once() {
    #[derive(Trace)]
    struct Numbered(Gc<Hub>, u8, Cell<Option<Gc<Hub>>>, BTreeMap<u8, Gc<Hub>>);

    reports_each_edge_once(4, |hubs| {
        let (first, second) = (hubs.next(), Cell::new(Some(hubs.next())));
        let map = [(1, hubs.next()), (2, hubs.next())].into();
        Numbered(first, 0, second, map)
    });
}

#[test]
fn each_variant_reports_its_own_edges() {
    #[derive(Trace)]
    enum Choice {
        Nothing,
        Numbered(Gc<Hub>, u8, Gc<Hub>),
        Named {
            first: Gc<Hub>,
            second: Option<Gc<Hub>>,
        },
    }
    reports_each_edge_once(1, |hubs| [Choice::Nothing, choice_of_one(hubs)]);
    reports_each_edge_once(2, |hubs| Choice::Numbered(hubs.next(), 0, hubs.next()));

    fn choice_of_one(hubs: &mut Hubs<'_>) -> Choice {
        let first = hubs.next();
        Choice::Named {
            first,
            second: None,
        }
    }
}

#[test]
fn recursive_values_report_each_edge_once() {
    #[derive(Trace)]
    enum Tree<T> {
        Leaf(T),
        Fork(Box<Self>, Box<Tree<T>>),
    }
    reports_each_edge_once(3, |hubs| {
        let mut leaf = || Box::new(Tree::Leaf(hubs.next()));
        Tree::Fork(leaf(), Box::new(Tree::Fork(leaf(), leaf())))
    });
}

#[test]
fn parameters_report_each_edge_once() {
    #[derive(Trace)]
    struct Pair<A, B, const N: usize> {
        first: A,
        rest: [B; N],
    }
    reports_each_edge_once(3, |hubs| Pair {
        first: hubs.next(),
        rest: [hubs.next(), hubs.next()],
    });
}

#[test]
fn a_last_field_of_any_size_reports_each_edge_once() {
    #[derive(Trace)]
    struct Tail<T: ?Sized> {
        first: Gc<Hub>,
        tail: T,
    }
    reports_each_edge_once(3, |hubs| Tail {
        first: hubs.next(),
        tail: [hubs.next(), hubs.next()],
    });
    reports_each_edge_once(3, |hubs| {
        let tail = [hubs.next(), hubs.next()];
        let first = hubs.next();
        let unsized_tail: Box<Tail<[Gc<Hub>]>> = Box::new(Tail { first, tail });
        unsized_tail
    });
}

#[test]
fn a_field_of_an_associated_type_reports_each_edge_once() {
    trait Language {
        type Term;
    }
    struct Pointers;
    impl Language for Pointers {
        type Term = Gc<Hub>;
    }
    #[derive(Trace)]
    struct Rule<L: Language> {
        left: L::Term,
        right: Vec<<L as Language>::Term>,
    }
    reports_each_edge_once(2, |hubs| Rule::<Pointers> {
        left: hubs.next(),
        right: vec![hubs.next()],
    });
}

/// Makes a knot, lets go of it, and says how many of its objects a collection frees. Then cuts
/// the knot by hand.
fn freed_of_knot<T: Trace>(make: impl Fn(&mut Hubs<'_>) -> T) -> usize {
    let heap = Heap::with_policy(Policy::MANUAL);
    let hubs: Vec<Weak<Hub>> = knot(&heap, make).iter().map(Gc::downgrade).collect();
    let freed = heap.collect().freed;
    for hub in hubs.iter().filter_map(Weak::upgrade) {
        drop(hub.held.take());
    }
    assert_eq!(heap.stats().objects, 0, "the knot has been cut");
    freed
}

#[test]
fn what_a_skipped_field_points_to_counts_as_held() {
    #[derive(Trace)]
    struct Skipping {
        traced: Gc<Hub>,
        #[trace(skip)]
        skipped: Gc<Hub>,
    }
    #[derive(Trace)]
    enum Choice {
        Some(#[trace(skip)] Gc<Hub>, u8),
    }
    let freed = freed_of_knot(|hubs| Skipping {
        traced: hubs.next(),
        skipped: hubs.next(),
    });
    assert_eq!(freed, 0);
    assert_eq!(freed_of_knot(|hubs| Choice::Some(hubs.next(), 1)), 0);
}

#[test]
fn what_a_leaf_points_to_counts_as_held() {
    #[derive(Trace)]
    #[trace(leaf)]
    struct Leaf(Gc<Hub>, Vec<Gc<Hub>>);

    let freed = freed_of_knot(|hubs| Leaf(hubs.next(), vec![hubs.next()]));
    assert_eq!(freed, 0);
}
