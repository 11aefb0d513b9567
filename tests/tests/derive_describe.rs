//! Derived `describe`: which types a heap scans.
#![forbid(unsafe_code)]
#![expect(
    dead_code,
    clippy::type_complexity,
    reason = "fields are there to be traced, not to be read"
)]

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::HashMap;
use std::marker::PhantomData;
use std::rc::Rc;

use gc_core::{Gc, Heap, Policy, Trace, Weak};

/// Whether a heap scans objects of the type. It knows [`Ring`] too: where a pointer leads is known
/// only once there is an object of that type.
fn is_scanned<T: Trace>(value: T) -> bool {
    let heap = Heap::with_policy(Policy::MANUAL);
    drop(heap.alloc(Ring::default()));
    let object = heap.alloc(value);
    let stats = heap.stats();
    drop(object);
    assert_eq!(stats.objects, 1);
    stats.scanned == 1
}

/// On a circle: objects of it are scanned.
#[derive(Default, Trace)]
struct Ring {
    next: RefCell<Option<Gc<Ring>>>,
}

/// Leads to nothing.
#[derive(Default, Trace)]
struct Leaf {
    number: u32,
    text: String,
}

#[derive(Default, Trace)]
struct Generic<T> {
    value: T,
}

#[test]
fn a_type_without_pointers_is_not_scanned() {
    #[derive(Default, Trace)]
    struct Plain {
        leaf: Leaf,
        list: Vec<(Leaf, [u8; 4])>,
        table: HashMap<String, Option<Leaf>>,
        shared: Rc<RefCell<Leaf>>,
        function: Option<fn(&Plain) -> u8>,
        text: Option<&'static str>,
    }
    assert!(!is_scanned(Plain::default()));
}

#[test]
fn a_type_that_leads_to_no_circle_is_not_scanned() {
    #[derive(Default, Trace)]
    struct Inert {
        leaf: Option<Gc<Leaf>>,
        more: Vec<Gc<Generic<u8>>>,
        text: Option<Gc<str>>,
    }
    assert!(!is_scanned(Inert::default()));
}

#[test]
fn a_type_on_a_circle_is_scanned() {
    #[derive(Default, Trace)]
    struct Parent(Vec<Gc<Child>>);
    #[derive(Default, Trace)]
    struct Child(RefCell<Option<Gc<Parent>>>);

    assert!(is_scanned(Ring::default()));
    let heap = Heap::with_policy(Policy::MANUAL);
    let child = heap.alloc(Child::default());
    let parent = heap.alloc(Parent(vec![child]));
    assert_eq!(heap.stats().scanned, 2);
    assert!(parent.0[0].0.borrow().is_none());
}

#[test]
fn a_type_that_leads_to_a_circle_is_scanned() {
    #[derive(Default, Trace)]
    struct Leading(Generic<Option<Gc<Ring>>>);

    assert!(is_scanned(Leading::default()));
}

#[test]
fn a_weak_pointer_leads_nowhere() {
    #[derive(Default, Trace)]
    struct Watcher {
        weak: Weak<Ring>,
        more: Vec<Weak<Watcher>>,
        boxed: Option<Box<Weak<Ring>>>,
    }
    assert!(!is_scanned(Watcher::default()));
}

#[test]
fn boxes_are_as_precise_as_what_is_in_them() {
    #[derive(Default, Trace)]
    struct Boxes {
        leaf: Box<Leaf>,
        slice: Box<[Leaf]>,
        nested: Option<Box<Vec<Box<[Box<Leaf>]>>>>,
        text: Box<str>,
        pointer: Option<Box<Gc<Leaf>>>,
        generic: Generic<Box<Generic<Leaf>>>,
        tuple: (Box<(u8, Leaf)>, Option<Box<[Leaf; 2]>>),
        cells: RefCell<Cell<Option<Box<OnceCell<Leaf>>>>>,
    }
    #[derive(Trace)]
    struct BoxedRing(Box<[Option<Box<Gc<Ring>>>]>);

    assert!(!is_scanned(Boxes::default()));
    assert!(is_scanned(BoxedRing(Box::new([]))));
}

#[test]
fn a_box_of_the_type_itself_adds_nothing() {
    #[derive(Trace)]
    enum Expr {
        Number(f64),
        Add(Box<Expr>, Box<Self>),
        Call(Vec<Option<Box<Expr>>>),
    }
    #[derive(Trace)]
    enum Tree<T> {
        Leaf(T),
        Fork(Box<[Tree<T>]>),
    }
    let one = || Box::new(Expr::Number(1.0));
    assert!(!is_scanned(Expr::Add(one(), one())));
    assert!(!is_scanned(Expr::Call(vec![Some(one())])));
    assert!(!is_scanned(Tree::Fork(Box::new([Tree::Leaf(1)]))));
    assert!(is_scanned(Tree::<Gc<Ring>>::Fork(Box::new([]))));
    assert!(is_scanned(Tree::Leaf(RefCell::new(None::<Gc<Ring>>))));
}

#[test]
fn boxes_of_parameters_are_as_precise_as_the_argument() {
    #[derive(Trace)]
    struct Boxed<T> {
        value: Box<T>,
        list: Box<[T]>,
    }
    fn boxed<T: Trace>(value: T) -> Boxed<T> {
        Boxed {
            value: Box::new(value),
            list: Box::new([]),
        }
    }
    assert!(!is_scanned(boxed(Leaf::default())));
    assert!(is_scanned(boxed(Ring::default())));
}

#[test]
fn a_trait_object_may_be_anything() {
    #[derive(Trace)]
    struct Dynamic(Box<dyn Trace>);
    #[derive(Trace)]
    struct MaybeUnsized<T: ?Sized>(Box<T>);
    #[derive(Default, Trace)]
    struct Pointer(Option<Gc<dyn Trace>>);

    assert!(is_scanned(Dynamic(Box::new(1_u8))));
    assert!(is_scanned(MaybeUnsized::<dyn Trace>(Box::new(1_u8))));
    assert!(is_scanned(Pointer::default()));
}

#[test]
fn a_last_field_of_unknown_size_may_be_anything() {
    #[derive(Trace)]
    struct Tail<T: ?Sized>(u8, T);

    assert!(is_scanned(Tail(1, Ring::default())));
    assert!(is_scanned(Tail(1, RefCell::new(None::<Gc<Ring>>))));
}

#[test]
fn markers_skipped_fields_and_leaves_lead_nowhere() {
    #[derive(Default, Trace)]
    struct Marked(
        PhantomData<Ring>,
        Box<PhantomData<Box<Ring>>>,
        Option<fn(Ring)>,
    );
    #[derive(Default, Trace)]
    struct Skipping(#[trace(skip)] Vec<Gc<Ring>>, u8);
    #[derive(Default, Trace)]
    #[trace(leaf)]
    struct Opaque(Vec<Gc<Ring>>);

    assert!(!is_scanned(Marked::default()));
    assert!(!is_scanned(Skipping::default()));
    assert!(!is_scanned(Opaque::default()));
}

#[test]
fn function_pointers_lead_nowhere() {
    #[derive(Trace)]
    struct Vtable {
        plain: fn(Ring) -> Ring,
        reference: fn(&Ring) -> u8,
        mutable: Option<fn(&mut Ring, &str)>,
        cell: Cell<Option<fn(&Vtable) -> &Ring>>,
    }
    assert!(!is_scanned(Vtable {
        plain: |ring| ring,
        reference: |_| 1,
        mutable: None,
        cell: Cell::new(None),
    }));
}

#[test]
fn types_written_by_macros_are_described() {
    macro_rules! made {
        ($inner:ty, $boxed:ty) => {{
            #[derive(Default, Trace)]
            struct Made {
                inner: Vec<Box<$inner>>,
                boxed: $boxed,
            }
            Made::default()
        }};
    }
    macro_rules! list {
        ($inner:ty) => { Vec<$inner> };
    }
    assert!(!is_scanned(made!(Leaf, Option<Box<[Leaf]>>)));
    assert!(!is_scanned(made!(u8, list!(Leaf))));
    assert!(is_scanned(made!(Ring, ())));
    assert!(is_scanned(made!((), list!(Gc<Ring>))));
}
