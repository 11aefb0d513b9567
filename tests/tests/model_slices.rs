//! Random programs with young collections and collections in slices: see `gc_tests::model::watch`.
//!
//! A failure prints the shrunk program as Rust.
#![forbid(unsafe_code)]

use gc_tests::model::Mismatch;
use gc_tests::model::watch::{Op, Setup, run};
use gc_tests::scale_small;
use quickcheck::{Arbitrary, Gen, QuickCheck};

/// Operations in a program.
const OPERATIONS: usize = scale_small(250, 60);

#[derive(Clone, Debug)]
struct Program {
    palette: u8,
    ops: Vec<Op>,
}

/// One operation, so that quickcheck's shrinker of vectors can be used: it leaves operations out
/// and does not try to simplify one.
#[derive(Clone)]
struct Step(Op);

impl Arbitrary for Step {
    fn arbitrary(g: &mut Gen) -> Self {
        Self(Op::from_bytes(u32::arbitrary(g).to_le_bytes()))
    }
}

impl Arbitrary for Program {
    fn arbitrary(g: &mut Gen) -> Self {
        Self {
            palette: u8::arbitrary(g),
            ops: (0..OPERATIONS).map(|_| Step::arbitrary(g).0).collect(),
        }
    }

    fn shrink(&self) -> Box<dyn Iterator<Item = Self>> {
        let palette = self.palette;
        let steps: Vec<Step> = self.ops.iter().copied().map(Step).collect();
        Box::new(steps.shrink().map(move |steps| Self {
            palette,
            ops: steps.into_iter().map(|step| step.0).collect(),
        }))
    }
}

impl Program {
    fn run(self, setup: Setup) -> Result<(), Mismatch> {
        let palette = self.palette;
        run(&self.ops, Setup { palette, ..setup })
    }
}

fn hold_for(programs: u64, under_miri: u64, property: fn(Program) -> Result<(), Mismatch>) {
    let programs = if cfg!(miri) { under_miri } else { programs };
    QuickCheck::new()
        .tests(programs)
        .min_tests_passed(programs)
        .quickcheck(property);
}

#[test]
fn slices_when_told_to_free_garbage_and_nothing_else() {
    hold_for(60, 3, |program| program.run(Setup::PLAIN));
}

#[test]
fn slices_of_two_heaps_with_edges_between_them_free_garbage_and_nothing_else() {
    hold_for(60, 2, |program| {
        program.run(Setup {
            crossing: true,
            ..Setup::PLAIN
        })
    });
}

#[test]
fn slices_that_allocations_cause_free_garbage_and_nothing_else() {
    hold_for(60, 3, |program| {
        program.run(Setup {
            automatic: true,
            crossing: true,
            ..Setup::PLAIN
        })
    });
}

#[test]
fn slices_in_which_destructors_panic_free_garbage_and_nothing_else() {
    hold_for(60, 2, |program| {
        program.run(Setup {
            explosive: true,
            crossing: true,
            ..Setup::PLAIN
        })
    });
}

#[test]
fn slices_that_allocations_cause_and_in_which_destructors_panic_free_garbage_and_nothing_else() {
    hold_for(60, 2, |program| {
        program.run(Setup {
            explosive: true,
            automatic: true,
            ..Setup::PLAIN
        })
    });
}

#[test]
fn heaps_that_go_between_slices_leave_nothing() {
    hold_for(60, 2, |program| {
        program.run(Setup {
            abandoning: true,
            ..Setup::PLAIN
        })
    });
}

#[test]
fn heaps_that_go_while_one_leads_to_the_other_leave_what_is_let_go_later() {
    hold_for(60, 2, |program| {
        program.run(Setup {
            abandoning: true,
            crossing: true,
            ..Setup::PLAIN
        })
    });
}

/// The finalizer of an object in the first heap saves it, and with it a cycle of the second heap, which is let go when
/// that one has had its last collection.
#[test]
fn a_cycle_that_one_heap_lets_go_after_the_others_end_waits() {
    let program = [
        Op::from_bytes([7, 214, 1, 0]),
        Op::from_bytes([11, 0, 0, 0]),
        Op::from_bytes([0, 80, 136, 0]),
        Op::from_bytes([0, 0, 0, 0]),
        Op::from_bytes([0, 0, 0, 0]),
        Op::from_bytes([11, 1, 1, 0]),
        Op::from_bytes([36, 0, 0, 0]),
        Op::from_bytes([36, 0, 0, 0]),
        Op::from_bytes([36, 0, 0, 0]),
        Op::from_bytes([11, 0, 0, 0]),
    ];
    let setup = Setup {
        abandoning: true,
        crossing: true,
        ..Setup::PLAIN
    };
    assert_eq!(run(&program, setup), Ok(()));
}

#[test]
#[cfg_attr(miri, ignore = "what is forgotten is never freed")]
fn slices_among_forgotten_handles_guards_and_borrows_free_garbage_and_nothing_else() {
    hold_for(60, 0, |program| {
        program.run(Setup {
            forgetting: true,
            crossing: true,
            ..Setup::PLAIN
        })
    });
}
