//! Which named `let`s are loops: their name is used for nothing but to go on with new values. These
//! need neither a procedure nor calls.

use std::collections::HashMap;

use super::super::syntax::{LambdaId, Node, NodeId, Program, VariableId};

/// A loop that is being compiled.
#[derive(Clone)]
pub(super) struct Target {
    /// The slot of its first variable.
    pub(super) first: u32,
    pub(super) variables: Vec<VariableId>,
    /// Where its body starts.
    pub(super) start: u32,
}

#[derive(Default)]
pub(super) struct Loops {
    open: HashMap<VariableId, Target>,
    known: HashMap<LambdaId, bool>,
}

impl Loops {
    pub(super) fn target(&self, name: VariableId) -> Option<Target> {
        self.open.get(&name).cloned()
    }

    pub(super) fn open(&mut self, name: VariableId, target: Target) {
        self.open.insert(name, target);
    }

    /// Whether a named `let` is a loop.
    pub(super) fn is_loop(&mut self, program: &Program, name: VariableId, id: LambdaId) -> bool {
        if let Some(&known) = self.known.get(&id) {
            return known;
        }
        let lambda = program.lambda(id);
        let (count, body) = (lambda.parameters.len(), lambda.body);
        let result = self.only_goes_on(program, body, (name, count), true);
        self.known.insert(id, result);
        result
    }

    /// Whether a name occurs only as what is called, with the right number of arguments, where its
    /// result is that of the whole body (`last`).
    fn only_goes_on(
        &mut self,
        program: &Program,
        node: NodeId,
        name: (VariableId, usize),
        last: bool,
    ) -> bool {
        stacker::maybe_grow(128 << 10, 4 << 20, || self.look(program, node, name, last))
    }

    fn all(&mut self, program: &Program, nodes: &[NodeId], name: (VariableId, usize)) -> bool {
        let mut nodes = nodes.iter();
        nodes.all(|&node| self.only_goes_on(program, node, name, false))
    }

    /// All but the last node are for what they do.
    fn all_but_last(
        &mut self,
        program: &Program,
        nodes: &[NodeId],
        name: (VariableId, usize),
        last: bool,
    ) -> bool {
        match nodes.split_last() {
            None => true,
            Some((&end, before)) => {
                self.all(program, before, name) && self.only_goes_on(program, end, name, last)
            }
        }
    }

    fn look(
        &mut self,
        program: &Program,
        node: NodeId,
        name: (VariableId, usize),
        last: bool,
    ) -> bool {
        match program.node(node) {
            Node::Constant(_) | Node::Global(_) => true,
            Node::Local(variable) => *variable != name.0,
            Node::SetLocal(variable, value) => {
                *variable != name.0 && self.all(program, &[*value], name)
            }
            Node::SetGlobal(_, value) | Node::Define(_, value) | Node::Init(_, value) => {
                self.all(program, &[*value], name)
            }
            &Node::If(test, then, otherwise) => {
                self.all(program, &[test], name)
                    && self.only_goes_on(program, then, name, last)
                    && self.only_goes_on(program, otherwise, name, last)
            }
            Node::And(nodes) | Node::Or(nodes) | Node::Sequence(nodes) => {
                self.all_but_last(program, nodes, name, last)
            }
            Node::Lambda(lambda) => {
                let body = program.lambda(*lambda).body;
                self.all(program, &[body], name)
            }
            Node::Call {
                procedure,
                arguments,
                ..
            } => match program.node(*procedure) {
                Node::Local(variable) if *variable == name.0 => {
                    last && arguments.len() == name.1 && self.all(program, arguments, name)
                }
                Node::Lambda(lambda)
                    if !program.lambda(*lambda).rest
                        && program.lambda(*lambda).parameters.len() == arguments.len() =>
                {
                    let body = program.lambda(*lambda).body;
                    self.all(program, arguments, name)
                        && self.only_goes_on(program, body, name, last)
                }
                _ => self.all(program, &[*procedure], name) && self.all(program, arguments, name),
            },
            Node::Let { inits, body, .. } => {
                self.all(program, inits, name) && self.only_goes_on(program, *body, name, last)
            }
            Node::Body { steps, .. } => self.all_but_last(program, steps, name, last),
            Node::NamedLet {
                name: inner,
                lambda,
                inits,
                ..
            } => {
                let last = last && self.is_loop(program, *inner, *lambda);
                let body = program.lambda(*lambda).body;
                self.all(program, inits, name) && self.only_goes_on(program, body, name, last)
            }
        }
    }
}
