//! `Trace` for the types of `core`: what they own is found, what owns nothing is not scanned.

use std::alloc::Layout;
use std::any::TypeId;
use std::cell::{Cell, LazyCell, OnceCell, RefCell};
use std::cmp::{Ordering, Reverse};
use std::marker::{PhantomData, PhantomPinned};
use std::mem::{ManuallyDrop, MaybeUninit, discriminant};
use std::num::{NonZero, Saturating, Wrapping};
use std::ops::{Bound, ControlFlow};
use std::panic::AssertUnwindSafe;
use std::ptr::NonNull;
use std::sync::atomic::{self, AtomicPtr, AtomicU8, AtomicU64};
use std::task::Poll;
use std::time::Duration;

use gc_core::Gc;

use crate::support::{Owner, closed_cycle, finds, finds_and_drops, holds, is_leaf, manual_heap};

#[test]
fn a_pointer_in_an_option_or_result_is_found() {
    finds(Some);
    finds_and_drops(Some);
    finds(Ok::<_, String>);
    finds(Err::<String, _>);
    finds(|owner| Ok::<_, Gc<Owner>>((owner, None::<Gc<Owner>>)));
}

#[test]
fn a_pointer_in_a_control_flow_or_poll_is_found() {
    finds(Poll::Ready);
    finds(ControlFlow::<_, u8>::Break);
    finds(ControlFlow::<u8, _>::Continue);
}

#[test]
fn a_pointer_in_a_range_is_found() {
    finds(|owner| owner..);
    finds(|owner| ..owner);
    finds(|owner| ..=owner);
    finds(Bound::Included);
    finds(Bound::Excluded);
}

#[test]
fn both_ends_of_a_range_are_found() {
    let heap = manual_heap();
    let owner = closed_cycle(&heap, |owner| owner.clone()..owner);
    assert_eq!(heap.collect().freed, 2);
    assert!(owner.upgrade().is_none());
    let owner = closed_cycle(&heap, |owner| owner.clone()..=owner);
    assert_eq!(heap.collect().freed, 2);
    assert!(owner.upgrade().is_none());
}

#[test]
fn a_pointer_in_a_newtype_is_found() {
    finds(Wrapping);
    finds(Saturating);
    finds(Reverse);
    finds(AssertUnwindSafe);
    finds_and_drops(Reverse);
}

#[test]
fn a_pointer_in_any_place_of_a_tuple_is_found() {
    finds(|owner| (owner,));
    finds(|owner| (1_u8, "text", owner));
    finds(|owner| (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, owner));
    finds_and_drops(|link| (link, 1, 2));
}

#[test]
fn a_pointer_in_an_array_of_any_length_is_found() {
    finds(|owner| [owner]);
    finds(|owner| [None, Some(owner), None]);
    finds(|owner| {
        let mut many: [Option<Gc<Owner>>; 1000] = [const { None }; 1000];
        many[999] = Some(owner);
        many
    });
}

#[test]
fn a_pointer_in_a_cell_is_found() {
    finds(Cell::new);
    finds(|owner| Cell::new(Some(owner)));
    finds_and_drops(|link| Cell::new(Some(link)));
    finds(RefCell::new);
    finds_and_drops(RefCell::new);
    finds(OnceCell::from);
    finds_and_drops(OnceCell::from);
}

#[test]
fn a_mutably_borrowed_cell_keeps_its_target_until_the_borrow_ends() {
    let heap = manual_heap();
    let cell = heap.alloc(RefCell::new(None));
    let owner = closed_cycle(&heap, |owner| {
        *cell.borrow_mut() = Some(owner);
        cell.clone()
    });
    let borrow = cell.borrow_mut();
    assert_eq!(heap.collect().freed, 0);
    assert!(owner.upgrade().is_some());
    drop(borrow);
    drop(cell);
    assert_eq!(heap.collect().freed, 3);
    assert!(owner.upgrade().is_none());
}

#[test]
fn a_cell_borrowed_for_ever_keeps_its_target_and_nothing_else() {
    let heap = manual_heap();
    let owner = closed_cycle(&heap, |owner| {
        let cell = RefCell::new(owner);
        std::mem::forget(cell.borrow_mut());
        cell
    });
    assert_eq!(heap.collect().freed, 0);
    let kept = owner.upgrade().expect("a borrowed cell holds what it owns");
    kept.let_go();
    drop(kept);
    assert!(owner.upgrade().is_none(), "counting frees what was held");
}

#[test]
fn what_a_cell_borrowed_for_ever_owns_is_dropped_with_it() {
    let heap = manual_heap();
    let owner = closed_cycle(&heap, |owner| {
        let cell = RefCell::new(heap.alloc(1));
        std::mem::forget(cell.borrow_mut());
        (cell, owner)
    });
    assert_eq!(heap.collect().freed, 3);
    assert!(owner.upgrade().is_none());
    assert_eq!(heap.stats().objects, 0);
}

#[test]
fn a_shared_borrow_of_a_cell_hides_nothing() {
    finds(|owner| {
        let cell = RefCell::new(owner);
        std::mem::forget(cell.borrow());
        cell
    });
}

#[test]
fn what_nobody_drops_is_a_leaf() {
    let heap = manual_heap();
    let owner = heap.alloc(Owner::default());
    let object = heap.alloc(ManuallyDrop::new(owner.clone()));
    assert_eq!(heap.collect().freed, 0);
    assert_eq!(Gc::strong_count(&owner), 2);
    let value = Gc::into_inner(object).expect("this is the only handle");
    drop(ManuallyDrop::into_inner(value));
    assert_eq!(Gc::strong_count(&owner), 1);
    is_leaf(MaybeUninit::<Gc<Owner>>::uninit());
}

#[test]
fn a_lazy_cell_is_a_leaf_and_is_not_forced() {
    is_leaf(LazyCell::<u32>::new(|| unreachable!("nobody asked")));
    holds(|owner| LazyCell::<usize, _>::new(move || Gc::strong_count(&owner)));
}

#[test]
fn plain_values_are_leaves() {
    is_leaf(());
    is_leaf(true);
    is_leaf('x');
    is_leaf(1.5_f32);
    is_leaf(1.5_f64);
    is_leaf(1_u128);
    is_leaf(-1_isize);
    is_leaf(NonZero::new(7_u8));
    is_leaf((1_i8, [2_u16; 3], Some("text")));
    is_leaf(Ordering::Less);
    is_leaf(atomic::Ordering::SeqCst);
    is_leaf(Duration::from_secs(1));
    is_leaf(Layout::new::<u64>());
    is_leaf(TypeId::of::<u8>());
    is_leaf(discriminant(&Some(1)));
    is_leaf(..);
    is_leaf(1..=2);
    is_leaf(PhantomPinned);
    is_leaf(std::panic::Location::caller());
    is_leaf(*std::panic::Location::caller());
}

#[test]
fn atomics_are_leaves() {
    is_leaf(AtomicU8::new(1));
    is_leaf(AtomicU64::new(1));
    is_leaf(atomic::AtomicBool::new(true));
    is_leaf(atomic::AtomicIsize::new(1));
    is_leaf(AtomicPtr::<Gc<Owner>>::default());
}

#[test]
fn pointers_without_ownership_are_leaves() {
    is_leaf("text");
    is_leaf::<&'static [u8]>(&[1, 2, 3]);
    is_leaf(std::ptr::null::<Gc<Owner>>());
    is_leaf(std::ptr::null_mut::<Gc<Owner>>());
    is_leaf(NonNull::<Gc<Owner>>::dangling());
    is_leaf(PhantomData::<Gc<Owner>>);
    is_leaf(PhantomData::<dyn Fn()>);
}
