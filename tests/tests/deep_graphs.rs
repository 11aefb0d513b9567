//! A million nodes in every unfortunate shape, on a thread with a stack of 256 KiB.
#![forbid(unsafe_code)]

use std::cell::{Cell, RefCell};

use gc_core::{Gc, Heap, Policy, Trace};
use gc_tests::{on_small_stack, scale};

const NODES: usize = scale(1_000_000, 300);

thread_local!(static DROPS: Cell<usize> = const { Cell::new(0) });

/// Counts its drops: cheap enough for a million.
#[derive(Trace)]
#[trace(leaf)]
struct Count;

impl Drop for Count {
    fn drop(&mut self) {
        DROPS.set(DROPS.get() + 1);
    }
}

#[derive(Trace, Default)]
struct Link {
    next: RefCell<Option<Gc<Link>>>,
    back: RefCell<Option<Gc<Link>>>,
}

#[derive(Trace)]
struct Counted {
    next: RefCell<Option<Gc<Counted>>>,
    _count: Count,
}

#[derive(Trace, Default)]
struct Wide {
    children: RefCell<Vec<Gc<Wide>>>,
    parent: RefCell<Option<Gc<Wide>>>,
}

/// Runs `f` on the small stack in a heap that collects when told to, and checks that it ends empty.
fn deep(f: fn(&Heap)) {
    on_small_stack(move || {
        let heap = Heap::with_policy(Policy::MANUAL);
        heap.enter(|| f(&heap));
        assert_eq!(heap.stats().objects, 0);
    });
}

/// Returns the head and the last node of a chain.
fn chain() -> (Gc<Link>, Gc<Link>) {
    let last = Gc::new(Link::default());
    let mut head = last.clone();
    for _ in 1..NODES {
        head = Gc::new(Link {
            next: RefCell::new(Some(head)),
            ..Link::default()
        });
    }
    (head, last)
}

fn counted_chain() -> (Gc<Counted>, Gc<Counted>) {
    let new = |next| {
        Gc::new(Counted {
            next: RefCell::new(next),
            _count: Count,
        })
    };
    let last = new(None);
    let mut head = last.clone();
    for _ in 1..NODES {
        head = new(Some(head));
    }
    (head, last)
}

#[test]
fn a_chain_is_dropped_without_recursion() {
    deep(|heap| {
        let (head, last) = chain();
        drop(last);
        assert_eq!(heap.stats().objects, NODES);
        drop(head);
        assert_eq!(heap.stats().objects, 0);
    });
}

#[test]
fn a_chain_with_destructors_is_dropped_without_recursion() {
    deep(|_| {
        drop(counted_chain());
        assert_eq!(DROPS.get(), NODES);
    });
}

#[test]
fn a_live_chain_is_traced_without_recursion() {
    deep(|heap| {
        let (head, last) = chain();
        drop(last);
        // Without a drop that left a count above 0 nothing would be looked at.
        drop(head.clone());
        let collection = heap.collect();
        assert_eq!((collection.examined, collection.freed), (NODES, 0));
        drop(head);
    });
}

#[test]
fn a_ring_is_collected_without_recursion() {
    deep(|heap| {
        let (head, last) = chain();
        *last.next.borrow_mut() = Some(head.clone());
        drop((head, last));
        assert_eq!(heap.stats().objects, NODES);
        assert_eq!(heap.collect().freed, NODES);
    });
}

#[test]
fn a_ring_with_destructors_is_collected_without_recursion() {
    deep(|heap| {
        let (head, last) = counted_chain();
        *last.next.borrow_mut() = Some(head.clone());
        drop((head, last));
        assert_eq!(heap.collect().freed, NODES);
        assert_eq!(DROPS.get(), NODES);
    });
}

#[test]
fn a_doubly_linked_list_is_collected_without_recursion() {
    deep(|heap| {
        let (head, last) = chain();
        let mut at = Some(head.clone());
        while let Some(node) = at {
            let next = node.next.borrow().clone();
            if let Some(next) = &next {
                *next.back.borrow_mut() = Some(node);
            }
            at = next;
        }
        drop((head, last));
        assert_eq!(heap.collect().freed, NODES);
    });
}

#[test]
fn a_chain_that_hangs_off_a_dead_ring_is_freed_without_recursion() {
    deep(|heap| {
        let (head, last) = chain();
        let ring = Gc::new(Link::default());
        *ring.next.borrow_mut() = Some(ring.clone());
        *ring.back.borrow_mut() = Some(head);
        drop((ring, last));
        assert_eq!(heap.collect().freed, NODES + 1);
    });
}

#[test]
fn a_node_with_a_million_children_is_dropped_and_its_queue_is_given_back() {
    deep(|heap| {
        let wide = Gc::new(Wide::default());
        for _ in 1..NODES {
            wide.children.borrow_mut().push(Gc::new(Wide::default()));
        }
        assert_eq!(heap.stats().objects, NODES);
        drop(wide);
        assert_eq!(heap.stats().objects, 0);
    });
}

#[test]
fn a_node_with_a_million_children_that_know_it_is_collected() {
    deep(|heap| {
        let wide = Gc::new(Wide::default());
        for _ in 1..NODES {
            let child = Gc::new(Wide::default());
            *child.parent.borrow_mut() = Some(wide.clone());
            wide.children.borrow_mut().push(child);
        }
        assert_eq!(Gc::strong_count(&wide), NODES);
        assert_eq!(heap.collect().freed, 0);
        drop(wide);
        assert_eq!(heap.collect().freed, NODES);
    });
}

/// A binary tree of `NODES` nodes, built without recursion.
fn tree(with_parents: bool) -> Gc<Wide> {
    let root = Gc::new(Wide::default());
    let mut level = vec![root.clone()];
    let mut made = 1;
    while made < NODES {
        let mut below = Vec::new();
        for parent in &level {
            for _ in 0..2.min(NODES - made) {
                let child = Gc::new(Wide::default());
                if with_parents {
                    *child.parent.borrow_mut() = Some(parent.clone());
                }
                parent.children.borrow_mut().push(child.clone());
                below.push(child);
                made += 1;
            }
        }
        level = below;
    }
    root
}

#[test]
fn a_tree_is_dropped() {
    deep(|heap| {
        let root = tree(false);
        assert_eq!(heap.stats().objects, NODES);
        drop(root);
    });
}

#[test]
fn a_tree_whose_children_know_their_parents_is_collected() {
    deep(|heap| {
        let root = tree(true);
        assert_eq!(heap.collect().freed, 0);
        drop(root);
        assert_eq!(heap.collect().freed, NODES);
    });
}

#[test]
fn a_deep_list_of_boxes_inside_one_value_is_the_users_own_recursion_and_short_ones_work() {
    #[derive(Trace)]
    enum Boxed {
        End,
        More(Box<Boxed>, RefCell<Option<Gc<Boxed>>>),
    }

    deep(|heap| {
        let mut list = Boxed::End;
        for _ in 0..100 {
            list = Boxed::More(Box::new(list), RefCell::default());
        }
        let gc = Gc::new(list);
        if let Boxed::More(_, edge) = &*gc {
            *edge.borrow_mut() = Some(gc.clone());
        }
        drop(gc);
        assert_eq!(heap.collect().freed, 1);
    });
}
