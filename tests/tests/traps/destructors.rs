//! What destructors and finalizers do to the dying.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gc_core::{Finalize, Gc, Trace, Weak};
use gc_tests::{Log, Node, Probe, caught, in_manual_heap, panic_as_planned, ring, scale};

/// A type of a cycle cannot have a `Drop` of its own (a ui case of the derive); a field's destructor
/// knows no neighbour. A finalizer sees all of them.
#[test]
fn trap_05_what_would_be_a_destructor_sees_its_neighbours_whole() {
    #[derive(Trace)]
    #[trace(finalize)]
    struct Neighbour {
        id: u32,
        next: RefCell<Option<Gc<Neighbour>>>,
        seen: Log,
    }

    impl Finalize for Neighbour {
        fn finalize(&self) {
            let next = self.next.borrow();
            self.seen.push(next.as_ref().map_or(0, |it| it.id));
        }
    }

    in_manual_heap(|heap| {
        let seen = Log::new();
        let new = |id| {
            Gc::new(Neighbour {
                id,
                next: RefCell::default(),
                seen: seen.clone(),
            })
        };
        let (a, b) = (new(1), new(2));
        *a.next.borrow_mut() = Some(b.clone());
        *b.next.borrow_mut() = Some(a.clone());
        drop((a, b));
        assert_eq!(heap.collect().freed, 2);
        assert_eq!(seen.take_sorted(), [1, 2]);
    });
}

/// A leaf may have a destructor and own a handle, which then counts as held from outside: what it
/// leads to is never dead.
#[test]
fn trap_06_a_destructor_that_moves_a_handle_to_a_live_place_moves_a_live_one() {
    #[derive(Trace)]
    #[trace(leaf)]
    struct Escape {
        handle: Option<Gc<Node>>,
        saved: Rc<RefCell<Option<Gc<Node>>>>,
    }

    impl Drop for Escape {
        fn drop(&mut self) {
            *self.saved.borrow_mut() = self.handle.take();
        }
    }

    #[derive(Trace)]
    struct Owner {
        me: RefCell<Option<Gc<Owner>>>,
        _escape: Escape,
    }

    in_manual_heap(|heap| {
        let log = Log::new();
        let saved = Rc::default();
        let owner = Gc::new(Owner {
            me: RefCell::default(),
            _escape: Escape {
                handle: Some(ring(1, 3, &log).swap_remove(0)),
                saved: Rc::clone(&saved),
            },
        });
        *owner.me.borrow_mut() = Some(owner.clone());
        drop(owner);
        assert_eq!(heap.collect().freed, 1);
        assert!(log.is_empty());
        let saved = saved.take().expect("it escaped");
        assert_eq!(saved.links.borrow()[0].id, 2);
        drop(saved);
        assert_eq!(heap.collect().freed, 3);
    });
}

#[test]
fn trap_07_a_destructor_that_clones_what_lives_keeps_it() {
    #[derive(Trace)]
    #[trace(leaf)]
    struct Cloner(Gc<Node>, Rc<RefCell<Vec<Gc<Node>>>>);

    impl Drop for Cloner {
        fn drop(&mut self) {
            self.1.borrow_mut().push(self.0.clone());
        }
    }

    in_manual_heap(|heap| {
        let log = Log::new();
        let kept: Rc<RefCell<Vec<Gc<Node>>>> = Rc::default();
        drop(Gc::new(Cloner(Node::new(1, &log), Rc::clone(&kept))));
        assert!(log.is_empty());
        assert_eq!(heap.stats().objects, 1);
        assert_eq!(kept.take()[0].id, 1);
        assert_eq!(log.take(), [1]);
    });
}

thread_local! {
    static WATCHED: RefCell<Vec<Weak<Watched>>> = const { RefCell::new(Vec::new()) };
    static ALIVE: Cell<usize> = const { Cell::new(0) };
}

#[derive(Trace)]
struct Watched {
    next: RefCell<Option<Gc<Watched>>>,
    _asks: Asks,
}

#[derive(Trace)]
#[trace(leaf)]
struct Asks;

impl Drop for Asks {
    fn drop(&mut self) {
        let alive = WATCHED.with_borrow(|it| it.iter().filter(|it| it.upgrade().is_some()).count());
        ALIVE.set(ALIVE.get() + alive);
    }
}

#[test]
fn trap_08_a_weak_pointer_to_the_dying_is_dead_before_the_first_destructor() {
    in_manual_heap(|heap| {
        let new = || {
            Gc::new(Watched {
                next: RefCell::default(),
                _asks: Asks,
            })
        };
        let (a, b) = (new(), new());
        *a.next.borrow_mut() = Some(b.clone());
        *b.next.borrow_mut() = Some(a.clone());
        WATCHED.set(vec![Gc::downgrade(&a), Gc::downgrade(&b)]);
        drop((a, b));
        assert_eq!(heap.collect().freed, 2);
        assert_eq!(ALIVE.get(), 0);
        WATCHED.take();
    });
}

#[test]
fn trap_10_what_a_finalizer_resurrects_is_whole_and_dies_later_without_another_one() {
    #[derive(Trace)]
    #[trace(finalize)]
    struct Rising {
        next: RefCell<Option<Gc<Rising>>>,
        saved: Saved,
        log: Log,
        _probe: Probe,
    }

    #[derive(Trace, Clone, Default)]
    #[trace(leaf)]
    struct Saved(Rc<RefCell<Vec<Gc<Rising>>>>);

    impl Finalize for Rising {
        fn finalize(&self) {
            self.log.push(1);
            // Moves the handle out: the edge is gone from where it was counted.
            self.saved.0.borrow_mut().extend(self.next.take());
        }
    }

    in_manual_heap(|heap| {
        let (log, saved) = (Log::new(), Saved::default());
        for _ in 0..3 {
            let rising = Gc::new(Rising {
                next: RefCell::default(),
                saved: saved.clone(),
                log: log.clone(),
                _probe: Probe::new(2, &log),
            });
            *rising.next.borrow_mut() = Some(rising.clone());
        }
        assert_eq!(heap.collect().freed, 0);
        assert_eq!(log.take(), [1, 1, 1]);
        assert!(saved.0.borrow().iter().all(|it| it.next.borrow().is_none()));
        saved.0.take();
        assert_eq!(log.take(), [2, 2, 2]);
        assert_eq!(heap.stats().objects, 0);
    });
}

#[derive(Trace)]
struct Bomb {
    next: RefCell<Option<Gc<Bomb>>>,
    _probe: Probe,
    _fuse: Fuse,
}

#[derive(Trace)]
#[trace(leaf)]
struct Fuse(bool);

impl Drop for Fuse {
    fn drop(&mut self) {
        if self.0 && !std::thread::panicking() {
            panic_as_planned(1);
        }
    }
}

fn bombs(len: u32, armed: u32, log: &Log) {
    let bombs: Vec<_> = (0..len)
        .map(|id| {
            Gc::new(Bomb {
                next: RefCell::default(),
                _probe: Probe::new(id, log),
                _fuse: Fuse(id == armed),
            })
        })
        .collect();
    for (from, to) in bombs.iter().zip(bombs.iter().cycle().skip(1)) {
        *from.next.borrow_mut() = Some(to.clone());
    }
}

#[test]
fn trap_12_the_collector_works_after_a_panic_at_each_destructor_in_turn() {
    in_manual_heap(|heap| {
        for armed in 0..8 {
            let log = Log::new();
            bombs(8, armed, &log);
            assert_eq!(caught(|| _ = heap.collect()), Some(1));
            assert!(!heap.is_collecting());
            drop(ring(100, 2, &log));
            let collection = heap.collect();
            assert_eq!((collection.freed, collection.skipped), (2, false));
        }
    });
}

#[test]
fn trap_13_a_panic_in_a_destructor_leaks_nothing_of_the_batch() {
    in_manual_heap(|heap| {
        let log = Log::new();
        bombs(20, 3, &log);
        assert_eq!(caught(|| _ = heap.collect()), Some(1));
        assert_eq!(log.take_sorted(), (0..20).collect::<Vec<_>>());
        assert_eq!(heap.stats().objects, 0);
    });
}

#[test]
fn trap_29_neither_dropping_nor_collecting_recurses() {
    // A million nodes in all shapes are in `deep_graphs`.
    gc_tests::on_small_stack(|| {
        in_manual_heap(|heap| {
            let log = Log::new();
            let len = u32::try_from(scale(100_000, 200)).expect("it is small");
            let nodes = gc_tests::chain(0, len, &log);
            drop(nodes);
            assert_eq!(log.take().len(), len as usize);
            drop(ring(0, len, &log));
            assert_eq!(heap.collect().freed, len as usize);
        });
    });
}
