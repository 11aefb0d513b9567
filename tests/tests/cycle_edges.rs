//! Cycles whose edges lie in containers, and edges that cannot be read.
#![forbid(unsafe_code)]

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::rc::Rc;
use std::sync::Mutex;

use gc_core::{Gc, Trace};
use gc_tests::{Log, Node, Probe, in_manual_heap, ring};

#[derive(Trace, Default)]
struct Everywhere {
    inline: RefCell<Option<Gc<Everywhere>>>,
    boxed: RefCell<Option<Box<Gc<Everywhere>>>>,
    vec: RefCell<Vec<Option<Gc<Everywhere>>>>,
    deque: RefCell<VecDeque<Gc<Everywhere>>>,
    map: RefCell<HashMap<u8, Gc<Everywhere>>>,
    tree: RefCell<BTreeMap<u8, (u8, Gc<Everywhere>)>>,
    array: RefCell<[Option<Gc<Everywhere>>; 3]>,
    cell: Cell<Option<Gc<Everywhere>>>,
    once: OnceCell<Gc<Everywhere>>,
    mutex: Mutex<Option<Gc<Everywhere>>>,
    result: RefCell<Option<Result<Gc<Everywhere>, String>>>,
}

/// Makes a cycle of one object through the place that `store` writes to, and collects it.
#[track_caller]
fn assert_a_cycle_is_collected_through(store: impl FnOnce(&Everywhere, Gc<Everywhere>)) {
    in_manual_heap(|heap| {
        let object = Gc::new(Everywhere::default());
        store(&object, object.clone());
        assert_eq!(Gc::strong_count(&object), 2, "the pointer was stored");
        assert_eq!(heap.collect().freed, 0);
        drop(object);
        assert_eq!(heap.stats().objects, 1);
        assert_eq!(heap.collect().freed, 1);
    });
}

#[test]
fn a_cycle_is_collected_through_a_ref_cell() {
    assert_a_cycle_is_collected_through(|it, gc| *it.inline.borrow_mut() = Some(gc));
}

#[test]
fn a_cycle_is_collected_through_a_box() {
    assert_a_cycle_is_collected_through(|it, gc| *it.boxed.borrow_mut() = Some(Box::new(gc)));
}

#[test]
fn a_cycle_is_collected_through_a_vec() {
    assert_a_cycle_is_collected_through(|it, gc| it.vec.borrow_mut().extend([None, Some(gc)]));
}

#[test]
fn a_cycle_is_collected_through_a_deque() {
    assert_a_cycle_is_collected_through(|it, gc| it.deque.borrow_mut().push_front(gc));
}

#[test]
fn a_cycle_is_collected_through_a_hash_map() {
    assert_a_cycle_is_collected_through(|it, gc| {
        it.map.borrow_mut().insert(1, gc);
    });
}

#[test]
fn a_cycle_is_collected_through_a_tree_of_tuples() {
    assert_a_cycle_is_collected_through(|it, gc| {
        it.tree.borrow_mut().insert(1, (2, gc));
    });
}

#[test]
fn a_cycle_is_collected_through_an_array() {
    assert_a_cycle_is_collected_through(|it, gc| it.array.borrow_mut()[2] = Some(gc));
}

#[test]
fn a_cycle_is_collected_through_a_cell() {
    assert_a_cycle_is_collected_through(|it, gc| it.cell.set(Some(gc)));
}

#[test]
fn a_cycle_is_collected_through_a_once_cell() {
    assert_a_cycle_is_collected_through(|it, gc| {
        it.once
            .set(gc)
            .unwrap_or_else(|_| unreachable!("it was empty"));
    });
}

#[test]
fn a_cycle_is_collected_through_a_mutex() {
    assert_a_cycle_is_collected_through(|it, gc| {
        *it.mutex.lock().expect("nobody poisons it") = Some(gc);
    });
}

#[test]
fn a_cycle_is_collected_through_a_result() {
    assert_a_cycle_is_collected_through(|it, gc| *it.result.borrow_mut() = Some(Ok(gc)));
}

trait Shape: Trace {
    fn area(&self) -> u32;
}

#[derive(Trace)]
struct Square {
    side: u32,
    scene: RefCell<Option<Gc<Scene>>>,
}

impl Shape for Square {
    fn area(&self) -> u32 {
        self.side * self.side
    }
}

#[derive(Trace)]
struct Scene {
    shapes: RefCell<Vec<Box<dyn Shape>>>,
}

#[test]
fn a_cycle_is_collected_through_a_boxed_trait_object() {
    in_manual_heap(|heap| {
        let scene = Gc::new(Scene {
            shapes: RefCell::default(),
        });
        let square = Square {
            side: 3,
            scene: RefCell::new(Some(scene.clone())),
        };
        scene.shapes.borrow_mut().push(Box::new(square));
        assert_eq!(heap.collect().freed, 0);
        assert_eq!(scene.shapes.borrow()[0].area(), 9);
        drop(scene);
        assert_eq!(heap.collect().freed, 1);
    });
}

#[test]
fn a_cycle_is_collected_while_one_of_its_cells_is_shared_borrowed_for_ever() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let nodes = ring(1, 3, &log);
        // A leaked shared borrow does not keep `trace` from reading.
        std::mem::forget(nodes[1].links.borrow());
        drop(nodes);
        assert_eq!(heap.collect().freed, 3);
    });
}

#[test]
fn what_a_mutably_borrowed_cell_holds_stays_until_the_borrow_ends() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let holder = Node::new(0, &log);
        holder.link(&ring(1, 3, &log)[0]);
        let borrow = holder.links.borrow_mut();
        assert_eq!(heap.collect().freed, 0);
        drop(borrow);
        assert_eq!(heap.collect().freed, 0);
        let borrow = std::mem::take(&mut *holder.links.borrow_mut());
        assert_eq!(heap.collect().freed, 0, "the edge is on the stack");
        drop(borrow);
        assert_eq!(heap.collect().freed, 3);
    });
}

#[test]
fn what_a_locked_mutex_holds_stays_until_it_is_unlocked() {
    in_manual_heap(|heap| {
        let holder = Gc::new(Everywhere::default());
        let looped = Gc::new(Everywhere::default());
        *looped.inline.borrow_mut() = Some(looped.clone());
        *holder.mutex.lock().expect("nobody poisons it") = Some(looped);
        let mut lock = holder.mutex.lock().expect("nobody poisons it");
        assert_eq!(heap.collect().freed, 0);
        *lock = None;
        assert_eq!(heap.collect().freed, 1);
    });
}

#[test]
fn an_edge_in_a_skipped_field_counts_as_held_from_outside() {
    #[derive(Trace)]
    struct Half {
        #[trace(skip)]
        hidden: RefCell<Option<Gc<Half>>>,
        _probe: Probe,
    }

    in_manual_heap(|heap| {
        let log = Log::new();
        let half = Gc::new(Half {
            hidden: RefCell::default(),
            _probe: Probe::new(1, &log),
        });
        *half.hidden.borrow_mut() = Some(half.clone());
        let weak = Gc::downgrade(&half);
        drop(half);
        assert_eq!(heap.collect().freed, 0);
        let half = weak.upgrade().expect("the hidden edge holds it");
        half.hidden.take();
        drop(half);
        assert_eq!(log.take(), [1]);
    });
}

#[test]
fn an_edge_inside_a_leaf_counts_as_held_from_outside() {
    #[derive(Trace)]
    #[trace(leaf)]
    struct Keeper {
        kept: RefCell<Option<Gc<Node>>>,
    }

    in_manual_heap(|heap| {
        let log = Log::new();
        let keeper = Gc::new(Keeper {
            kept: RefCell::new(Some(ring(1, 3, &log).swap_remove(0))),
        });
        assert_eq!(heap.collect().freed, 0);
        assert_eq!(keeper.kept.borrow().as_ref().map(|it| it.id), Some(1));
        drop(keeper);
        assert_eq!(heap.collect().freed, 3);
        assert_eq!(log.take_sorted(), [1, 2, 3]);
    });
}

#[test]
fn an_edge_behind_an_rc_counts_as_held_from_outside_and_only_once() {
    #[derive(Trace)]
    struct Shared {
        twice: RefCell<Vec<Rc<Gc<Node>>>>,
    }

    in_manual_heap(|heap| {
        let log = Log::new();
        let behind = Rc::new(ring(1, 2, &log).swap_remove(0));
        let shared = Gc::new(Shared {
            twice: RefCell::new(vec![Rc::clone(&behind), behind]),
        });
        assert_eq!(heap.collect().freed, 0);
        assert_eq!(shared.twice.borrow()[0].id, 1);
        drop(shared);
        assert_eq!(heap.collect().freed, 2);
    });
}

#[test]
fn an_edge_on_the_stack_alone_holds_its_target_wherever_it_came_from() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let (a, b) = (Node::new(1, &log), Node::new(2, &log));
        b.link(&b);
        a.link(&b);
        drop(b);
        let moving = a.links.take();
        assert_eq!(heap.collect().freed, 0);
        *a.links.borrow_mut() = moving;
        assert_eq!(heap.collect().freed, 0);
        assert_eq!(a.links.borrow()[0].id, 2);
        drop(a);
        assert_eq!(heap.collect().freed, 1);
    });
}
