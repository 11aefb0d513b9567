//! Data to nodes.

use std::rc::Rc;

use super::super::fault::{Fault, Outcome};
use super::super::position::{Position, Positions};
use super::super::symbol::Symbol;
use super::super::value::Value;
use super::globals::{Form, Globals};
use super::node::{Lambda, Node, NodeId, Program, VariableId};
use super::scope::{Meaning, Scope, ScopeId};

/// How deep forms may be nested in each other.
const MOST_NESTED: usize = 100_000;

/// How often a form may turn into the use of a macro before it is something else.
const MOST_EXPANSIONS: usize = 100_000;

/// Expands one form of the outermost level.
pub(crate) struct Expander<'a> {
    pub(super) globals: &'a mut Globals,
    pub(super) positions: &'a Positions,
    pub(super) program: Program,
    pub(super) scopes: Vec<Scope>,
    pub(super) here: Option<Position>,
    depth: usize,
}

/// What a form of the outermost level turned out to be.
pub(crate) enum TopLevel {
    /// Forms that stand in its place.
    Several(Vec<Value>),
    /// Something to run.
    Program(Program, NodeId),
    /// It was for the expander alone.
    Nothing,
}

impl<'a> Expander<'a> {
    pub(crate) fn new(globals: &'a mut Globals, positions: &'a Positions) -> Self {
        Self {
            globals,
            positions,
            program: Program::default(),
            scopes: vec![Self::outermost()],
            here: None,
            depth: 0,
        }
    }

    /// Expands a form as far as its kind can be told, and in full if it is to be run.
    pub(crate) fn top_level(mut self, form: &Value) -> Outcome<TopLevel> {
        let scope = ScopeId::OUTERMOST;
        let (form, head) = self.expand_head(form.clone(), scope)?;
        let result = match head {
            Some(Form::Begin) => TopLevel::Several(self.arguments(&form)?),
            Some(Form::DefineRecordType) => TopLevel::Several(self.record_definitions(&form)?),
            Some(Form::Import) => TopLevel::Nothing,
            Some(Form::DefineSyntax) => {
                let (name, rules) = self.syntax_definition(&form, scope)?;
                let name = self.original(&name);
                if self.has_alias(&form) {
                    self.globals.keep_aliases();
                }
                self.globals.define_macro(name, rules);
                TopLevel::Nothing
            }
            Some(Form::Define) => {
                let (name, value) = self.definition(&form, scope)?;
                let name = self.original(&name);
                let global = self.globals.define_variable(&name);
                let value = value.expand(&mut self, &name)?;
                let node = self.program.add(Node::Define(global, value));
                TopLevel::Program(std::mem::take(&mut self.program), node)
            }
            _ => {
                let node = self.expand(&form, scope)?;
                TopLevel::Program(std::mem::take(&mut self.program), node)
            }
        };
        Ok(result)
    }

    /// An error at what is being expanded.
    pub(super) fn fault(&self, message: impl Into<String>) -> Box<Fault> {
        Fault::at(message, self.here)
    }

    /// Goes one level down, on more stack if that is needed.
    pub(super) fn deeper<T>(&mut self, work: impl FnOnce(&mut Self) -> Outcome<T>) -> Outcome<T> {
        const RESERVE: usize = 128 << 10;
        const MORE: usize = 4 << 20;
        if self.depth >= MOST_NESTED {
            return Err(self.fault(format!("more than {MOST_NESTED} forms inside each other")));
        }
        self.depth += 1;
        let here = self.here;
        let result = stacker::maybe_grow(RESERVE, MORE, || work(self));
        self.here = here;
        self.depth -= 1;
        result
    }

    /// The elements of a proper list.
    pub(super) fn list(&self, value: &Value, what: &str) -> Outcome<Vec<Value>> {
        value.to_vec().ok_or_else(|| {
            let found = super::super::printer::brief(value);
            self.fault(format!("expected {what}, a list, but found {found}"))
        })
    }

    /// What follows the head of a form.
    pub(super) fn arguments(&self, form: &Value) -> Outcome<Vec<Value>> {
        let mut items = self.list(form, "a form")?;
        items.remove(0);
        Ok(items)
    }

    /// Notes where a form was read.
    pub(super) fn locate(&mut self, form: &Value) {
        if let Some(position) = self.positions.of(form) {
            self.here = Some(position);
        }
    }

    /// Expands macros until the head of a form is none. Gives the form and, if it is a built-in one,
    /// which.
    pub(super) fn expand_head(
        &mut self,
        mut form: Value,
        scope: ScopeId,
    ) -> Outcome<(Value, Option<Form>)> {
        for _ in 0..=MOST_EXPANSIONS {
            self.locate(&form);
            let Value::Pair(pair) = &form else {
                return Ok((form, None));
            };
            let Value::Symbol(name) = pair.car.get() else {
                return Ok((form, None));
            };
            match self.resolve(&name, scope) {
                Meaning::Form(Form::CondExpand) => form = self.cond_expand(&form)?,
                Meaning::Form(Form::SyntaxError) => return Err(self.syntax_error(&form)),
                Meaning::Form(head) => return Ok((form, Some(head))),
                Meaning::Macro(rules) => form = self.expand_macro(&rules, &form, scope)?,
                Meaning::Local(_) | Meaning::Global(_) => return Ok((form, None)),
            }
        }
        Err(self.fault(format!(
            "this is still the use of a macro after {MOST_EXPANSIONS} expansions"
        )))
    }

    pub(super) fn expand(&mut self, datum: &Value, scope: ScopeId) -> Outcome<NodeId> {
        self.deeper(|this| {
            let (form, head) = this.expand_head(datum.clone(), scope)?;
            match (&form, head) {
                (_, Some(head)) => this.form(head, &form, scope),
                (Value::Pair(_), None) => this.call(&form, scope),
                (Value::Symbol(name), None) => this.reference(name, scope),
                (Value::Nil, None) => {
                    Err(this.fault("() is no expression; write '() for the empty list"))
                }
                (Value::Vector(_), None) => {
                    let value = this.strip(&form)?;
                    Ok(this.constant(value))
                }
                _ => Ok(this.constant(form)),
            }
        })
    }

    pub(super) fn constant(&mut self, value: Value) -> NodeId {
        self.program.add(Node::Constant(value))
    }

    pub(super) fn unspecified(&mut self) -> NodeId {
        self.constant(Value::Unspecified)
    }

    pub(super) fn expand_all(&mut self, data: &[Value], scope: ScopeId) -> Outcome<Vec<NodeId>> {
        data.iter().map(|datum| self.expand(datum, scope)).collect()
    }

    fn call(&mut self, form: &Value, scope: ScopeId) -> Outcome<NodeId> {
        let position = self.here;
        let mut nodes = self.expand_all(&self.list(form, "a call")?, scope)?;
        let procedure = nodes.remove(0);
        Ok(self.program.add(Node::Call {
            procedure,
            arguments: nodes,
            position,
        }))
    }

    pub(super) fn reference(&mut self, name: &Symbol, scope: ScopeId) -> Outcome<NodeId> {
        let node = match self.resolve(name, scope) {
            Meaning::Local(variable) => {
                let known = self.program.variable_mut(variable);
                known.boxed |= !known.ready;
                Node::Local(variable)
            }
            Meaning::Global(name) => Node::Global(self.globals.variable(&name)),
            Meaning::Form(_) | Meaning::Macro(_) => {
                let name = self.original(name);
                let name = name.name();
                return Err(self.fault(format!("`{name}` is the name of a form, not a variable")));
            }
        };
        Ok(self.program.add(node))
    }

    fn form(&mut self, head: Form, form: &Value, scope: ScopeId) -> Outcome<NodeId> {
        let items = self.arguments(form)?;
        match head {
            Form::Quote => match &items[..] {
                [datum] => {
                    let value = self.strip(datum)?;
                    Ok(self.constant(value))
                }
                _ => Err(self.fault("quote takes one datum")),
            },
            Form::Quasiquote => match &items[..] {
                [datum] => self.quasiquote(datum, scope),
                _ => Err(self.fault("quasiquote takes one datum")),
            },
            Form::Lambda => match &items[..] {
                [parameters, body @ ..] if !body.is_empty() => {
                    self.lambda(None, parameters, body, scope)
                }
                _ => Err(self.fault("expected (lambda parameters body ...)")),
            },
            Form::If => self.expand_if(&items, scope),
            Form::Set => self.assignment(&items, scope),
            Form::Begin if items.is_empty() => Ok(self.unspecified()),
            Form::Begin => self.sequence(&items, scope),
            Form::Let => self.expand_let(&items, scope),
            Form::LetStar => self.let_star(&items, scope),
            Form::Letrec => self.letrec(&items, scope),
            Form::LetSyntax => self.let_syntax(&items, scope),
            Form::Do => self.expand_do(&items, scope),
            Form::Cond => self.cond(&items, scope),
            Form::Case => self.case(&items, scope),
            Form::And | Form::Or => {
                let nodes = self.expand_all(&items, scope)?;
                Ok(self.program.add(match head {
                    Form::And => Node::And(nodes),
                    _ => Node::Or(nodes),
                }))
            }
            Form::When | Form::Unless => self.when(head, &items, scope),
            Form::Define | Form::DefineRecordType | Form::DefineSyntax => Err(self.fault(
                "a definition belongs at the outermost level or at the beginning of a body",
            )),
            Form::Import => Err(self.fault("import belongs at the outermost level")),
            Form::DefineLibrary => Err(self.fault(
                "a program cannot define libraries here; write what is in it at the outermost level",
            )),
            Form::CondExpand | Form::SyntaxError => {
                unreachable!("`expand_head` deals with these forms")
            }
        }
    }

    pub(super) fn sequence(&mut self, items: &[Value], scope: ScopeId) -> Outcome<NodeId> {
        let nodes = self.expand_all(items, scope)?;
        Ok(match nodes[..] {
            [one] => one,
            _ => self.program.add(Node::Sequence(nodes)),
        })
    }

    fn assignment(&mut self, items: &[Value], scope: ScopeId) -> Outcome<NodeId> {
        let [Value::Symbol(name), value] = items else {
            return Err(self.fault("expected (set! variable expression)"));
        };
        let value = self.expand(value, scope)?;
        let node = match self.resolve(name, scope) {
            Meaning::Local(variable) => {
                self.program.variable_mut(variable).boxed = true;
                Node::SetLocal(variable, value)
            }
            Meaning::Global(name) => Node::SetGlobal(self.globals.variable(&name), value),
            Meaning::Form(_) | Meaning::Macro(_) => {
                return Err(self.fault(format!("`{}` is no variable", name.name())));
            }
        };
        Ok(self.program.add(node))
    }

    pub(super) fn lambda(
        &mut self,
        name: Option<&Symbol>,
        parameters: &Value,
        body: &[Value],
        scope: ScopeId,
    ) -> Outcome<NodeId> {
        let position = self.here;
        let inner = self.new_scope(scope);
        let (names, end) = parameters.elements();
        let mut variables = Vec::new();
        let rest = !matches!(end, Value::Nil);
        for parameter in names.into_iter().chain(rest.then_some(end)) {
            variables.push(self.parameter(&parameter, inner)?);
        }
        let body = self.body(body, inner)?;
        let name = name.map(|name| self.original(name));
        let lambda = self.program.add_lambda(Lambda {
            name,
            parameters: variables,
            rest,
            body,
            position,
        });
        Ok(self.program.add(Node::Lambda(lambda)))
    }

    /// A new variable of a scope that must not have one of that name yet.
    pub(super) fn parameter(&mut self, name: &Value, scope: ScopeId) -> Outcome<VariableId> {
        let Value::Symbol(name) = name else {
            let found = super::super::printer::brief(name);
            return Err(self.fault(format!("a variable must be a symbol, but found {found}")));
        };
        if self.binds(scope, name).is_some() {
            return Err(self.fault(format!("`{}` is bound twice", name.name())));
        }
        Ok(self.bind_variable(scope, name, true))
    }

    /// A name as the interpreter itself understands it, whatever the program has bound.
    pub(super) fn core(&mut self, name: &str) -> Value {
        Value::Symbol(self.alias(&Symbol::intern(name), ScopeId::OUTERMOST))
    }

    /// `(define-syntax name rules)`
    pub(super) fn syntax_definition(
        &mut self,
        form: &Value,
        scope: ScopeId,
    ) -> Outcome<(Symbol, Rc<super::rules::Macro>)> {
        match &self.arguments(form)?[..] {
            [Value::Symbol(name), rules] => Ok((name.clone(), self.syntax_rules(rules, scope)?)),
            _ => Err(self.fault("expected (define-syntax name (syntax-rules ...))")),
        }
    }
}
