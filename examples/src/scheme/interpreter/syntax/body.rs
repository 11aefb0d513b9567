//! Bodies and their definitions.

use std::collections::VecDeque;

use super::super::fault::Outcome;
use super::super::symbol::Symbol;
use super::super::value::Value;
use super::expand::Expander;
use super::globals::Form;
use super::node::{Node, NodeId, VariableId};
use super::scope::{Meaning, ScopeId};

/// The right side of a definition, not yet expanded.
pub(super) enum Definition {
    Value(Value, ScopeId),
    Procedure {
        parameters: Value,
        body: Vec<Value>,
        scope: ScopeId,
    },
    /// `(define x)`
    Nothing,
}

impl Definition {
    pub(super) fn expand(self, expander: &mut Expander<'_>, name: &Symbol) -> Outcome<NodeId> {
        match self {
            Self::Nothing => Ok(expander.unspecified()),
            Self::Procedure {
                parameters,
                body,
                scope,
            } => expander.lambda(Some(name), &parameters, &body, scope),
            Self::Value(value, scope) => expander.expand_named(&value, scope, name),
        }
    }
}

/// A step of a body.
enum Step {
    Definition(VariableId, Symbol, Definition),
    Expression(Value),
}

impl Expander<'_> {
    /// Expands an expression; if it is a lambda form, that gets the name.
    pub(super) fn expand_named(
        &mut self,
        value: &Value,
        scope: ScopeId,
        name: &Symbol,
    ) -> Outcome<NodeId> {
        let node = self.expand(value, scope)?;
        if let Node::Lambda(lambda) = *self.program.node(node) {
            let name = self.original(name);
            self.program.lambda_mut(lambda).name.get_or_insert(name);
        }
        Ok(node)
    }

    /// `(define name value)`, `(define (name . parameters) body ...)`,
    /// `(define ((name . parameters) . parameters) body ...)`
    pub(super) fn definition(
        &mut self,
        form: &Value,
        scope: ScopeId,
    ) -> Outcome<(Symbol, Definition)> {
        let items = self.arguments(form)?;
        match &items[..] {
            [Value::Symbol(name)] => Ok((name.clone(), Definition::Nothing)),
            [Value::Symbol(name), value] => {
                Ok((name.clone(), Definition::Value(value.clone(), scope)))
            }
            [Value::Pair(head), body @ ..] if !body.is_empty() => {
                let mut target = head.car.get();
                let mut parameters = head.cdr.get();
                let mut body = body.to_vec();
                while let Value::Pair(outer) = &target {
                    let lambda =
                        Value::list_onto([self.core("lambda"), parameters], Value::list(body));
                    body = vec![lambda];
                    parameters = outer.cdr.get();
                    let outer = outer.car.get();
                    target = outer;
                }
                let Value::Symbol(name) = target else {
                    return Err(self.fault("the name of a procedure must be a symbol"));
                };
                let definition = Definition::Procedure {
                    parameters,
                    body,
                    scope,
                };
                Ok((name, definition))
            }
            _ => Err(self.fault(
                "expected (define name expression) or (define (name parameter ...) body ...)",
            )),
        }
    }

    /// A body in a scope of its own.
    pub(super) fn body(&mut self, forms: &[Value], scope: ScopeId) -> Outcome<NodeId> {
        if forms.is_empty() {
            return Err(self.fault("a body needs at least one expression"));
        }
        let scope = self.new_scope(scope);
        let steps = self.scan_body(forms, scope)?;
        let mut variables = Vec::new();
        let mut nodes = Vec::new();
        for step in steps {
            nodes.push(match step {
                Step::Expression(form) => self.expand(&form, scope)?,
                Step::Definition(variable, name, definition) => {
                    let value = definition.expand(self, &name)?;
                    self.program.variable_mut(variable).ready = true;
                    variables.push(variable);
                    self.program.add(Node::Init(variable, value))
                }
            });
        }
        Ok(match (&variables[..], &nodes[..]) {
            ([], &[one]) => one,
            ([], _) => self.program.add(Node::Sequence(nodes)),
            _ => self.program.add(Node::Body {
                variables,
                steps: nodes,
            }),
        })
    }

    /// Binds what a body defines, before anything in it is expanded.
    fn scan_body(&mut self, forms: &[Value], scope: ScopeId) -> Outcome<Vec<Step>> {
        let mut steps = Vec::new();
        let mut open: VecDeque<Value> = forms.iter().cloned().collect();
        let outer = self.here;
        while let Some(form) = open.pop_front() {
            self.here = outer;
            let (form, head) = self.expand_head(form, scope)?;
            match head {
                Some(Form::Begin) => {
                    let inner = self.arguments(&form)?;
                    inner
                        .into_iter()
                        .rev()
                        .for_each(|form| open.push_front(form));
                }
                Some(Form::DefineRecordType) => {
                    let inner = self.record_definitions(&form)?;
                    inner
                        .into_iter()
                        .rev()
                        .for_each(|form| open.push_front(form));
                }
                Some(Form::DefineSyntax) => {
                    let (name, rules) = self.syntax_definition(&form, scope)?;
                    self.bind(scope, name, Meaning::Macro(rules));
                }
                Some(Form::Define) => {
                    let (name, definition) = self.definition(&form, scope)?;
                    let variable = match self.binds(scope, &name) {
                        Some(_) => {
                            let name = self.original(&name);
                            let name = name.name();
                            return Err(self.fault(format!("`{name}` is defined twice in a body")));
                        }
                        None => self.bind_variable(scope, &name, false),
                    };
                    steps.push(Step::Definition(variable, name, definition));
                }
                _ => steps.push(Step::Expression(form)),
            }
        }
        self.here = outer;
        if steps.is_empty() {
            return Err(self.fault("a body needs at least one expression"));
        }
        Ok(steps)
    }

    /// `(letrec ((name init) ...) body ...)`, in order.
    pub(super) fn letrec(&mut self, items: &[Value], scope: ScopeId) -> Outcome<NodeId> {
        let [bindings, body @ ..] = items else {
            return Err(self.fault("expected (letrec ((name expression) ...) body ...)"));
        };
        let scope = self.new_scope(scope);
        let bindings = self.bindings(bindings)?;
        let mut variables = Vec::new();
        for (name, _) in &bindings {
            let variable = self.parameter(name, scope)?;
            self.program.variable_mut(variable).ready = false;
            variables.push(variable);
        }
        let mut steps = Vec::new();
        for ((name, init), &variable) in bindings.iter().zip(&variables) {
            let Value::Symbol(name) = name else { continue };
            let value = self.expand_named(init, scope, name)?;
            self.program.variable_mut(variable).ready = true;
            steps.push(self.program.add(Node::Init(variable, value)));
        }
        steps.push(self.body(body, scope)?);
        Ok(self.program.add(Node::Body { variables, steps }))
    }

    /// `(let-syntax ((name rules) ...) body ...)`
    pub(super) fn let_syntax(&mut self, items: &[Value], scope: ScopeId) -> Outcome<NodeId> {
        let [bindings, body @ ..] = items else {
            return Err(self.fault("expected (let-syntax ((name rules) ...) body ...)"));
        };
        let scope = self.new_scope(scope);
        for (name, rules) in self.bindings(bindings)? {
            let Value::Symbol(name) = name else {
                return Err(self.fault("the name of a macro must be a symbol"));
            };
            let rules = self.syntax_rules(&rules, scope)?;
            self.bind(scope, name, Meaning::Macro(rules));
        }
        self.body(body, scope)
    }
}
