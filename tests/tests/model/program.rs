//! Programs as quickcheck makes and shrinks them.

use gc_tests::model::{self, Mismatch, Op, Setup};
use gc_tests::{on_thread, scale_small};
use quickcheck::{Arbitrary, Gen, QuickCheck};

/// Operations in a program.
const OPERATIONS: usize = scale_small(200, 60);

#[derive(Clone, Debug)]
pub(crate) struct Program {
    palette: u8,
    ops: Vec<Op>,
}

impl Program {
    pub(crate) fn run(self, setup: Setup) -> Result<(), Mismatch> {
        let palette = self.palette;
        model::run(&self.ops, Setup { palette, ..setup })
    }

    pub(crate) fn run_on_thread(self, setup: Setup) -> Result<(), Mismatch> {
        on_thread(move || self.run(setup))
    }
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

/// Runs `programs` random programs, `under_miri` under Miri, until one does not do as it should.
pub(crate) fn hold_for(
    programs: u64,
    under_miri: u64,
    property: fn(Program) -> Result<(), Mismatch>,
) {
    let programs = if cfg!(miri) { under_miri } else { programs };
    QuickCheck::new()
        .tests(programs)
        .min_tests_passed(programs)
        .quickcheck(property);
}
