//! `Interner`: equal values once.
#![forbid(unsafe_code)]

use std::cell::{Cell, RefCell};
use std::hash::{Hash, Hasher};
use std::rc::Rc;

use gc_core::collections::Interner;
use gc_core::{Gc, Trace};
use gc_tests::{caught, in_manual_heap, panic_as_planned, scale};

#[test]
fn equal_values_are_one_object() {
    let symbols: Interner<str> = Interner::new();
    let (a, b) = (symbols.intern_str("symbol"), symbols.intern_str("symbol"));
    assert!(Gc::ptr_eq(&a, &b));
    assert!(!Gc::ptr_eq(&a, &symbols.intern_str("other")));
}

#[test]
fn a_value_that_died_is_made_anew() {
    let numbers: Interner<u32> = Interner::new();
    drop(numbers.intern(1));
    assert!(numbers.is_empty());
    assert_eq!(*numbers.intern(1), 1);
}

#[test]
fn a_hit_allocates_nothing() {
    in_manual_heap(|heap| {
        let symbols: Interner<str> = Interner::new();
        let symbol = symbols.intern_str("symbol");
        let before = heap.stats();
        for _ in 0..10 {
            assert_eq!(symbols.intern_str("symbol"), symbol);
        }
        assert_eq!(heap.stats(), before);
    });
}

#[test]
fn a_borrowed_form_finds_the_owned_one() {
    let names: Interner<String> = Interner::new();
    let ada = names.intern_ref("Ada");
    assert!(Gc::ptr_eq(&names.intern(String::from("Ada")), &ada));
    assert!(Gc::ptr_eq(&names.get("Ada").unwrap(), &ada));
    assert!(!names.contains("Bob"));
}

#[test]
fn dead_values_are_swept_as_others_come() {
    let numbers: Interner<u32> = Interner::new();
    let kept: Vec<_> = (0..10).map(|number| numbers.intern(number)).collect();
    for number in 10..scale(10_000, 200) as u32 {
        numbers.intern(number);
    }
    assert_eq!(numbers.len(), kept.len());
    assert!(numbers.capacity() < 100, "{}", numbers.capacity());
}

#[test]
fn trees_are_shared() {
    #[derive(PartialEq, Eq, Hash, Trace)]
    enum Tree {
        Leaf,
        Node(Shared, Shared),
    }
    /// Compared by where it lies, as its subtrees are interned.
    #[derive(Trace)]
    struct Shared(Gc<Tree>);
    impl PartialEq for Shared {
        fn eq(&self, other: &Self) -> bool {
            Gc::ptr_eq(&self.0, &other.0)
        }
    }
    impl Eq for Shared {}
    impl Hash for Shared {
        fn hash<H: Hasher>(&self, state: &mut H) {
            Gc::as_ptr(&self.0).addr().hash(state);
        }
    }
    in_manual_heap(|heap| {
        let trees: Interner<Tree> = Interner::new();
        let full = |depth| {
            let mut tree = trees.intern(Tree::Leaf);
            for _ in 0..depth {
                tree = trees.intern(Tree::Node(Shared(tree.clone()), Shared(tree)));
            }
            tree
        };
        let (one, two) = (full(20), full(20));
        assert!(Gc::ptr_eq(&one, &two));
        assert_eq!(heap.stats().objects, 21);
        drop((one, two));
        assert_eq!(heap.stats().objects, 0);
    });
}

/// Does as it is told when it is compared.
#[derive(Clone, Trace)]
#[trace(leaf)]
struct Actor(u32, Rc<dyn Fn()>);

impl PartialEq for Actor {
    fn eq(&self, other: &Self) -> bool {
        (self.1)();
        (other.1)();
        self.0 == other.0
    }
}

impl Eq for Actor {}

impl Hash for Actor {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // All alike: each is compared with each.
        0.hash(state);
    }
}

#[test]
fn comparing_may_collect() {
    let actors: Interner<Actor> = Interner::new();
    let act: Rc<dyn Fn()> = Rc::new(|| drop(Gc::new(gc_core::collect().freed)));
    let all: Vec<_> = (0..20)
        .map(|id| actors.intern(Actor(id, act.clone())))
        .collect();
    assert!(Gc::ptr_eq(&actors.intern(Actor(7, act)), &all[7]));
    assert_eq!(actors.len(), 20);
}

#[test]
fn comparing_may_panic() {
    let actors: Interner<Actor> = Interner::new();
    let one = actors.intern(Actor(1, Rc::new(|| ())));
    let panics: Rc<dyn Fn()> = Rc::new(|| panic_as_planned(2));
    assert_eq!(caught(|| drop(actors.intern(Actor(1, panics)))), Some(2));
    assert!(Gc::ptr_eq(&actors.intern(Actor(1, Rc::new(|| ()))), &one));
    assert_eq!(actors.len(), 1);
}

#[test]
fn comparing_may_intern_an_equal_value() {
    let actors: Rc<Interner<Actor>> = Rc::default();
    let other = actors.intern(Actor(1, Rc::new(|| ())));
    let kept = Rc::new(RefCell::new(None));
    let act: Rc<dyn Fn()> = {
        let (actors, kept) = (Rc::clone(&actors), Rc::clone(&kept));
        let once = Cell::new(true);
        Rc::new(move || {
            if once.replace(false) {
                let inner = actors.intern(Actor(2, Rc::new(|| ())));
                kept.replace(Some(inner));
            }
        })
    };
    let outer = actors.intern(Actor(2, act));
    let inner = kept.take().expect("it was interned while comparing");
    assert!(Gc::ptr_eq(&outer, &inner));
    assert_eq!(actors.len(), 2);
    drop(other);
}

#[test]
fn a_finalizer_may_intern_what_is_being_interned() {
    thread_local!(static NUMBERS: Interner<u32> = Interner::new());
    thread_local!(static KEPT: RefCell<Vec<Gc<u32>>> = const { RefCell::new(Vec::new()) });
    #[derive(Trace)]
    #[trace(finalize)]
    struct Last(RefCell<Option<Gc<Last>>>);
    impl gc_core::Finalize for Last {
        fn finalize(&self) {
            let seven = NUMBERS.with(|numbers| numbers.intern(7));
            KEPT.with_borrow_mut(|kept| kept.push(seven));
        }
    }
    let heap = gc_core::Heap::with_policy(gc_core::Policy::ZEAL);
    heap.enter(|| {
        let last = Gc::new(Last(RefCell::default()));
        *last.0.borrow_mut() = Some(last.clone());
        drop(last);
        // Allocating collects, and so finalizes.
        let seven = NUMBERS.with(|numbers| numbers.intern(7));
        KEPT.with_borrow(|kept| assert!(Gc::ptr_eq(&kept[0], &seven)));
    });
}

#[test]
fn values_are_listed_and_forgotten() {
    let mut symbols: Interner<str> = Interner::new();
    let one = symbols.intern_str("one");
    assert_eq!(format!("{symbols:?}"), r#"{"one"}"#);
    assert!(symbols.iter().eq([one.clone()]));
    symbols.clear();
    assert!(!Gc::ptr_eq(&symbols.intern_str("one"), &one));
}
