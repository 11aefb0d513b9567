//! What `trace` meets and reports.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gc_core::{Gc, Trace};
use gc_tests::{Log, Node, Probe, in_manual_heap, ring};

#[test]
fn trap_01_a_cell_borrowed_mutably_while_tracing_holds_what_is_in_it() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let holder = Node::new(0, &log);
        holder.link(&ring(1, 2, &log)[0]);
        let mut borrow = holder.links.borrow_mut();
        assert_eq!(heap.collect().freed, 0);
        // Still exclusive: nobody read through it meanwhile.
        borrow.push(ring(3, 2, &log).swap_remove(0));
        assert_eq!(heap.collect().freed, 0);
        drop(borrow);
        assert_eq!(holder.links.borrow().len(), 2);
        drop(holder);
        assert_eq!(heap.collect().freed, 4);
    });
}

#[test]
fn trap_01_a_shared_borrow_keeps_nothing() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let nodes = ring(1, 2, &log);
        std::mem::forget(nodes[0].links.borrow());
        drop(nodes);
        assert_eq!(heap.collect().freed, 2);
    });
}

/// The cell is read by the counting pass and borrowed again right after: what counts is one
/// instant, since no user code runs between the passes.
#[test]
fn trap_02_edges_that_move_between_collections_are_counted_where_they_are() {
    #[derive(Trace)]
    struct Slot {
        edge: Cell<Option<Gc<Slot>>>,
    }

    in_manual_heap(|heap| {
        let new = |edge| {
            Gc::new(Slot {
                edge: Cell::new(edge),
            })
        };
        let (a, b) = (new(None), new(None));
        a.edge.set(Some(new(None)));
        for _ in 0..10 {
            let moved = a.edge.take();
            assert_eq!(heap.collect().freed, 0);
            b.edge.set(moved);
            assert_eq!(heap.collect().freed, 0);
            a.edge.set(b.edge.take());
        }
        let edge = a.edge.take();
        assert!(edge.is_some());
    });
}

#[test]
fn trap_04_an_edge_behind_a_shared_owner_is_not_counted_twice() {
    #[derive(Trace)]
    struct Sharing {
        first: Rc<Gc<Node>>,
        second: Rc<Gc<Node>>,
        me: RefCell<Option<Gc<Sharing>>>,
    }

    in_manual_heap(|heap| {
        let log = Log::new();
        let node = Node::new(1, &log);
        let shared = Rc::new(node.clone());
        let sharing = Gc::new(Sharing {
            first: Rc::clone(&shared),
            second: shared,
            me: RefCell::default(),
        });
        *sharing.me.borrow_mut() = Some(sharing.clone());
        // Counted twice, the one edge would explain both the stack's handle and itself.
        assert_eq!(Gc::strong_count(&node), 2);
        assert_eq!(heap.collect().freed, 0);
        assert_eq!((sharing.first.id, sharing.second.id), (1, 1));
        drop(sharing);
        assert_eq!(heap.collect().freed, 1);
        assert_eq!(Gc::strong_count(&node), 1);
    });
}

#[test]
fn trap_09_an_object_known_only_weakly_is_not_traced() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let nodes = ring(1, 50, &log);
        let weaks: Vec<_> = nodes.iter().map(Gc::downgrade).collect();
        drop(nodes);
        assert_eq!(heap.collect().freed, 50);
        // Their slots are still taken, and hold no value.
        drop(ring(100, 3, &log));
        assert_eq!(heap.collect().freed, 3);
        assert!(weaks.iter().all(|it| it.upgrade().is_none()));
        drop(weaks);
        drop(ring(200, 50, &log));
        assert_eq!(heap.collect().freed, 50);
        assert_eq!(log.len(), 103);
    });
}

#[test]
fn trap_30_a_value_that_is_not_built_yet_is_not_traced() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let outer = Gc::new_cyclic(|_| {
            let inner = Gc::new_cyclic(|_| {
                drop(ring(1, 2, &log));
                assert_eq!(heap.collect().freed, 2);
                Node::value(3, &log)
            });
            assert_eq!(heap.collect().freed, 0);
            let value = Node::value(4, &log);
            value.link(&inner);
            value
        });
        assert_eq!(outer.links.borrow()[0].id, 3);
        assert_eq!(log.take_sorted(), [1, 2]);
    });
}

#[test]
fn trap_30_handles_inside_a_value_on_the_stack_hold_their_targets() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let value = Node::value(0, &log);
        value.link(&ring(1, 2, &log)[0]);
        assert_eq!(heap.collect().freed, 0);
        let gc = Gc::new(value);
        assert_eq!(heap.collect().freed, 0);
        assert_eq!(gc.links.borrow()[0].id, 1);
    });
}

#[test]
fn trap_34_an_edge_that_is_never_reported_only_leaks() {
    #[derive(Trace)]
    struct Hiding {
        #[trace(skip)]
        hidden: RefCell<Option<Gc<Hiding>>>,
        seen: RefCell<Option<Gc<Hiding>>>,
        _probe: Probe,
    }

    in_manual_heap(|heap| {
        let log = Log::new();
        let new = |id| {
            Gc::new(Hiding {
                hidden: RefCell::default(),
                seen: RefCell::default(),
                _probe: Probe::new(id, &log),
            })
        };
        let (a, b) = (new(1), new(2));
        *a.hidden.borrow_mut() = Some(b.clone());
        *b.seen.borrow_mut() = Some(a.clone());
        let weak = Gc::downgrade(&a);
        drop((a, b));
        assert_eq!(heap.collect().freed, 0);
        let a = weak.upgrade().expect("it leaks, whole");
        assert!(
            a.hidden
                .borrow()
                .as_ref()
                .is_some_and(|b| b.seen.borrow().is_some())
        );
        a.hidden.take();
        drop(a);
        assert_eq!(log.take_sorted(), [1, 2]);
    });
}
