//! `let` and its kin.

use super::super::fault::Outcome;
use super::super::symbol::Symbol;
use super::super::value::Value;
use super::expand::Expander;
use super::node::{Lambda, Node, NodeId};
use super::scope::ScopeId;

impl Expander<'_> {
    /// `((name init) ...)`
    pub(super) fn bindings(&self, bindings: &Value) -> Outcome<Vec<(Value, Value)>> {
        let bindings = self.list(bindings, "bindings")?;
        let pair = |binding: &Value| match &self.list(binding, "a binding")?[..] {
            [name, init] => Ok((name.clone(), init.clone())),
            _ => Err(self.fault("a binding must be (name expression)")),
        };
        bindings.iter().map(pair).collect()
    }

    fn expand_init(&mut self, name: &Value, init: &Value, scope: ScopeId) -> Outcome<NodeId> {
        match name {
            Value::Symbol(name) => self.expand_named(init, scope, name),
            _ => self.expand(init, scope),
        }
    }

    pub(super) fn expand_let(&mut self, items: &[Value], scope: ScopeId) -> Outcome<NodeId> {
        match items {
            [Value::Symbol(name), bindings, body @ ..] => {
                let bindings = self.bindings(bindings)?;
                let (names, inits): (Vec<_>, Vec<_>) = bindings.into_iter().unzip();
                self.named_let(name, &names, &inits, scope, |this, inner| {
                    this.body(body, inner)
                })
            }
            [bindings, body @ ..] => {
                let mut inits = Vec::new();
                let inner = self.new_scope(scope);
                let bindings = self.bindings(bindings)?;
                for (name, init) in &bindings {
                    inits.push(self.expand_init(name, init, scope)?);
                }
                let names = bindings.iter().map(|(name, _)| self.parameter(name, inner));
                let variables = names.collect::<Outcome<Vec<_>>>()?;
                let body = self.body(body, inner)?;
                if variables.is_empty() {
                    return Ok(body);
                }
                Ok(self.program.add(Node::Let {
                    variables,
                    inits,
                    body,
                }))
            }
            [] => Err(self.fault("expected (let ((name expression) ...) body ...)")),
        }
    }

    /// A procedure that knows its own name, called at once.
    pub(super) fn named_let(
        &mut self,
        name: &Symbol,
        names: &[Value],
        inits: &[Value],
        scope: ScopeId,
        body: impl FnOnce(&mut Self, ScopeId) -> Outcome<NodeId>,
    ) -> Outcome<NodeId> {
        let position = self.here;
        let mut init_nodes = Vec::new();
        for (name, init) in names.iter().zip(inits) {
            init_nodes.push(self.expand_init(name, init, scope)?);
        }
        let own = self.new_scope(scope);
        let itself = self.bind_variable(own, name, false);
        let inner = self.new_scope(own);
        let parameters = names.iter().map(|name| self.parameter(name, inner));
        let parameters = parameters.collect::<Outcome<Vec<_>>>()?;
        let body = body(self, inner)?;
        let name = Some(self.original(name));
        let lambda = self.program.add_lambda(Lambda {
            name,
            parameters,
            rest: false,
            body,
            position,
        });
        Ok(self.program.add(Node::NamedLet {
            name: itself,
            lambda,
            inits: init_nodes,
            position,
        }))
    }

    pub(super) fn let_star(&mut self, items: &[Value], scope: ScopeId) -> Outcome<NodeId> {
        let [bindings, body @ ..] = items else {
            return Err(self.fault("expected (let* ((name expression) ...) body ...)"));
        };
        let mut scope = scope;
        let mut made = Vec::new();
        for (name, init) in self.bindings(bindings)? {
            let init = self.expand_init(&name, &init, scope)?;
            scope = self.new_scope(scope);
            made.push((self.parameter(&name, scope)?, init));
        }
        let mut node = self.body(body, scope)?;
        for (variable, init) in made.into_iter().rev() {
            node = self.program.add(Node::Let {
                variables: vec![variable],
                inits: vec![init],
                body: node,
            });
        }
        Ok(node)
    }

    /// `(do ((name init step) ...) (test result ...) command ...)`
    pub(super) fn expand_do(&mut self, items: &[Value], scope: ScopeId) -> Outcome<NodeId> {
        let [bindings, exit, commands @ ..] = items else {
            return Err(
                self.fault("expected (do ((name init step) ...) (test result ...) command ...)")
            );
        };
        let (mut names, mut inits, mut steps) = (Vec::new(), Vec::new(), Vec::new());
        for binding in self.list(bindings, "bindings")? {
            match &self.list(&binding, "a binding")?[..] {
                [name, init] => {
                    names.push(name.clone());
                    inits.push(init.clone());
                    steps.push(name.clone());
                }
                [name, init, step] => {
                    names.push(name.clone());
                    inits.push(init.clone());
                    steps.push(step.clone());
                }
                _ => return Err(self.fault("a binding of do must be (name init step)")),
            }
        }
        let exit = self.list(exit, "a test and results")?;
        let Some((test, results)) = exit.split_first() else {
            return Err(self.fault("do needs a test"));
        };
        let again = Symbol::fresh("do");
        self.named_let(&again, &names, &inits, scope, |this, inner| {
            let test = this.expand(test, inner)?;
            let result = match results {
                [] => this.unspecified(),
                results => this.sequence(results, inner)?,
            };
            let mut nodes = this.expand_all(commands, inner)?;
            let position = this.here;
            let procedure = this.reference(&again, inner)?;
            let arguments = this.expand_all(&steps, inner)?;
            nodes.push(this.program.add(Node::Call {
                procedure,
                arguments,
                position,
            }));
            let next = this.program.add(Node::Sequence(nodes));
            Ok(this.program.add(Node::If(test, result, next)))
        })
    }
}
