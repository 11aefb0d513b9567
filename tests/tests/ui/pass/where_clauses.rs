//! Bounds on the parameters and in `where`, with lifetimes of their own.
#![forbid(unsafe_code)]
#![deny(warnings)]

use std::fmt::Debug;

use gc_core::{Gc, Trace};

#[derive(Trace)]
struct Sorted<T: Ord + Clone, F>
where
    T: Debug,
    F: for<'a> Fn(&'a T) -> bool + Trace,
    for<'a> &'a T: PartialEq,
    Vec<T>: Debug,
    u8: Into<u32>,
{
    items: Vec<T>,
    filter: F,
}

#[derive(Trace)]
struct Trailing<T>(T)
where
    T: Copy;

#[derive(Trace)]
enum Bounded<T>
where
    T: Trace + 'static,
{
    Some(T),
    None,
}

fn main() {
    fn is_one(number: &u8) -> bool {
        *number == 1
    }
    let filter: fn(&u8) -> bool = is_one;
    let sorted = Gc::new(Sorted {
        items: vec![1],
        filter,
    });
    assert!(sorted.items.iter().all(|item| (sorted.filter)(item)));
    assert_eq!(Gc::new(Trailing(2)).0, 2);
    let bounded = Gc::new([Bounded::Some(1), Bounded::None]);
    assert!(matches!(*bounded, [Bounded::Some(1), Bounded::None]));
}
