//! A pointer that has become one to a supertype of its value must not let the value be changed: drop
//! glue and finalizer still take it for what it was made as.

use std::any::Any;
use std::cell::Cell;

use gc_core::{Finalize, Gc, Trace, unsize};
use gc_tests::Log;

type TakesAny = for<'a> fn(&'a str);
type TakesStatic = fn(&'static str);

thread_local! {
    static KEPT: Cell<&'static str> = const { Cell::new("") };
}

fn keep(text: &'static str) {
    KEPT.set(text);
}

fn ignore(_: &str) {}

/// Lends text that lives shortly to its function, where that was made to take any.
#[derive(Trace)]
#[trace(finalize)]
struct Lender<F> {
    lend_to: F,
    log: Log,
}

impl<F: 'static> Finalize for Lender<F> {
    fn finalize(&self) {
        if let Some(lend_to) = (&self.lend_to as &dyn Any).downcast_ref::<TakesAny>() {
            lend_to(&String::from("text that is gone soon"));
            self.log.push(1);
        }
    }
}

fn lender(log: &Log) -> Gc<Lender<TakesStatic>> {
    let made: Gc<Lender<TakesAny>> = Gc::new(Lender {
        lend_to: ignore as TakesAny,
        log: log.clone(),
    });
    made
}

#[test]
fn a_value_cannot_be_changed_through_a_pointer_to_a_supertype() {
    let log = Log::new();
    let mut lender = lender(&log);
    assert!(Gc::get_mut(&mut lender).is_none());
    drop(lender);
    assert_eq!(log.take(), [1]);
    assert_eq!(KEPT.get(), "");
}

#[test]
fn make_mut_through_a_pointer_to_a_supertype_changes_a_clone() {
    let made: Gc<TakesAny> = Gc::new(ignore);
    let before = Gc::as_ptr(&made).addr();
    let mut other: Gc<TakesStatic> = made;
    *Gc::make_mut(&mut other) = keep;
    assert_ne!(Gc::as_ptr(&other).addr(), before);
    assert_eq!(Gc::value_type_name(&other), "fn(&str)");
    (*other)("kept");
    assert_eq!(KEPT.get(), "kept");
}

#[test]
#[should_panic(expected = "only a pointer to what the value was made as can be unsized")]
fn a_pointer_to_a_supertype_cannot_be_hidden_in_a_trait_object() {
    let made: Gc<TakesAny> = Gc::new(ignore);
    let other: Gc<TakesStatic> = made;
    drop(unsize!(other => dyn Any));
}

/// Lends a local text to what it holds, if that is what it was made with.
#[derive(Trace)]
#[trace(leaf)]
struct Caller<T: 'static>(T);

impl<T: 'static> Drop for Caller<T> {
    fn drop(&mut self) {
        if let Some(call) = (&self.0 as &dyn Any).downcast_ref::<TakesAny>() {
            call(&String::from("a text that is gone after the call"));
        }
    }
}

#[test]
fn an_array_made_of_a_slice_does_not_hide_what_it_was_made_as() {
    fn ignore(_: &str) {}
    let any: Gc<[Caller<TakesAny>]> = Gc::from([Caller(ignore as TakesAny)]);
    let some: Gc<[Caller<TakesStatic>]> = any;
    let mut some: Gc<[Caller<TakesStatic>; 1]> = some.try_into().ok().expect("there is one");
    if let Some(mut some) = Gc::get_mut(&mut some) {
        some[0].0 = keep;
    }
    assert!(Gc::get_mut(&mut some).is_none());
    drop(some);
    assert_eq!(KEPT.take(), "");
}
