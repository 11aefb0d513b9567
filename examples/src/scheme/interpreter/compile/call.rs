//! Calls, and the procedures that are operations of the machine.

use super::super::code::Op;
use super::super::fault::Outcome;
use super::super::position::Position;
use super::super::primitives::{Action, Primitive};
use super::super::syntax::{Node, NodeId};
use super::super::value::Value;
use super::branch::{comparison, test};
use super::{Compiler, Use};

impl Compiler<'_> {
    /// The built-in procedure that a node is, if it is one and stays one.
    pub(super) fn built_in(&self, node: NodeId) -> Option<&'static Primitive> {
        let of = |value: &Value| match value {
            Value::Primitive(primitive) => Some(*primitive),
            _ => None,
        };
        match self.program.node(node) {
            Node::Constant(value) => of(value),
            Node::Global(global) if !(self.is_redefined)(&global.name) => global.value.with(of),
            _ => None,
        }
    }

    pub(super) fn call(
        &mut self,
        procedure: NodeId,
        arguments: &[NodeId],
        position: Option<Position>,
        usage: Use,
    ) -> Outcome<()> {
        if let &Node::Local(variable) = self.program.node(procedure)
            && let Some(target) = self.loops.target(variable)
        {
            return self.again(target, arguments);
        }
        if let &Node::Lambda(lambda) = self.program.node(procedure) {
            let lambda = self.program.lambda(lambda);
            if !lambda.rest && lambda.parameters.len() == arguments.len() {
                let (variables, body) = (lambda.parameters.clone(), lambda.body);
                return self.bind(&variables, arguments, body, usage);
            }
        }
        if let Some(primitive) = self.built_in(procedure)
            && self.call_built_in(primitive, arguments, position)?
        {
            self.finish(usage);
            return Ok(());
        }
        self.at(position);
        self.expression(procedure, Use::Keep)?;
        self.arguments(arguments, position)?;
        let count = arguments.len() as u32;
        match usage {
            Use::Keep => self.emit(Op::Call(count)),
            // What is no closure leaves its result for the operation that follows.
            Use::Return => {
                self.emit(Op::TailCall(count));
                self.emit(Op::Return)
            }
        };
        self.function().height -= count;
        Ok(())
    }

    /// Pushes the arguments of a call. What is wrong with one that has no place of its own is wrong at the
    /// call.
    pub(super) fn arguments(
        &mut self,
        arguments: &[NodeId],
        position: Option<Position>,
    ) -> Outcome<()> {
        for &argument in arguments {
            self.at(position);
            self.expression(argument, Use::Keep)?;
        }
        self.at(position);
        Ok(())
    }

    /// Calls a built-in procedure without looking it up; whether that could be done.
    fn call_built_in(
        &mut self,
        primitive: &'static Primitive,
        arguments: &[NodeId],
        position: Option<Position>,
    ) -> Outcome<bool> {
        if self.operation(primitive.name, arguments, position)? {
            return Ok(true);
        }
        let count = arguments.len();
        let is_plain = matches!(primitive.action, Action::Plain(_));
        if !is_plain || !primitive.accepts(count) {
            return Ok(false);
        }
        let (Some(index), Ok(short)) = (self.function().primitive(primitive), u16::try_from(count))
        else {
            return Ok(false);
        };
        self.arguments(arguments, position)?;
        self.emit(Op::Primitive(index, short));
        self.function().height -= count as u32;
        self.function().height += 1;
        Ok(true)
    }

    /// Writes a call as an operation of the machine, if there is one for it.
    fn operation(
        &mut self,
        name: &str,
        arguments: &[NodeId],
        position: Option<Position>,
    ) -> Outcome<bool> {
        match (name, arguments) {
            ("+", &[a, b]) => match (self.int(a), self.int(b)) {
                (_, Some(int)) => self.add_int(a, int, position)?,
                (Some(int), None) => self.add_int(b, int, position)?,
                (None, None) => self.operate(Op::Add, arguments, position)?,
            },
            ("-", &[a, b]) => match self.int(b).and_then(i32::checked_neg) {
                Some(int) => self.add_int(a, int, position)?,
                None => self.operate(Op::Subtract, arguments, position)?,
            },
            ("*", [_, _]) => self.operate(Op::Multiply, arguments, position)?,
            ("cons", [_, _]) => self.operate(Op::Cons, arguments, position)?,
            ("eq?" | "eqv?", [_, _]) => self.operate(Op::Eq, arguments, position)?,
            ("vector-ref", [_, _]) => self.operate(Op::VectorRef, arguments, position)?,
            ("vector-set!", [_, _, _]) => self.operate(Op::VectorSet, arguments, position)?,
            ("car" | "cdr", &[it]) => self.part(name == "car", it, position)?,
            (name, [_, _]) => match comparison(name) {
                Some(comparison) => self.operate(Op::Compare(comparison), arguments, position)?,
                None => return Ok(false),
            },
            (name, [_]) => match test(name) {
                Some(test) => self.operate(Op::Test(test), arguments, position)?,
                None => return Ok(false),
            },
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn operate(&mut self, op: Op, arguments: &[NodeId], position: Option<Position>) -> Outcome<()> {
        self.arguments(arguments, position)?;
        self.emit(op);
        self.function().height -= arguments.len() as u32 - 1;
        Ok(())
    }

    fn int(&self, node: NodeId) -> Option<i32> {
        match self.program.node(node) {
            Node::Constant(Value::Int(int)) => i32::try_from(*int).ok(),
            _ => None,
        }
    }

    fn add_int(&mut self, node: NodeId, int: i32, position: Option<Position>) -> Outcome<()> {
        self.expression(node, Use::Keep)?;
        if let Some(Op::Local(slot)) = self.function().last()
            && let Ok(slot) = u16::try_from(slot)
            && matches!(self.program.node(node), Node::Local(_))
        {
            self.function().replace_last(Op::LocalAddInt(slot, int));
            self.function().at_last(position);
        } else {
            self.at(position);
            self.emit(Op::AddInt(int));
        }
        Ok(())
    }

    fn part(&mut self, is_car: bool, node: NodeId, position: Option<Position>) -> Outcome<()> {
        self.expression(node, Use::Keep)?;
        let last = self.function().last();
        let op = match last {
            Some(Op::Local(slot)) if matches!(self.program.node(node), Node::Local(_)) => {
                let op = if is_car {
                    Op::LocalCar(slot)
                } else {
                    Op::LocalCdr(slot)
                };
                self.function().replace_last(op);
                self.function().at_last(position);
                return Ok(());
            }
            _ if is_car => Op::Car,
            _ => Op::Cdr,
        };
        self.at(position);
        self.emit(op);
        Ok(())
    }
}
