//! What a `Weak` sees of a value's life.
#![forbid(unsafe_code)]

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use gc_core::{Finalize, Gc, Trace, Weak};
use gc_tests::{Log, Node, Probe, caught, in_manual_heap, panic_as_planned, ring, scale};

#[test]
fn a_weak_pointer_upgrades_while_the_value_lives() {
    in_manual_heap(|_| {
        let log = Log::new();
        let node = Node::new(5, &log);
        let weak = Gc::downgrade(&node);
        assert_eq!(weak.upgrade().map(|it| it.id), Some(5));
        drop(node);
        assert!(weak.upgrade().is_none());
        assert_eq!(log.take(), [5]);
    });
}

#[test]
fn a_weak_pointer_holds_nothing_in_a_collection() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let nodes = ring(1, 3, &log);
        let weaks: Vec<_> = nodes.iter().map(Gc::downgrade).collect();
        drop(nodes);
        assert!(weaks.iter().all(|it| it.upgrade().is_some()));
        assert_eq!(heap.collect().freed, 3);
        assert!(weaks.iter().all(|it| it.upgrade().is_none()));
    });
}

#[test]
fn upgrading_keeps_a_ring_through_a_collection() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let weak = Gc::downgrade(&ring(1, 3, &log)[1]);
        let strong = weak.upgrade().expect("nothing was collected yet");
        assert_eq!(heap.collect().freed, 0);
        assert_eq!(strong.id, 2);
    });
}

#[test]
fn an_empty_weak_pointer_never_upgrades() {
    let weak: Weak<Node> = Weak::new();
    assert!(weak.upgrade().is_none());
    assert_eq!((weak.strong_count(), weak.weak_count()), (0, 0));
    let copy = weak.clone();
    assert!(weak.ptr_eq(&copy));
    assert!(Weak::<Node>::default().upgrade().is_none());
    assert_eq!(format!("{weak:?}"), "(Weak)");
}

#[test]
fn an_empty_weak_pointer_can_be_a_constant_of_a_type_that_is_not_traced() {
    struct Untraced;
    const EMPTY: Weak<Untraced> = Weak::new();
    assert!(EMPTY.upgrade().is_none());
}

#[test]
fn both_counts_follow_every_pointer() {
    in_manual_heap(|_| {
        let gc = Gc::new(1_u32);
        assert_eq!((Gc::strong_count(&gc), Gc::weak_count(&gc)), (1, 0));
        let weak = Gc::downgrade(&gc);
        let other_weak = weak.clone();
        let other = gc.clone();
        assert_eq!((Gc::strong_count(&gc), Gc::weak_count(&gc)), (2, 2));
        assert_eq!((weak.strong_count(), weak.weak_count()), (2, 2));
        drop((other_weak, other));
        assert_eq!((Gc::strong_count(&gc), Gc::weak_count(&gc)), (1, 1));
        drop(gc);
        assert_eq!((weak.strong_count(), weak.weak_count()), (0, 0));
    });
}

#[test]
fn weak_pointers_are_equal_where_they_point_to_the_same_object() {
    in_manual_heap(|_| {
        let (a, b) = (Gc::new(1_u8), Gc::new(1_u8));
        let weak = Gc::downgrade(&a);
        assert!(weak.ptr_eq(&Gc::downgrade(&a)));
        assert!(!weak.ptr_eq(&Gc::downgrade(&b)));
        assert!(!weak.ptr_eq(&Weak::new()));
        assert_eq!(weak.as_ptr(), Gc::as_ptr(&a));
    });
}

#[test]
fn a_slot_is_not_reused_while_a_weak_pointer_to_it_lives() {
    in_manual_heap(|_| {
        let gc = Gc::new([1_u64; 3]);
        let weak = Gc::downgrade(&gc);
        let address = Gc::as_ptr(&gc);
        drop(gc);
        let many: Vec<_> = (0..scale(100_000, 600))
            .map(|_| Gc::new([2_u64; 3]))
            .collect();
        assert!(many.iter().all(|it| Gc::as_ptr(it) != address));
        assert!(weak.upgrade().is_none());
        assert_eq!(weak.as_ptr(), address);
    });
}

#[test]
fn the_last_weak_pointer_gives_the_slot_back() {
    in_manual_heap(|heap| {
        for _ in 0..scale(100_000, 300) {
            let weak = Gc::downgrade(&Gc::new([0_u64; 4]));
            assert!(weak.upgrade().is_none());
        }
        assert_eq!(heap.stats().objects, 0);
        assert!(
            heap.stats().pages <= 2,
            "slots were taken but not given back"
        );
    });
}

#[test]
fn values_may_own_weak_pointers_to_each_other() {
    #[derive(Trace)]
    struct Peer {
        other: RefCell<Weak<Peer>>,
        _probe: Probe,
    }

    in_manual_heap(|heap| {
        let log = Log::new();
        let new = |id| {
            Gc::new(Peer {
                other: RefCell::default(),
                _probe: Probe::new(id, &log),
            })
        };
        let (a, b) = (new(1), new(2));
        *a.other.borrow_mut() = Gc::downgrade(&b);
        *b.other.borrow_mut() = Gc::downgrade(&a);
        drop(a);
        assert_eq!(log.take(), [1], "weak edges make no cycle");
        assert!(b.other.borrow().upgrade().is_none());
        drop(b);
        assert_eq!(log.take(), [2]);
        assert_eq!(heap.stats().objects, 0);
    });
}

#[test]
fn a_dead_ring_may_own_weak_pointers_into_itself() {
    #[derive(Trace)]
    struct Member {
        next: RefCell<Option<Gc<Member>>>,
        weak: RefCell<Vec<Weak<Member>>>,
    }

    in_manual_heap(|heap| {
        let members: Vec<_> = (0..10)
            .map(|_| {
                Gc::new(Member {
                    next: RefCell::default(),
                    weak: RefCell::default(),
                })
            })
            .collect();
        for (index, member) in members.iter().enumerate() {
            *member.next.borrow_mut() = Some(members[(index + 1) % 10].clone());
            *member.weak.borrow_mut() = members.iter().map(Gc::downgrade).collect();
        }
        let outside = Gc::downgrade(&members[3]);
        drop(members);
        assert_eq!(heap.collect().freed, 10);
        assert!(outside.upgrade().is_none());
        drop(outside);
        assert_eq!(heap.stats().objects, 0);
    });
}

#[test]
fn a_value_can_be_built_around_a_weak_pointer_to_itself() {
    #[derive(Trace)]
    struct Knowing {
        me: Weak<Knowing>,
        number: u32,
    }

    in_manual_heap(|heap| {
        let knowing = Gc::new_cyclic(|me| {
            assert!(me.upgrade().is_none(), "the value is not built yet");
            assert_eq!(me.strong_count(), 0);
            Knowing {
                me: me.clone(),
                number: 3,
            }
        });
        let again = knowing.me.upgrade().expect("it lives");
        assert!(Gc::ptr_eq(&again, &knowing));
        assert_eq!(again.number, 3);
        assert_eq!(Gc::weak_count(&knowing), 1);
        drop((again, knowing));
        assert_eq!(heap.stats().objects, 0);
    });
}

#[test]
fn a_collection_leaves_a_value_alone_that_is_being_built() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let node = Gc::new_cyclic(|_: &Weak<Node>| {
            let inner = ring(1, 2, &log).swap_remove(0);
            assert_eq!(heap.collect().freed, 0);
            let value = Node::value(9, &log);
            value.link(&inner);
            value
        });
        assert_eq!(heap.collect().freed, 0);
        assert_eq!(node.links.borrow()[0].id, 1);
        drop(node);
        assert_eq!(heap.collect().freed, 2);
    });
}

#[test]
fn a_value_whose_closure_panics_was_never_there() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let kept = RefCell::new(Weak::<Node>::new());
        let panicked = caught(|| {
            let _ = Gc::new_cyclic(|weak| {
                *kept.borrow_mut() = weak.clone();
                let _value = Node::value(1, &log);
                panic_as_planned(4);
            });
        });
        assert_eq!(panicked, Some(4));
        assert_eq!(log.take(), [1]);
        assert!(kept.borrow().upgrade().is_none());
        assert_eq!(heap.stats().objects, 0);
        assert_eq!(heap.collect().freed, 0);
    });
}

thread_local! {
    static WATCHED: RefCell<Vec<Weak<Watching>>> = const { RefCell::new(Vec::new()) };
    static UPGRADED: Cell<usize> = const { Cell::new(0) };
    static ASKED: Cell<usize> = const { Cell::new(0) };
}

/// A member of a ring whose destructor asks after all the others.
#[derive(Trace)]
struct Watching {
    next: RefCell<Option<Gc<Watching>>>,
    _probe: Nosy,
}

#[derive(Trace)]
#[trace(leaf)]
struct Nosy;

impl Drop for Nosy {
    fn drop(&mut self) {
        WATCHED.with_borrow(|watched| {
            for weak in watched {
                ASKED.set(ASKED.get() + 1);
                if weak.upgrade().is_some() || weak.strong_count() != 0 {
                    UPGRADED.set(UPGRADED.get() + 1);
                }
            }
        });
    }
}

fn watched_ring(len: usize) -> Vec<Gc<Watching>> {
    let members: Vec<_> = (0..len)
        .map(|_| {
            Gc::new(Watching {
                next: RefCell::default(),
                _probe: Nosy,
            })
        })
        .collect();
    for (index, member) in members.iter().enumerate() {
        *member.next.borrow_mut() = Some(members[(index + 1) % len].clone());
    }
    members
}

#[test]
fn no_destructor_can_upgrade_a_pointer_to_anything_that_dies_with_it() {
    in_manual_heap(|heap| {
        let members = watched_ring(6);
        WATCHED.set(members.iter().map(Gc::downgrade).collect());
        drop(members);
        assert_eq!(heap.collect().freed, 6);
        assert_eq!(ASKED.get(), 36);
        assert_eq!(UPGRADED.get(), 0);
        WATCHED.take();
        assert_eq!(heap.stats().objects, 0);
    });
}

#[test]
fn no_destructor_can_upgrade_a_pointer_to_a_value_that_waits_for_its_own() {
    in_manual_heap(|heap| {
        // Three in a row: each waits while the one before it is dropped.
        let chain = watched_ring(3);
        chain[2].next.take();
        WATCHED.set(chain.iter().map(Gc::downgrade).collect());
        let first = chain[0].clone();
        drop(chain);
        assert_eq!(ASKED.get(), 0);
        drop(first);
        assert_eq!(ASKED.get(), 9);
        assert_eq!(
            UPGRADED.get(),
            1,
            "the third one lived while the first one died"
        );
        WATCHED.take();
        assert_eq!(heap.stats().objects, 0);
    });
}

#[derive(Trace)]
#[trace(finalize)]
struct Rising {
    me: RefCell<Option<Gc<Rising>>>,
    weak: RefCell<Weak<Rising>>,
    saved: Saved,
}

#[derive(Trace, Clone, Default)]
#[trace(leaf)]
struct Saved(
    std::rc::Rc<RefCell<Option<Gc<Rising>>>>,
    std::rc::Rc<Cell<bool>>,
);

impl Finalize for Rising {
    fn finalize(&self) {
        self.saved.1.set(self.weak.borrow().upgrade().is_none());
        *self.saved.0.borrow_mut() = self.me.borrow().clone();
    }
}

#[test]
fn weak_pointers_to_what_a_finalizer_resurrects_work_again() {
    in_manual_heap(|heap| {
        let saved = Saved::default();
        let rising = Gc::new(Rising {
            me: RefCell::default(),
            weak: RefCell::default(),
            saved: saved.clone(),
        });
        *rising.me.borrow_mut() = Some(rising.clone());
        let weak = Gc::downgrade(&rising);
        *rising.weak.borrow_mut() = weak.clone();
        drop(rising);
        assert_eq!(heap.collect().freed, 0);
        assert!(saved.1.get(), "what is condemned cannot be upgraded");
        assert!(weak.upgrade().is_some(), "what is resurrected can");
        saved.0.take();
        assert_eq!(heap.collect().freed, 1);
        assert!(weak.upgrade().is_none());
    });
}

#[test]
fn a_weak_pointer_may_outlive_its_heap() {
    let (dead, address) = in_manual_heap(|_| {
        let gc = Gc::new(3_u64);
        (Gc::downgrade(&gc), Gc::as_ptr(&gc).addr())
    });
    assert!(dead.upgrade().is_none());
    assert_eq!(dead.clone().strong_count(), 0);
    assert_eq!(dead.as_ptr().addr(), address);
}

#[test]
fn a_weak_pointer_dropped_by_a_destructor_of_its_own_target_frees_the_slot_once() {
    #[derive(Trace)]
    struct Owner {
        me: RefCell<Weak<Owner>>,
        ring: RefCell<Option<Gc<Owner>>>,
    }

    in_manual_heap(|heap| {
        for _ in 0..100 {
            let owner = Gc::new(Owner {
                me: RefCell::default(),
                ring: RefCell::default(),
            });
            *owner.me.borrow_mut() = Gc::downgrade(&owner);
            *owner.ring.borrow_mut() = Some(owner.clone());
        }
        assert_eq!(heap.collect().freed, 100);
        // A slot freed twice would be handed out twice.
        let fresh: Vec<_> = (0..200)
            .map(|_| {
                Gc::new(Owner {
                    me: RefCell::default(),
                    ring: RefCell::default(),
                })
            })
            .collect();
        let addresses: BTreeSet<_> = fresh.iter().map(|it| Gc::as_ptr(it).addr()).collect();
        assert_eq!(addresses.len(), 200);
    });
}
