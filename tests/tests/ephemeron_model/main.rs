//! Random programs with weak maps against a plain graph.
//!
//! The graph says, the slow way, what can be reached: a value is, once its map and its key are. Whatever
//! is reached must live, and after a complete collection nothing else may. 1 400 programs of 120 operations in a normal
//! run; a failure prints the shrunk program.
#![forbid(unsafe_code)]

mod graph;
mod machine;
mod thing;

use gc_core::Policy;
use gc_tests::scale_small;
use machine::{Op, run};
use quickcheck::{Arbitrary, Gen, QuickCheck};

const OPERATIONS: usize = scale_small(120, 40);
/// Objects that are there and do nothing.
const CROWD: usize = scale_small(600, 60);

#[derive(Clone, Debug)]
struct Program(Vec<Op>);

impl Arbitrary for Program {
    fn arbitrary(g: &mut Gen) -> Self {
        Self(
            (0..OPERATIONS)
                .map(|_| Op::from_bytes(u32::arbitrary(g).to_le_bytes()))
                .collect(),
        )
    }

    fn shrink(&self) -> Box<dyn Iterator<Item = Self>> {
        let len = self.0.len();
        let halves = [self.0[..len / 2].to_vec(), self.0[len / 2..].to_vec()];
        let halves = halves.into_iter().filter(move |half| half.len() < len);
        let ops = self.0.clone();
        let others = (0..len).map(move |left_out| {
            let mut ops = ops.clone();
            ops.remove(left_out);
            ops
        });
        Box::new(halves.chain(others).map(Self))
    }
}

fn hold_for(programs: usize, under_miri: usize, property: fn(Program) -> Result<(), String>) {
    QuickCheck::new()
        .rng(Gen::new(OPERATIONS))
        .tests(scale_small(programs, under_miri) as u64)
        .quickcheck(property);
}

#[test]
fn programs_that_collect_when_told_to_keep_exactly_what_is_reached() {
    hold_for(900, 3, |program| run(&program.0, Policy::MANUAL, 0));
}

/// So large that a collection looks only at what was touched.
#[test]
fn programs_in_a_large_heap_keep_exactly_what_is_reached() {
    hold_for(200, 1, |program| run(&program.0, Policy::MANUAL, CROWD));
}

#[test]
fn programs_whose_allocations_collect_keep_what_is_reached() {
    hold_for(200, 1, |program| run(&program.0, Policy::ZEAL, 0));
}

#[test]
fn programs_with_short_pauses_keep_what_is_reached() {
    hold_for(100, 1, |program| run(&program.0, Policy::LOW_PAUSE, 0));
}
