//! `make_mut`: what it moves, what it clones, and who may interfere.

use std::cell::{Cell, RefCell};

use gc_core::{Finalize, Gc, Heap, Policy, Trace, Weak};

thread_local! {
    static TARGET: RefCell<Weak<String>> = const { RefCell::new(Weak::new()) };
    static TEXT: RefCell<Option<Weak<str>>> = const { RefCell::new(None) };
    static KEPT: Cell<Option<Gc<String>>> = const { Cell::new(None) };
    static KEPT_TEXT: Cell<Option<Gc<str>>> = const { Cell::new(None) };
}

/// Garbage whose finalizer makes a handle to what `TARGET` and `TEXT` point to.
#[derive(Trace)]
#[trace(finalize)]
struct Upgrader(RefCell<Option<Gc<Upgrader>>>);

impl Finalize for Upgrader {
    fn finalize(&self) {
        KEPT.set(TARGET.with_borrow(Weak::upgrade));
        KEPT_TEXT.set(TEXT.with_borrow(|text| text.as_ref().and_then(Weak::upgrade)));
    }
}

fn leave_an_upgrader_as_garbage() {
    let upgrader = Gc::new(Upgrader(RefCell::default()));
    *upgrader.0.borrow_mut() = Some(upgrader.clone());
}

#[test]
fn a_finalizer_that_upgrades_while_the_value_moves_keeps_it_whole() {
    let heap = Heap::with_policy(Policy::ZEAL);
    heap.enter(|| {
        let paused = heap.pause_collection();
        let mut mine = Gc::new(String::from("shared"));
        TARGET.set(Gc::downgrade(&mine));
        leave_an_upgrader_as_garbage();
        drop(paused);
        Gc::make_mut(&mut mine).push('!');
        let theirs = KEPT.take().expect("the finalizer has run");
        assert_eq!((mine.as_str(), theirs.as_str()), ("shared!", "shared"));
        TARGET.take();
    });
}

#[test]
fn a_finalizer_that_upgrades_while_text_moves_keeps_it_whole() {
    let heap = Heap::with_policy(Policy::ZEAL);
    heap.enter(|| {
        let paused = heap.pause_collection();
        let mut mine: Gc<str> = Gc::from("shared");
        TEXT.set(Some(Gc::downgrade(&mine)));
        leave_an_upgrader_as_garbage();
        drop(paused);
        Gc::make_mut(&mut mine).make_ascii_uppercase();
        let theirs = KEPT_TEXT.take().expect("the finalizer has run");
        assert_eq!((&*mine, &*theirs), ("SHARED", "shared"));
        TEXT.take();
    });
}

#[test]
fn weaks_are_left_behind_and_other_handles_keep_the_old_value() {
    let mut numbers: Gc<[String]> = ["a", "b"].map(String::from).into();
    let weak = Gc::downgrade(&numbers);
    Gc::make_mut(&mut numbers)[0].push('1');
    assert!(weak.upgrade().is_none());
    let old = numbers.clone();
    Gc::make_mut(&mut numbers)[1].push('2');
    assert_eq!(*numbers, ["a1", "b2"]);
    assert_eq!(*old, ["a1", "b"]);
}
