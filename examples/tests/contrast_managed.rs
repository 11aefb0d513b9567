//! What the managed pointer of 2013 promised, as it is re-created.
#![forbid(unsafe_code)]

use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use gc_core::Trace;
use gc_examples::managed::{ManagedMut, managed, managed_mut, task};

/// Counts its drops.
#[derive(Trace)]
#[trace(leaf)]
struct Probe(Arc<AtomicUsize>);

impl Drop for Probe {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

#[derive(Trace)]
struct Knot {
    itself: Option<ManagedMut<Knot>>,
    _probe: Probe,
}

fn tie(drops: &Arc<AtomicUsize>) {
    let itself = None;
    let _probe = Probe(drops.clone());
    let knot = managed_mut(Knot { itself, _probe });
    knot.write().itself = Some(knot.clone());
}

fn message(body: impl FnOnce() + Send) -> String {
    let failure = task(body).expect_err("it fails");
    failure.message().to_owned()
}

#[test]
fn a_value_in_no_cycle_dies_with_its_last_owner() {
    let drops = Arc::<AtomicUsize>::default();
    let seen = task(|| {
        let first = managed(Probe(drops.clone()));
        let second = first.clone();
        drop(first);
        let before = drops.load(Ordering::Relaxed);
        drop(second);
        (before, drops.load(Ordering::Relaxed))
    });
    assert_eq!(seen, Ok((0, 1)));
}

#[test]
fn the_annihilator_drops_cycles_when_the_task_ends_and_not_before() {
    let drops = Arc::<AtomicUsize>::default();
    let knots = if cfg!(miri) { 20 } else { 10_000 };
    let before = task(|| {
        (0..knots).for_each(|_| tie(&drops));
        drops.load(Ordering::Relaxed)
    });
    assert_eq!(before, Ok(0));
    assert_eq!(drops.load(Ordering::Relaxed), knots);
}

#[test]
fn a_task_that_fails_is_annihilated_too() {
    let drops = Arc::<AtomicUsize>::default();
    let failure = message(|| {
        tie(&drops);
        panic!("explicit failure");
    });
    assert_eq!(failure, "explicit failure");
    assert_eq!(drops.load(Ordering::Relaxed), 1);
}

#[test]
fn a_write_to_something_frozen_fails_with_borrowed() {
    let failure = message(|| {
        let value = managed_mut(1);
        let _frozen = value.freeze();
        value.set(2);
    });
    assert_eq!(failure, "borrowed");
}

#[test]
fn a_read_of_something_being_written_fails_with_borrowed() {
    let failure = message(|| {
        let value = managed_mut(1);
        let _writing = value.write();
        let _frozen = value.freeze();
    });
    assert_eq!(failure, "borrowed");
}

#[test]
fn many_may_freeze_a_value_and_it_thaws_afterwards() {
    let sum = task(|| {
        let value = managed_mut(1);
        let sum = *value.freeze() + *value.clone().freeze();
        value.set(sum);
        *value.freeze()
    });
    assert_eq!(sum, Ok(2));
}

#[test]
fn a_destructor_may_come_back_to_the_box_it_left() {
    #[derive(Trace)]
    #[trace(leaf)]
    struct Former(Option<ManagedMut<Former>>, u8);
    thread_local!(static FOUND: Cell<u8> = const { Cell::new(0) });
    impl Drop for Former {
        fn drop(&mut self) {
            if let Some(place) = &self.0 {
                FOUND.set(place.freeze().1);
            }
        }
    }
    let found = task(|| {
        let place = managed_mut(Former(None, 1));
        place.set(Former(Some(place.clone()), 2));
        place.set(Former(None, 3));
        FOUND.get()
    });
    assert_eq!(found, Ok(3));
}

#[test]
#[should_panic(expected = "expected to be in a task")]
fn there_is_no_managed_box_outside_of_a_task() {
    let _lost = managed(1);
}
