//! The code of one procedure while it is being written.

use super::super::Ptr;
use super::super::code::{Code, Global, Op, Source};
use super::super::equal::is_eqv;
use super::super::position::Position;
use super::super::primitives::Primitive;
use super::super::symbol::Symbol;
use super::super::syntax::VariableId;
use super::super::value::Value;

/// A procedure that is being compiled.
pub(super) struct Function {
    /// No other function of the program has it.
    pub(super) id: usize,
    pub(super) start: Position,
    /// How many values lie above the base when the code so far has run.
    pub(super) height: u32,
    /// Variables of functions around this one.
    pub(super) captured: Vec<VariableId>,
    ops: Vec<Op>,
    constants: Vec<Value>,
    globals: Vec<Ptr<Global>>,
    primitives: Vec<&'static Primitive>,
    inner: Vec<Ptr<Code>>,
    positions: Vec<(u32, Position)>,
    cells: Vec<(u32, Symbol)>,
}

impl Function {
    pub(super) fn new(id: usize, start: Position) -> Self {
        Self {
            id,
            start,
            height: 0,
            captured: Vec::new(),
            ops: Vec::new(),
            constants: Vec::new(),
            globals: Vec::new(),
            primitives: Vec::new(),
            inner: Vec::new(),
            positions: Vec::new(),
            cells: Vec::new(),
        }
    }

    pub(super) fn emit(&mut self, op: Op) -> usize {
        self.ops.push(op);
        self.ops.len() - 1
    }

    /// What follows was read here.
    pub(super) fn at(&mut self, position: Position) {
        if self
            .positions
            .last()
            .is_none_or(|&(_, last)| last != position)
        {
            self.positions.push((self.ops.len() as u32, position));
        }
    }

    /// The next operation reads this variable out of its cell.
    pub(super) fn reads_cell(&mut self, name: Symbol) {
        self.cells.push((self.here(), name));
    }

    /// The last operation was read here.
    pub(super) fn at_last(&mut self, position: Option<Position>) {
        let last = self.here().saturating_sub(1);
        let Some(position) = position else { return };
        match self.positions.last_mut() {
            Some((op, known)) if *op == last => *known = position,
            _ => self.positions.push((last, position)),
        }
    }

    /// Where the next operation will be.
    pub(super) fn here(&self) -> u32 {
        self.ops.len() as u32
    }

    pub(super) fn last(&self) -> Option<Op> {
        self.ops.last().copied()
    }

    pub(super) fn replace_last(&mut self, op: Op) {
        if let Some(last) = self.ops.last_mut() {
            *last = op;
        }
    }

    /// Lets a jump lead to the next operation.
    pub(super) fn land(&mut self, jump: usize) {
        let here = self.here();
        match &mut self.ops[jump] {
            Op::Jump(to)
            | Op::JumpUnless(to)
            | Op::JumpIf(to)
            | Op::JumpIfKeep(to)
            | Op::JumpUnlessKeep(to)
            | Op::JumpUnlessCompare(_, to)
            | Op::JumpUnlessCompareInt(_, _, to)
            | Op::JumpUnlessTest(_, to)
            | Op::JumpIfTest(_, to)
            | Op::JumpUnlessEq(to)
            | Op::JumpUnlessLocalTest(_, _, to) => *to = here,
            other => debug_assert!(false, "only jumps land, and {other:?} is none"),
        }
    }

    pub(super) fn constant(&mut self, value: &Value) -> u32 {
        let found = self
            .constants
            .iter()
            .rev()
            .take(64)
            .position(|it| is_eqv(it, value));
        if let Some(back) = found {
            return (self.constants.len() - 1 - back) as u32;
        }
        self.constants.push(value.clone());
        (self.constants.len() - 1) as u32
    }

    pub(super) fn global(&mut self, global: &Ptr<Global>) -> u32 {
        let found = self.globals.iter().position(|it| Ptr::ptr_eq(it, global));
        found.unwrap_or_else(|| {
            self.globals.push(global.clone());
            self.globals.len() - 1
        }) as u32
    }

    /// The number of a built-in procedure, unless there are too many.
    pub(super) fn primitive(&mut self, primitive: &'static Primitive) -> Option<u16> {
        let same = |it: &&'static Primitive| std::ptr::eq(*it, primitive);
        let index = self.primitives.iter().position(same).unwrap_or_else(|| {
            self.primitives.push(primitive);
            self.primitives.len() - 1
        });
        u16::try_from(index).ok()
    }

    pub(super) fn inner(&mut self, code: Ptr<Code>) -> u32 {
        self.inner.push(code);
        (self.inner.len() - 1) as u32
    }

    pub(super) fn capture(&mut self, variable: VariableId) -> u32 {
        let found = self.captured.iter().position(|&it| it == variable);
        found.unwrap_or_else(|| {
            self.captured.push(variable);
            self.captured.len() - 1
        }) as u32
    }

    pub(super) fn finish(
        self,
        name: Option<Symbol>,
        required: usize,
        rest: bool,
        captures: Vec<Source>,
    ) -> Code {
        Code {
            ops: self.ops,
            constants: self.constants,
            globals: self.globals,
            primitives: self.primitives,
            inner: self.inner,
            captures,
            required,
            rest,
            name,
            positions: self.positions,
            start: self.start,
            cells: self.cells,
        }
    }
}
