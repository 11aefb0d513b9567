//! That everything returns its memory, and that all pointers give the same answers.

use gc_examples::ast::{self, generate};
use gc_examples::family::{Collected, Counted, CountedWeakly, Family};
use gc_examples::{list, lru, signals, world};

/// Does some work on a heap, and tells whether all of it is returned by a collection at the end.
fn returns_everything(work: impl FnOnce() -> u64) -> bool {
    gc_core::collect();
    let before = gc_core::stats();
    let answer = work();
    gc_core::collect();
    let after = gc_core::stats();
    answer != 0 && (before.objects, before.bytes) == (after.objects, after.bytes)
}

#[test]
fn the_list_returns_its_memory() {
    assert!(returns_everything(|| list::work::<Collected>(10_000)));
}

#[test]
fn the_cache_returns_its_memory() {
    assert!(returns_everything(|| lru::work::<Collected>(10_000)));
}

#[test]
fn signals_return_their_memory() {
    assert!(returns_everything(|| signals::work::<Collected>(1_000)));
}

#[test]
fn the_tree_returns_its_memory() {
    let text = generate(10_000);
    assert!(returns_everything(|| ast::work::<Collected>(&text)));
}

#[test]
fn the_world_returns_its_memory() {
    assert!(returns_everything(|| world::work::<Collected>(1_000)));
}

/// The answers of all programs over one kind of pointers.
fn answers<F: Family>() -> [u64; 5] {
    [
        list::work::<F>(1_000),
        lru::work::<F>(10_000),
        signals::work::<F>(200),
        ast::work::<F>(&generate(2_000)),
        world::work::<F>(500),
    ]
}

#[test]
fn all_pointers_give_the_same_answers() {
    let collected = answers::<Collected>();
    assert_eq!(collected, answers::<Counted>());
    assert_eq!(collected, answers::<CountedWeakly>());
    assert!(collected.iter().all(|&answer| answer != 0));
}
