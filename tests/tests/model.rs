//! Random programs against the model: see `gc_tests::model`.
//!
//! 11 100 programs of 200 operations in a normal run. A failure prints the shrunk program as Rust.
#![forbid(unsafe_code)]

#[path = "model/program.rs"]
mod program;

use gc_tests::model::{Crossing, Setup};
use program::hold_for;

#[test]
fn programs_that_collect_when_told_to_do_what_the_model_says() {
    hold_for(4_000, 3, |program| program.run(Setup::PLAIN));
}

#[test]
fn programs_with_edges_from_one_heap_to_the_other_do_what_the_model_says() {
    hold_for(1_500, 2, |program| {
        program.run(Setup {
            crossing: Crossing::Forward,
            ..Setup::PLAIN
        })
    });
}

#[test]
fn programs_with_cycles_through_both_heaps_do_what_the_model_says() {
    hold_for(1_500, 2, |program| {
        program.run(Setup {
            crossing: Crossing::Free,
            ..Setup::PLAIN
        })
    });
}

#[test]
fn programs_whose_allocations_collect_do_what_the_model_says() {
    hold_for(2_000, 3, |program| {
        program.run(Setup {
            automatic: true,
            crossing: Crossing::Free,
            ..Setup::PLAIN
        })
    });
}

#[test]
fn programs_whose_destructors_panic_do_what_the_model_says() {
    hold_for(1_500, 2, |program| {
        program.run(Setup {
            explosive: true,
            crossing: Crossing::Forward,
            ..Setup::PLAIN
        })
    });
}

#[test]
#[cfg_attr(miri, ignore = "what is forgotten is never freed")]
fn programs_that_forget_handles_guards_and_borrows_do_what_the_model_says() {
    hold_for(300, 0, |program| {
        program.run(Setup {
            forgetting: true,
            crossing: Crossing::Free,
            ..Setup::PLAIN
        })
    });
}

#[test]
fn programs_in_the_heap_of_a_thread_do_what_the_model_says() {
    hold_for(300, 2, |program| {
        program.run_on_thread(Setup {
            own_heap: true,
            automatic: true,
            ..Setup::PLAIN
        })
    });
}
