//! `if`, `cond`, `case` and their kin.

use super::super::fault::Outcome;
use super::super::symbol::Symbol;
use super::super::value::Value;
use super::expand::Expander;
use super::globals::Form;
use super::node::{Node, NodeId, VariableId};
use super::scope::{Meaning, ScopeId};

impl Expander<'_> {
    /// Whether a datum is a word with a meaning inside a form, such as `else`.
    pub(super) fn is_word(&self, datum: &Value, scope: ScopeId, word: &str) -> bool {
        let Value::Symbol(name) = datum else {
            return false;
        };
        matches!(self.resolve(name, scope), Meaning::Global(name) if name.name() == word)
    }

    pub(super) fn expand_if(&mut self, items: &[Value], scope: ScopeId) -> Outcome<NodeId> {
        let nodes = self.expand_all(items, scope)?;
        let node = match nodes[..] {
            [test, then, otherwise] => Node::If(test, then, otherwise),
            [test, then] => Node::If(test, then, self.unspecified()),
            _ => return Err(self.fault("expected (if test then else)")),
        };
        Ok(self.program.add(node))
    }

    pub(super) fn when(&mut self, head: Form, items: &[Value], scope: ScopeId) -> Outcome<NodeId> {
        let [test, body @ ..] = items else {
            return Err(self.fault("expected a test and expressions"));
        };
        let test = self.expand(test, scope)?;
        let body = match body {
            [] => self.unspecified(),
            body => self.sequence(body, scope)?,
        };
        let nothing = self.unspecified();
        Ok(self.program.add(match head {
            Form::When => Node::If(test, body, nothing),
            _ => Node::If(test, nothing, body),
        }))
    }

    /// A variable of the expander's own.
    fn temporary(&mut self, scope: ScopeId) -> (VariableId, ScopeId) {
        let inner = self.new_scope(scope);
        let name = Symbol::fresh("it");
        (self.bind_variable(inner, &name, true), inner)
    }

    fn let_one(&mut self, variable: VariableId, init: NodeId, body: NodeId) -> NodeId {
        self.program.add(Node::Let {
            variables: vec![variable],
            inits: vec![init],
            body,
        })
    }

    fn call_with(&mut self, procedure: NodeId, variable: VariableId) -> NodeId {
        let argument = self.program.add(Node::Local(variable));
        let position = self.here;
        self.program.add(Node::Call {
            procedure,
            arguments: vec![argument],
            position,
        })
    }

    pub(super) fn cond(&mut self, clauses: &[Value], scope: ScopeId) -> Outcome<NodeId> {
        self.deeper(|this| this.cond_clauses(clauses, scope))
    }

    fn cond_clauses(&mut self, clauses: &[Value], scope: ScopeId) -> Outcome<NodeId> {
        let [clause, more @ ..] = clauses else {
            return Ok(self.unspecified());
        };
        self.locate(clause);
        let parts = self.list(clause, "a clause")?;
        let Some((test, body)) = parts.split_first() else {
            return Err(self.fault("a clause needs a test"));
        };
        if self.is_word(test, scope, "else") {
            if !more.is_empty() || body.is_empty() {
                return Err(self.fault("else must have expressions and be the last clause"));
            }
            return self.sequence(body, scope);
        }
        let test = self.expand(test, scope)?;
        let node = match body {
            [] => {
                let rest = self.cond(more, scope)?;
                Node::Or(vec![test, rest])
            }
            [arrow, receiver] if self.is_word(arrow, scope, "=>") => {
                let (variable, _) = self.temporary(scope);
                let receiver = self.expand(receiver, scope)?;
                let found = self.program.add(Node::Local(variable));
                let then = self.call_with(receiver, variable);
                let rest = self.cond(more, scope)?;
                let choice = self.program.add(Node::If(found, then, rest));
                return Ok(self.let_one(variable, test, choice));
            }
            body => {
                let then = self.sequence(body, scope)?;
                let rest = self.cond(more, scope)?;
                Node::If(test, then, rest)
            }
        };
        Ok(self.program.add(node))
    }

    pub(super) fn case(&mut self, items: &[Value], scope: ScopeId) -> Outcome<NodeId> {
        let [key, clauses @ ..] = items else {
            return Err(self.fault("expected (case key clause ...)"));
        };
        let key = self.expand(key, scope)?;
        let (variable, inner) = self.temporary(scope);
        let mut choice = self.unspecified();
        for (index, clause) in clauses.iter().enumerate().rev() {
            self.locate(clause);
            let parts = self.list(clause, "a clause")?;
            let [data, body @ ..] = &parts[..] else {
                return Err(self.fault("a clause of case must be ((datum ...) expression ...)"));
            };
            let body = match body {
                [arrow, receiver] if self.is_word(arrow, inner, "=>") => {
                    let receiver = self.expand(receiver, inner)?;
                    self.call_with(receiver, variable)
                }
                [] => self.unspecified(),
                body => self.sequence(body, inner)?,
            };
            if self.is_word(data, inner, "else") {
                if index + 1 != clauses.len() {
                    return Err(self.fault("else must be the last clause"));
                }
                choice = body;
                continue;
            }
            let data = self.list(data, "the data of a clause")?;
            let test = self.is_one_of(variable, &data)?;
            choice = self.program.add(Node::If(test, body, choice));
        }
        Ok(self.let_one(variable, key, choice))
    }

    /// Whether a variable is `eqv?` to one of some data.
    fn is_one_of(&mut self, variable: VariableId, data: &[Value]) -> Outcome<NodeId> {
        let mut tests = Vec::new();
        for datum in data {
            let datum = self.strip(datum)?;
            let datum = self.constant(datum);
            let key = self.program.add(Node::Local(variable));
            let procedure = self.primitive("eqv?");
            tests.push(self.program.add(Node::Call {
                procedure,
                arguments: vec![key, datum],
                position: self.here,
            }));
        }
        Ok(self.program.add(Node::Or(tests)))
    }
}
