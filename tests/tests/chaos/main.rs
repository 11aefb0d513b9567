//! Random programs whose callbacks (finalizers, destructors, hashers, comparisons, clones, labels, hooks) do at
//! random whatever the program itself may do, the collector's own operations included.
//!
//! Each value knows whether it lives, was finalized or was dropped; whatever is reached is asked. Where nothing
//! forgets guards or mixes heaps, nothing may be left at the end.
//!
//! `CHAOS_SEED` and `CHAOS_RUNS` say with which program to begin, and how many to run.
#![forbid(unsafe_code)]

mod handles;
mod heaps;
mod tables;
mod values;
mod world;

use std::panic::{AssertUnwindSafe, catch_unwind};

use gc_core::{Heap, Policy};

use world::*;

/// Programs of each kind, and the steps in one.
const SIZE: (u64, u32) = if cfg!(miri) {
    (4, 60)
} else if cfg!(gc_zeal) {
    (500, 400)
} else {
    (100, 400)
};

/// Each as often as it is to be chosen.
const OPERATIONS: [fn(); 40] = [
    handles::make_node,
    handles::make_node,
    handles::make_node,
    handles::make_node,
    handles::drop_root,
    handles::link_nodes,
    handles::link_nodes,
    handles::link_nodes,
    handles::move_a_root_into_a_cell,
    handles::move_between_cells,
    handles::make_weak,
    handles::upgrade_weak,
    handles::drop_weak,
    tables::insert_pair,
    tables::read_map,
    tables::change_map,
    tables::make_ephemeron,
    tables::use_ephemeron,
    tables::use_set,
    tables::use_cache,
    tables::intern,
    tables::drop_name,
    world::collect_somehow,
    world::collect_somehow,
    world::collect_somehow,
    world::collect_somehow,
    heaps::take_snapshot,
    handles::unwrap_root,
    handles::borrow_root,
    handles::change_shared_part,
    handles::make_shape,
    handles::make_parts,
    handles::change_parts,
    heaps::use_heaps,
    heaps::change_policy,
    heaps::change_hook,
    heaps::pause,
    handles::make_cyclic,
    heaps::collect_while_borrowed,
    tables::use_map_in_node,
];

/// Does something.
fn operate() {
    OPERATIONS[random(OPERATIONS.len() as u32) as usize]();
}

fn quietly(run: impl FnOnce()) {
    if let Err(panic) = catch_unwind(AssertUnwindSafe(run)) {
        let text = panic.downcast_ref::<&str>().map(|it| (*it).to_owned());
        let text = text
            .or_else(|| panic.downcast_ref::<String>().cloned())
            .unwrap_or_default();
        let expected = ["boom", "already", "finalized", "poison", "Poison"];
        if !expected.iter().any(|it| text.contains(it)) {
            fault(&text);
        }
    }
}

fn run(seed: u64, wild: bool, panics: bool, steps: u32) {
    SEED.set(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    (0..4).for_each(|_| _ = random(2));
    WILD.set(wild);
    PANICS.set(panics);
    for _ in 0..steps {
        FUEL.set(6);
        quietly(operate);
        if DEPTH.get() != 0 {
            fault("a callback did not end");
        }
    }
    FUEL.set(0);
    let heap = Heap::current();
    heap.clear_collection_hook();
    heap.set_policy(Policy::MANUAL);
    // Finalizers save some of what they meet, each value once.
    for _ in 0..30 {
        quietly(|| drop(ROOTS.take()));
        quietly(|| drop(WEAKS.take()));
        quietly(|| drop(PARTS.take()));
        quietly(|| drop(SMALL.take()));
        quietly(|| drop(HEAPS.take()));
        quietly(|| drop(MAP.take()));
        quietly(|| drop(PAIRS.take()));
        quietly(|| drop(SET.take()));
        quietly(|| drop(CACHE.take()));
        quietly(|| drop(HELD.take()));
        quietly(|| _ = heap.collect());
    }
    // (A destructor that panics where a function ends makes the compiler lose what the function returns.)
    if !wild && !panics {
        let left = LIVES.with_borrow(|lives| {
            lives
                .values()
                .filter(|life| **life != Life::Dropped)
                .count()
        });
        let stats = heap.stats();
        if left != 0 || stats.objects != 0 {
            eprintln!("{stats}");
            fault(&format!("seed {seed}: {left} values left"));
        }
        if stats.external_bytes != 0 {
            fault("external bytes left");
        }
    }
    LIVES.take();
}

fn seeds() -> core::ops::Range<u64> {
    let number = |name: &str, default| {
        std::env::var(name)
            .ok()
            .and_then(|it| it.parse().ok())
            .unwrap_or(default)
    };
    let first = number("CHAOS_SEED", 0);
    first..first + number("CHAOS_RUNS", SIZE.0)
}

fn programs(wild: bool, panics: bool) {
    std::panic::set_hook(Box::new(|_| ()));
    for seed in seeds() {
        std::thread::spawn(move || run(seed, wild, panics, SIZE.1))
            .join()
            .unwrap_or_else(|_| fault("a thread has panicked"));
    }
}

#[test]
fn a_program_whose_callbacks_do_anything_leaves_nothing() {
    programs(false, false);
}

#[test]
fn so_does_one_whose_callbacks_panic() {
    programs(false, true);
}

#[test]
fn heaps_and_forgotten_guards_make_no_difference_to_what_lives() {
    programs(true, true);
}
