//! Nodes to code.

mod branch;
mod call;
mod function;
mod loops;
mod named_let;

use super::Ptr;
use super::code::{Closure, Op, Source};
use super::fault::{Fault, Outcome};
use super::position::Position;
use super::syntax::{LambdaId, Node, NodeId, Program, VariableId};
use super::value::Value;
use function::Function;
use loops::Loops;

/// What becomes of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Use {
    /// It stays on top of the stack.
    Keep,
    /// The procedure returns it.
    Return,
}

/// Compiles a program.
pub(super) struct Compiler<'a> {
    program: &'a mut Program,
    is_redefined: &'a dyn Fn(&super::symbol::Symbol) -> bool,
    /// The procedures that are being compiled, the innermost last.
    functions: Vec<Function>,
    made: usize,
    loops: Loops,
}

/// A procedure without parameters that runs a program.
pub(super) fn compile(
    mut program: Program,
    root: NodeId,
    start: Position,
    is_redefined: &dyn Fn(&super::symbol::Symbol) -> bool,
) -> Outcome<Ptr<Closure>> {
    let mut compiler = Compiler {
        program: &mut program,
        is_redefined,
        functions: Vec::new(),
        made: 0,
        loops: Loops::default(),
    };
    compiler.enter(start);
    compiler.expression(root, Use::Return)?;
    let function = compiler.leave();
    let code = Ptr::new(function.finish(None, 0, false, Vec::new()));
    Ok(Ptr::new(Closure {
        code,
        captured: Default::default(),
    }))
}

impl Compiler<'_> {
    fn enter(&mut self, start: Position) {
        self.functions.push(Function::new(self.made, start));
        self.made += 1;
    }

    fn leave(&mut self) -> Function {
        self.functions.pop().expect("each function is left once")
    }

    fn function(&mut self) -> &mut Function {
        self.functions
            .last_mut()
            .expect("there is a function while there is something to compile")
    }

    fn emit(&mut self, op: Op) -> usize {
        self.function().emit(op)
    }

    fn at(&mut self, position: Option<Position>) {
        if let Some(position) = position {
            self.function().at(position);
        }
    }

    /// Where a variable is for the innermost function.
    fn find(&mut self, variable: VariableId) -> Source {
        let (owner, slot) = self
            .program
            .variable(variable)
            .place
            .expect("a variable is bound before it is used");
        let function = self.function();
        if function.id == owner {
            Source::Local(slot)
        } else {
            Source::Captured(function.capture(variable))
        }
    }

    /// The top of the stack is a variable from now on.
    fn bind_top(&mut self, variable: VariableId) {
        let slot = self.function().height - 1;
        self.place(variable, slot);
    }

    fn place(&mut self, variable: VariableId, slot: u32) {
        let owner = self.function().id;
        self.program.variable_mut(variable).place = Some((owner, slot));
        if self.program.variable(variable).boxed {
            self.emit(Op::MakeCell(slot));
        }
    }

    fn push_constant(&mut self, value: &Value) {
        let op = match value {
            Value::Int(int) => i32::try_from(*int).ok().map(Op::Int),
            _ => None,
        };
        let op = op.unwrap_or_else(|| Op::Constant(self.function().constant(value)));
        self.emit(op);
        self.function().height += 1;
    }

    /// Ends an expression whose value is on top of the stack.
    fn finish(&mut self, usage: Use) {
        if usage == Use::Return {
            self.emit(Op::Return);
        }
    }

    /// Leaves the value of a node on the stack, or returns it.
    fn expression(&mut self, node: NodeId, usage: Use) -> Outcome<()> {
        stacker::maybe_grow(128 << 10, 4 << 20, || self.dispatch(node, usage))
    }

    fn dispatch(&mut self, id: NodeId, usage: Use) -> Outcome<()> {
        match self.program.node(id) {
            Node::Constant(value) => {
                let value = value.clone();
                self.push_constant(&value);
                self.finish(usage);
            }
            Node::Local(variable) => {
                let variable = *variable;
                self.push_variable(variable);
                self.finish(usage);
            }
            Node::Global(global) => {
                let global = global.clone();
                let index = self.function().global(&global);
                self.emit(Op::Global(index));
                self.function().height += 1;
                self.finish(usage);
            }
            Node::SetLocal(..) | Node::SetGlobal(..) | Node::Define(..) | Node::Init(..) => {
                self.effect(id)?;
                self.push_constant(&Value::Unspecified);
                self.finish(usage);
            }
            &Node::If(test, then, otherwise) => self.choice(test, then, otherwise, usage)?,
            Node::And(nodes) => {
                let nodes = nodes.clone();
                self.connective(&nodes, true, usage)?;
            }
            Node::Or(nodes) => {
                let nodes = nodes.clone();
                self.connective(&nodes, false, usage)?;
            }
            Node::Sequence(nodes) => {
                let nodes = nodes.clone();
                self.steps(&nodes, usage)?;
            }
            &Node::Lambda(lambda) => {
                self.lambda(lambda)?;
                self.finish(usage);
            }
            Node::Call {
                procedure,
                arguments,
                position,
            } => {
                let (procedure, position) = (*procedure, *position);
                let arguments = arguments.clone();
                self.call(procedure, &arguments, position, usage)?;
            }
            Node::Let {
                variables,
                inits,
                body,
            } => {
                let (variables, inits, body) = (variables.clone(), inits.clone(), *body);
                self.bind(&variables, &inits, body, usage)?;
            }
            Node::Body { variables, steps } => {
                let (variables, steps) = (variables.clone(), steps.clone());
                for &variable in &variables {
                    self.push_constant(&Value::Undefined);
                    self.bind_top(variable);
                }
                self.steps(&steps, usage)?;
                self.unbind(variables.len(), usage);
            }
            Node::NamedLet {
                name,
                lambda,
                inits,
                position,
            } => {
                let (name, lambda, position) = (*name, *lambda, *position);
                let inits = inits.clone();
                self.named_let(name, lambda, &inits, position, usage)?;
            }
        }
        Ok(())
    }

    fn push_variable(&mut self, variable: VariableId) {
        let boxed = self.program.variable(variable).boxed;
        let op = match (self.find(variable), boxed) {
            (Source::Local(slot), false) => Op::Local(slot),
            (Source::Local(slot), true) => Op::LocalCell(slot),
            (Source::Captured(index), false) => Op::Captured(index),
            (Source::Captured(index), true) => Op::CapturedCell(index),
        };
        if boxed {
            let name = self.program.variable(variable).name.clone();
            self.function().reads_cell(name);
        }
        self.emit(op);
        self.function().height += 1;
    }

    /// Drops variables below the value of what they were for.
    fn unbind(&mut self, count: usize, usage: Use) {
        let count = count as u32;
        if usage == Use::Keep && count > 0 {
            self.emit(Op::Slide(count));
        }
        self.function().height -= count;
    }

    fn bind(
        &mut self,
        variables: &[VariableId],
        inits: &[NodeId],
        body: NodeId,
        usage: Use,
    ) -> Outcome<()> {
        for &init in inits {
            self.expression(init, Use::Keep)?;
        }
        let first = self.function().height - variables.len() as u32;
        for (slot, &variable) in (first..).zip(variables) {
            self.place(variable, slot);
        }
        self.expression(body, usage)?;
        self.unbind(variables.len(), usage);
        Ok(())
    }

    fn steps(&mut self, nodes: &[NodeId], usage: Use) -> Outcome<()> {
        let Some((&last, before)) = nodes.split_last() else {
            self.push_constant(&Value::Unspecified);
            self.finish(usage);
            return Ok(());
        };
        for &node in before {
            self.effect(node)?;
        }
        self.expression(last, usage)
    }

    /// Runs a node for what it does.
    fn effect(&mut self, id: NodeId) -> Outcome<()> {
        match self.program.node(id) {
            Node::Constant(_) | Node::Local(_) | Node::Lambda(_) => {}
            &Node::SetLocal(variable, value) => {
                self.expression(value, Use::Keep)?;
                let op = match self.find(variable) {
                    Source::Local(slot) => Op::SetLocalCell(slot),
                    Source::Captured(index) => Op::SetCapturedCell(index),
                };
                self.emit(op);
                self.function().height -= 1;
            }
            &Node::Init(variable, value) => {
                self.expression(value, Use::Keep)?;
                let boxed = self.program.variable(variable).boxed;
                let op = match self.find(variable) {
                    Source::Local(slot) if boxed => Op::SetLocalCell(slot),
                    Source::Local(slot) => Op::SetLocal(slot),
                    Source::Captured(_) => {
                        return Err(Fault::new(
                            "a body defines the variables of its own function",
                        ));
                    }
                };
                self.emit(op);
                self.function().height -= 1;
            }
            Node::SetGlobal(global, value) => {
                let (global, value) = (global.clone(), *value);
                self.expression(value, Use::Keep)?;
                let index = self.function().global(&global);
                self.emit(Op::SetGlobal(index));
                self.function().height -= 1;
            }
            Node::Define(global, value) => {
                let (global, value) = (global.clone(), *value);
                self.expression(value, Use::Keep)?;
                let index = self.function().global(&global);
                self.emit(Op::Define(index));
                self.function().height -= 1;
            }
            Node::Sequence(nodes) => {
                let nodes = nodes.clone();
                for node in nodes {
                    self.effect(node)?;
                }
            }
            &Node::If(test, then, otherwise) => self.choice_for_effect(test, then, otherwise)?,
            _ => {
                self.expression(id, Use::Keep)?;
                self.emit(Op::Pop);
                self.function().height -= 1;
            }
        }
        Ok(())
    }

    /// Pushes a closure.
    fn lambda(&mut self, id: LambdaId) -> Outcome<()> {
        let lambda = self.program.lambda(id);
        let (name, rest, body) = (lambda.name.clone(), lambda.rest, lambda.body);
        let parameters = lambda.parameters.clone();
        let start = lambda.position;
        let start = start.unwrap_or_else(|| self.function().start);
        self.enter(start);
        for &parameter in &parameters {
            self.function().height += 1;
            self.bind_top(parameter);
        }
        self.expression(body, Use::Return)?;
        let mut function = self.leave();
        let captured = std::mem::take(&mut function.captured);
        let captures = captured.iter().map(|&it| self.find(it)).collect();
        let required = parameters.len() - usize::from(rest);
        let code = function.finish(name, required, rest, captures);
        let index = self.function().inner(Ptr::new(code));
        self.emit(Op::Closure(index));
        self.function().height += 1;
        Ok(())
    }
}
