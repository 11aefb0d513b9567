//! Derived `drop_is_edges` and `finalizer`.
#![forbid(unsafe_code)]
#![expect(
    dead_code,
    clippy::type_complexity,
    reason = "fields are there to be traced, not to be read"
)]

use std::cell::{Cell, RefCell};
use std::marker::PhantomData;
use std::rc::Rc;

use gc_core::{Finalize, Gc, Heap, Policy, Trace, Weak};

fn drop_is_edges<T: Trace>() -> bool {
    T::drop_is_edges()
}

fn has_finalizer<T: Trace>() -> bool {
    T::finalizer().is_some()
}

#[derive(Trace)]
struct Edges {
    number: u32,
    next: Option<Gc<Edges>>,
    cells: (RefCell<Option<Gc<Edges>>>, Cell<u8>, [Option<Gc<str>>; 2]),
    marker: PhantomData<String>,
    text: &'static str,
}

#[derive(Trace)]
struct Owning(Gc<Edges>, Vec<Gc<Edges>>);

#[derive(Trace)]
enum Choice<T> {
    None,
    Some(T, Gc<u8>),
    Named { value: T },
}

#[test]
fn dropping_pointers_and_plain_data_is_only_edges() {
    assert!(drop_is_edges::<Edges>());
    assert!(drop_is_edges::<Choice<Gc<Edges>>>());
    assert!(drop_is_edges::<Choice<u8>>());
}

#[test]
fn dropping_what_owns_memory_is_more_than_edges() {
    assert!(!drop_is_edges::<Owning>());
    assert!(!drop_is_edges::<Choice<String>>());
    assert!(!drop_is_edges::<Choice<Owning>>());
}

#[test]
fn one_field_that_is_more_is_enough() {
    #[derive(Trace)]
    struct Last(Gc<u8>, Box<u8>);
    #[derive(Trace)]
    struct First(Weak<u8>, Gc<u8>);

    assert!(!drop_is_edges::<Last>());
    assert!(!drop_is_edges::<First>(), "a weak pointer is no edge");
}

#[test]
fn a_skipped_field_must_need_no_drop() {
    #[derive(Trace)]
    struct Plain(Gc<u8>, #[trace(skip)] *const u8);
    #[derive(Trace)]
    struct Pointer(Gc<u8>, #[trace(skip)] Gc<u8>);
    #[derive(Trace)]
    struct OfOneType(#[trace(skip)] Gc<u8>, Gc<u8>);

    assert!(drop_is_edges::<Plain>());
    assert!(!drop_is_edges::<Pointer>(), "it is not reported");
    assert!(!drop_is_edges::<OfOneType>(), "it is not reported");
}

#[test]
fn a_leaf_must_need_no_drop() {
    #[derive(Trace)]
    #[trace(leaf)]
    struct Plain(u8);
    #[derive(Trace)]
    #[trace(leaf)]
    struct Pointer(Gc<u8>);
    #[derive(Trace)]
    #[trace(leaf)]
    struct WithDrop;
    impl Drop for WithDrop {
        fn drop(&mut self) {}
    }
    #[derive(Trace)]
    struct Around(Gc<u8>, WithDrop);

    assert!(drop_is_edges::<Plain>());
    assert!(!drop_is_edges::<Pointer>());
    assert!(!drop_is_edges::<WithDrop>());
    assert!(!drop_is_edges::<Around>());
}

#[test]
fn types_without_fields_or_values_drop_nothing() {
    #[derive(Trace)]
    struct Unit;
    #[derive(Trace)]
    enum Never {}

    assert!(drop_is_edges::<Unit>());
    assert!(drop_is_edges::<Never>());
}

#[test]
fn a_last_field_of_unknown_size_answers_where_it_needs_no_drop() {
    #[derive(Trace)]
    struct Tail<T: ?Sized>(u8, T);
    #[derive(Trace)]
    struct Pointer<T: ?Sized>(u8, Gc<T>);

    assert!(drop_is_edges::<Tail<u8>>());
    assert!(!drop_is_edges::<Tail<Gc<u8>>>(), "false is always right");
    assert!(drop_is_edges::<Pointer<str>>());
}

#[test]
fn only_a_type_that_asks_for_it_has_a_finalizer() {
    #[derive(Trace)]
    #[trace(finalize)]
    struct Asking(Gc<u8>);
    impl Finalize for Asking {
        fn finalize(&self) {}
    }
    #[derive(Trace)]
    struct Around(Asking);

    assert!(has_finalizer::<Asking>());
    assert!(drop_is_edges::<Asking>(), "a finalizer runs on its own");
    assert!(!has_finalizer::<Around>());
    assert!(!has_finalizer::<Edges>());
}

#[test]
fn a_finalizer_runs_once_before_the_drop() {
    #[derive(Trace)]
    #[trace(leaf, finalize)]
    struct Last<T: 'static>(Rc<Cell<u32>>, T);
    impl<T> Finalize for Last<T> {
        fn finalize(&self) {
            assert_eq!(self.0.replace(1), 0);
        }
    }
    impl<T> Drop for Last<T> {
        fn drop(&mut self) {
            assert_eq!(self.0.replace(2), 1);
        }
    }
    let heap = Heap::with_policy(Policy::MANUAL);
    let state = Rc::new(Cell::new(0));
    drop(heap.alloc(Last(state.clone(), "text")));
    assert_eq!(state.get(), 2);
}
