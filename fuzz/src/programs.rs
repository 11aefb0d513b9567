//! Programs for the two models of `gc_tests`.

use arbitrary::{Arbitrary, Result, Unstructured};
use gc_tests::model::{self, Crossing, watch};
use gc_tests::on_thread;

use crate::expect_none;

/// What the bytes before a program choose.
#[derive(Arbitrary, Debug)]
struct Choice {
    palette: u8,
    crossing: u8,
    manner: Manner,
}

/// In which way a program differs from the plain ones.
#[derive(Arbitrary, Clone, Copy, Debug, PartialEq, Eq)]
enum Manner {
    Plain,
    Automatic,
    OwnHeap,
    Abandoning,
}

/// Operations a program has at most: longer ones find little more, and take longer.
const LONGEST: usize = 400;

/// The program that the rest of the bytes stand for, four an operation.
fn program<O>(rest: &[u8], op: impl Fn([u8; 4]) -> O) -> Vec<O> {
    let (operations, _) = rest.as_chunks::<4>();
    operations.iter().take(LONGEST).map(|it| op(*it)).collect()
}

impl Choice {
    fn model(&self, explosive: bool) -> model::Setup {
        model::Setup {
            crossing: match self.crossing % 3 {
                0 => Crossing::Never,
                1 => Crossing::Forward,
                _ => Crossing::Free,
            },
            automatic: !explosive && matches!(self.manner, Manner::Automatic | Manner::OwnHeap),
            explosive,
            forgetting: false,
            own_heap: self.manner == Manner::OwnHeap,
            palette: self.palette,
        }
    }

    fn watched(&self, explosive: bool) -> watch::Setup {
        watch::Setup {
            crossing: self.crossing % 2 == 1,
            automatic: self.manner == Manner::Automatic,
            explosive,
            forgetting: false,
            abandoning: self.manner == Manner::Abandoning,
            palette: self.palette,
        }
    }
}

fn run_model(u: &mut Unstructured<'_>, explosive: bool) -> Result<()> {
    let setup = Choice::arbitrary(u)?.model(explosive);
    let ops = program(u.take_rest_of_program(), model::Op::from_bytes);
    expect_none(if setup.own_heap {
        on_thread(move || model::run(&ops, setup))
    } else {
        model::run(&ops, setup)
    });
    Ok(())
}

fn run_watched(u: &mut Unstructured<'_>, explosive: bool) -> Result<()> {
    let setup = Choice::arbitrary(u)?.watched(explosive);
    let ops = program(u.take_rest_of_program(), watch::Op::from_bytes);
    expect_none(watch::run(&ops, setup));
    Ok(())
}

/// The bytes that are left, by reference.
trait TakeRest<'a> {
    fn take_rest_of_program(&mut self) -> &'a [u8];
}

impl<'a> TakeRest<'a> for Unstructured<'a> {
    fn take_rest_of_program(&mut self) -> &'a [u8] {
        let rest = self.bytes(self.len());
        rest.unwrap_or_default()
    }
}

/// Runs a program of pointer operations on heaps and on the model, which foretells all that they do.
///
/// # Errors
///
/// If the bytes are too few for a program.
///
/// # Panics
///
/// If a heap did anything else.
pub fn pointers(u: &mut Unstructured<'_>) -> Result<()> {
    run_model(u, false)
}

/// Runs a program with young collections and collections in slices, and watches who dies.
///
/// # Errors
///
/// If the bytes are too few for a program.
///
/// # Panics
///
/// If anything died that could be reached, or lived that could not.
pub fn slices(u: &mut Unstructured<'_>) -> Result<()> {
    run_watched(u, false)
}

/// Runs programs of either kind, some of whose destructors panic.
///
/// # Errors
///
/// If the bytes are too few for a program.
///
/// # Panics
///
/// As [`pointers`] and [`slices`].
pub fn explosive(u: &mut Unstructured<'_>, in_slices: bool) -> Result<()> {
    if in_slices {
        run_watched(u, true)
    } else {
        run_model(u, true)
    }
}
