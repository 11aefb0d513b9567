//! Pointers that travel as another type than the value was made with.

use std::any::Any;
use std::cell::RefCell;
use std::fmt::Display;

use gc_core::{Gc, Heap, Trace, Weak, unsize};

/// What a pointer of unknown type is kept as.
#[derive(Trace)]
struct Erased;

#[derive(Trace)]
struct Object {
    parts: RefCell<Vec<Gc<Erased>>>,
}

#[test]
fn a_cycle_through_a_cast_pointer_is_collected() {
    let heap = Heap::new();
    let parts = RefCell::default();
    let object = Gc::new_in(Object { parts }, &heap);
    // SAFETY: it is never read as an `Erased`, which has no size anyway.
    let erased = unsafe { Gc::cast_unchecked::<Erased>(object.clone()) };
    object.parts.borrow_mut().push(erased);
    assert_eq!(heap.collect().freed, 0);
    drop(object);
    assert_eq!(heap.collect().freed, 1);
}

#[derive(Trace)]
struct Holder {
    array: RefCell<Option<Gc<[Gc<Holder>; 1]>>>,
}

#[test]
fn a_cycle_through_a_slice_taken_for_an_array_is_collected() {
    let heap = Heap::new();
    heap.enter(|| {
        let array = RefCell::default();
        let holder = Gc::new(Holder { array });
        let slice: Gc<[Gc<Holder>]> = Gc::from([holder.clone()]);
        *holder.array.borrow_mut() = slice.try_into().ok();
        assert!(holder.array.borrow().is_some());
    });
    assert_eq!(heap.collect().freed, 2);
}

#[derive(Trace)]
struct Listener {
    all: RefCell<Vec<Gc<dyn Any>>>,
}

#[test]
fn a_cycle_through_an_unsized_pointer_is_collected() {
    let all = RefCell::default();
    let listener = Gc::new(Listener { all });
    let any: Gc<dyn Any> = unsize!(listener.clone() => dyn Any);
    listener.all.borrow_mut().push(any);
    drop(listener);
    assert_eq!(gc_core::collect().freed, 1);
}

#[test]
fn an_unsized_pointer_to_an_unsized_tail_reads_the_same_value() {
    let cell: Gc<RefCell<dyn Display>> = unsize!(Gc::new(RefCell::new(5)) => RefCell<dyn Display>);
    assert_eq!(cell.borrow().to_string(), "5");
    let nothing: Weak<dyn Display> = unsize!(Weak::<u8>::new() => dyn Display);
    assert!(nothing.upgrade().is_none());
}

#[test]
fn a_wrong_downcast_gives_the_pointer_back() {
    let any = unsize!(Gc::new(5_u8) => dyn Any);
    let any = any.downcast::<u16>().expect_err("it is a u8");
    assert_eq!(any.downcast::<u8>().ok().as_deref(), Some(&5));
}

#[test]
fn raw_round_trips_keep_value_and_count() {
    let slice: Gc<[String]> = ["a", "b"].map(String::from).into();
    let weak = Gc::downgrade(&slice);
    let raw = Gc::into_raw(slice);
    // SAFETY: it came from `into_raw`, once.
    let slice = unsafe { Gc::from_raw(raw) };
    assert_eq!((Gc::strong_count(&slice), &*slice[1]), (1, "b"));
    let raw = weak.into_raw();
    // SAFETY: it came from `into_raw`, once.
    let weak = unsafe { Weak::from_raw(raw) };
    assert!(Gc::ptr_eq(&weak.upgrade().expect("it lives"), &slice));
    let text = Gc::into_raw(Gc::<str>::from("text"));
    // SAFETY: it came from `into_raw`, once.
    assert_eq!(&*unsafe { Gc::from_raw(text) }, "text");
    let shown = Gc::into_raw(unsize!(Gc::new(7) => dyn Display));
    // SAFETY: it came from `into_raw`, once.
    assert_eq!(unsafe { Gc::from_raw(shown) }.to_string(), "7");
}
