//! Programs, once all forms are understood. Nodes know each other by number, so that no depth of
//! them is too much to drop.

use super::super::Ptr;
use super::super::code::Global;
use super::super::position::Position;
use super::super::symbol::Symbol;
use super::super::value::Value;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NodeId(usize);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct LambdaId(usize);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct VariableId(usize);

/// A piece of a program.
pub(crate) enum Node {
    Constant(Value),
    Local(VariableId),
    Global(Ptr<Global>),
    SetLocal(VariableId, NodeId),
    SetGlobal(Ptr<Global>, NodeId),
    Define(Ptr<Global>, NodeId),
    /// Gives a variable of a [`Body`](Self::Body) its first value.
    Init(VariableId, NodeId),
    If(NodeId, NodeId, NodeId),
    And(Vec<NodeId>),
    Or(Vec<NodeId>),
    Sequence(Vec<NodeId>),
    Lambda(LambdaId),
    Call {
        procedure: NodeId,
        arguments: Vec<NodeId>,
        position: Option<Position>,
    },
    Let {
        variables: Vec<VariableId>,
        inits: Vec<NodeId>,
        body: NodeId,
    },
    /// Variables that see each other, and steps of which some are their definitions.
    Body {
        variables: Vec<VariableId>,
        steps: Vec<NodeId>,
    },
    /// A procedure that knows its own name, called at once.
    NamedLet {
        name: VariableId,
        lambda: LambdaId,
        inits: Vec<NodeId>,
        position: Option<Position>,
    },
}

/// The text of a procedure.
pub(crate) struct Lambda {
    pub(crate) name: Option<Symbol>,
    pub(crate) parameters: Vec<VariableId>,
    /// Whether the last parameter takes all further arguments.
    pub(crate) rest: bool,
    pub(crate) body: NodeId,
    pub(crate) position: Option<Position>,
}

/// A variable that is not of the outermost level.
pub(crate) struct Variable {
    pub(crate) name: Symbol,
    /// It lives in a cell of its own: it is assigned to, or can be seen before it has a value.
    pub(crate) boxed: bool,
    /// What is being expanded comes after its definition.
    pub(crate) ready: bool,
    /// Where the compiler put it: which function, how far above its base.
    pub(crate) place: Option<(usize, u32)>,
}

/// A whole program.
#[derive(Default)]
pub(crate) struct Program {
    nodes: Vec<Node>,
    lambdas: Vec<Lambda>,
    variables: Vec<Variable>,
}

impl Program {
    pub(crate) fn add(&mut self, node: Node) -> NodeId {
        self.nodes.push(node);
        NodeId(self.nodes.len() - 1)
    }

    pub(crate) fn add_lambda(&mut self, lambda: Lambda) -> LambdaId {
        self.lambdas.push(lambda);
        LambdaId(self.lambdas.len() - 1)
    }

    pub(crate) fn add_variable(&mut self, name: Symbol, ready: bool) -> VariableId {
        self.variables.push(Variable {
            name,
            boxed: false,
            ready,
            place: None,
        });
        VariableId(self.variables.len() - 1)
    }

    pub(crate) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0]
    }

    pub(crate) fn lambda(&self, id: LambdaId) -> &Lambda {
        &self.lambdas[id.0]
    }

    pub(crate) fn lambda_mut(&mut self, id: LambdaId) -> &mut Lambda {
        &mut self.lambdas[id.0]
    }

    pub(crate) fn variable(&self, id: VariableId) -> &Variable {
        &self.variables[id.0]
    }

    pub(crate) fn variable_mut(&mut self, id: VariableId) -> &mut Variable {
        &mut self.variables[id.0]
    }
}
