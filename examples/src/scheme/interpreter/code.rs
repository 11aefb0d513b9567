//! What the machine runs.
//!
//! ```text
//! stack   ... | procedure | argument 0 | argument 1 | ... | variables and temporaries ...
//!                           ^ base                          slots count from base
//! ```

use gc_core::Trace;
use smallvec::SmallVec;

use super::Ptr;
use super::position::Position;
use super::primitives::Primitive;
use super::symbol::Symbol;
use super::value::{Slot, Value};

/// A procedure and the variables that it sees from where it was made.
#[derive(Trace)]
pub(crate) struct Closure {
    pub(crate) code: Ptr<Code>,
    pub(crate) captured: SmallVec<[Value; 2]>,
}

/// A variable of the outermost level.
#[derive(Trace)]
pub(crate) struct Global {
    pub(crate) name: Symbol,
    pub(crate) value: Slot,
}

/// The text of a procedure, compiled.
#[derive(Trace)]
pub(crate) struct Code {
    pub(crate) ops: Vec<Op>,
    pub(crate) constants: Vec<Value>,
    pub(crate) globals: Vec<Ptr<Global>>,
    pub(crate) primitives: Vec<&'static Primitive>,
    pub(crate) inner: Vec<Ptr<Code>>,
    /// What a closure over this takes from where it is made.
    pub(crate) captures: Vec<Source>,
    pub(crate) required: usize,
    /// Whether it takes more arguments, as a list.
    pub(crate) rest: bool,
    pub(crate) name: Option<Symbol>,
    /// Where the code from an operation on was read; sorted.
    pub(crate) positions: Vec<(u32, Position)>,
    pub(crate) start: Position,
    /// The variables that operations read out of cells; sorted.
    pub(crate) cells: Vec<(u32, Symbol)>,
}

impl Code {
    /// The variable that an operation reads out of a cell.
    pub(crate) fn cell_name(&self, at: usize) -> Option<&Symbol> {
        let found = self.cells.binary_search_by_key(&at, |&(op, _)| op as usize);
        found.ok().map(|index| &self.cells[index].1)
    }

    /// Where an operation was read.
    pub(crate) fn position(&self, at: usize) -> Position {
        let after = self.positions.partition_point(|&(op, _)| op as usize <= at);
        match after.checked_sub(1) {
            Some(index) => self.positions[index].1,
            None => self.start,
        }
    }
}

/// Where a variable is in the procedure that is running.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Trace)]
#[trace(leaf)]
pub(crate) enum Source {
    /// This many values above the base.
    Local(u32),
    /// Among what the closure captured.
    Captured(u32),
}

/// A comparison of two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Equal,
}

impl Comparison {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Less => "<",
            Self::LessEqual => "<=",
            Self::Greater => ">",
            Self::GreaterEqual => ">=",
            Self::Equal => "=",
        }
    }
}

/// A test of one value, whose operand the machine consumes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Test {
    Null,
    Pair,
    Not,
    Zero,
}

/// An operation. What it takes is on top of the stack, the last argument topmost; its result takes the
/// place.
#[derive(Clone, Copy, Debug, PartialEq, Trace)]
#[trace(leaf)]
pub(crate) enum Op {
    /// Pushes a constant.
    Constant(u32),
    /// Pushes a small integer.
    Int(i32),
    /// Pushes what a slot holds.
    Local(u32),
    /// Pushes what the cell in a slot holds.
    LocalCell(u32),
    /// Pushes what the closure captured.
    Captured(u32),
    /// Pushes what the captured cell holds.
    CapturedCell(u32),
    Global(u32),
    /// Moves the top to a slot.
    SetLocal(u32),
    /// Moves the top to the cell in a slot.
    SetLocalCell(u32),
    SetCapturedCell(u32),
    SetGlobal(u32),
    Define(u32),
    /// Puts what a slot holds into a new cell, and that into the slot.
    MakeCell(u32),
    /// Pushes a closure over the inner code of this number.
    Closure(u32),
    Jump(u32),
    JumpUnless(u32),
    JumpIf(u32),
    /// If the top is true, jumps and leaves it; else drops it.
    JumpIfKeep(u32),
    /// If the top is false, jumps and leaves it; else drops it.
    JumpUnlessKeep(u32),
    JumpUnlessCompare(Comparison, u32),
    JumpUnlessCompareInt(Comparison, i16, u32),
    JumpUnlessTest(Test, u32),
    JumpIfTest(Test, u32),
    JumpUnlessEq(u32),
    /// As `JumpUnlessTest`, but looks at a slot.
    JumpUnlessLocalTest(Test, u16, u32),
    Pop,
    /// Drops this many values below the top.
    Slide(u32),
    Call(u32),
    TailCall(u32),
    Return,
    /// Moves the topmost values to the slots from `first` on, and drops what is above.
    Rebind {
        first: u16,
        count: u16,
    },
    Add,
    Subtract,
    Multiply,
    AddInt(i32),
    /// Pushes the sum of a slot and a number.
    LocalAddInt(u16, i32),
    Compare(Comparison),
    Test(Test),
    Car,
    Cdr,
    LocalCar(u32),
    LocalCdr(u32),
    Cons,
    Eq,
    /// Calls a built-in procedure of this number with so many arguments.
    Primitive(u16, u16),
    VectorRef,
    VectorSet,
}

const _: () = assert!(size_of::<Op>() == 8);
