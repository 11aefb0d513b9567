//! Named `let`: a loop where it is one, else a procedure that holds itself.

use super::super::code::Op;
use super::super::fault::Outcome;
use super::super::position::Position;
use super::super::syntax::{LambdaId, NodeId, VariableId};
use super::super::value::Value;
use super::loops::Target;
use super::{Compiler, Use};

impl Compiler<'_> {
    pub(super) fn named_let(
        &mut self,
        name: VariableId,
        id: LambdaId,
        inits: &[NodeId],
        position: Option<Position>,
        usage: Use,
    ) -> Outcome<()> {
        // The machine numbers a loop's slots with 16 bits.
        let fits = self.function().height < 1 << 15 && inits.len() < 1 << 15;
        if fits && self.loops.is_loop(self.program, name, id) {
            return self.run_loop(name, id, inits, usage);
        }
        self.push_constant(&Value::Undefined);
        self.bind_top(name);
        self.lambda(id)?;
        let slot = self.function().height - 2;
        let boxed = self.program.variable(name).boxed;
        self.emit(if boxed {
            Op::SetLocalCell(slot)
        } else {
            Op::SetLocal(slot)
        });
        self.function().height -= 1;
        self.push_variable(name);
        for &init in inits {
            self.expression(init, Use::Keep)?;
        }
        self.at(position);
        let count = inits.len() as u32;
        match usage {
            Use::Keep => self.emit(Op::Call(count)),
            Use::Return => {
                self.emit(Op::TailCall(count));
                self.emit(Op::Return)
            }
        };
        self.function().height -= count;
        self.unbind(1, usage);
        Ok(())
    }

    fn run_loop(
        &mut self,
        name: VariableId,
        id: LambdaId,
        inits: &[NodeId],
        usage: Use,
    ) -> Outcome<()> {
        let lambda = self.program.lambda(id);
        let (variables, body) = (lambda.parameters.clone(), lambda.body);
        for &init in inits {
            self.expression(init, Use::Keep)?;
        }
        let first = self.function().height - inits.len() as u32;
        let start = self.function().here();
        for (slot, &variable) in (first..).zip(&variables) {
            self.place(variable, slot);
        }
        let count = variables.len();
        let target = Target {
            first,
            variables,
            start,
        };
        self.loops.open(name, target);
        self.expression(body, usage)?;
        self.unbind(count, usage);
        Ok(())
    }

    /// Goes on with new values. The start of the loop puts those into cells that need one.
    pub(super) fn again(&mut self, target: Target, arguments: &[NodeId]) -> Outcome<()> {
        for &argument in arguments {
            self.expression(argument, Use::Keep)?;
        }
        let count = target.variables.len();
        self.emit(Op::Rebind {
            first: target.first as u16,
            count: count as u16,
        });
        self.emit(Op::Jump(target.start));
        self.function().height -= count as u32;
        // As far as what follows is concerned, a value was left.
        self.function().height += 1;
        Ok(())
    }
}
