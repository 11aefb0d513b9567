//! Names to meanings.
//!
//! A name that a macro inserts is replaced by an alias: a fresh symbol that remembers the name and the scope
//! in which the macro was written. If nothing binds the alias itself, it means what the name means
//! there. So a macro neither captures the names of those who use it nor has its own captured.

use std::rc::Rc;

use super::super::symbol::Symbol;
use super::expand::Expander;
use super::globals::{Form, Keyword};
use super::node::VariableId;
use super::rules::Macro;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ScopeId(pub(super) usize);

impl ScopeId {
    /// The outermost level.
    pub(crate) const OUTERMOST: Self = Self(0);
}

pub(super) struct Scope {
    parent: ScopeId,
    names: Vec<(Symbol, Meaning)>,
}

/// What a name means in a scope.
#[derive(Clone)]
pub(super) enum Meaning {
    Form(Form),
    Macro(Rc<Macro>),
    Local(VariableId),
    /// A variable of the outermost level, defined or not.
    Global(Symbol),
}

impl Meaning {
    fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Form(a), Self::Form(b)) => a == b,
            (Self::Macro(a), Self::Macro(b)) => Rc::ptr_eq(a, b),
            (Self::Local(a), Self::Local(b)) => a == b,
            (Self::Global(a), Self::Global(b)) => a == b,
            _ => false,
        }
    }
}

/// A name that a macro inserted.
#[derive(Clone)]
pub(crate) struct Alias {
    pub(super) name: Symbol,
    pub(super) scope: ScopeId,
    /// A macro of the outermost level has it in its rules.
    pub(super) kept: bool,
}

impl Expander<'_> {
    pub(super) fn outermost() -> Scope {
        Scope {
            parent: ScopeId::OUTERMOST,
            names: Vec::new(),
        }
    }

    pub(super) fn new_scope(&mut self, parent: ScopeId) -> ScopeId {
        self.scopes.push(Scope {
            parent,
            names: Vec::new(),
        });
        ScopeId(self.scopes.len() - 1)
    }

    pub(super) fn bind(&mut self, scope: ScopeId, name: Symbol, meaning: Meaning) {
        self.scopes[scope.0].names.push((name, meaning));
    }

    /// Whether the scope itself, not one around it, binds a name.
    pub(super) fn binds(&self, scope: ScopeId, name: &Symbol) -> Option<&Meaning> {
        let names = &self.scopes[scope.0].names;
        let found = names.iter().rev().find(|(known, _)| known == name);
        found.map(|(_, meaning)| meaning)
    }

    /// A new variable, visible from the scope on.
    pub(super) fn bind_variable(
        &mut self,
        scope: ScopeId,
        name: &Symbol,
        ready: bool,
    ) -> VariableId {
        let variable = self.program.add_variable(self.original(name), ready);
        self.bind(scope, name.clone(), Meaning::Local(variable));
        variable
    }

    pub(super) fn resolve(&self, name: &Symbol, scope: ScopeId) -> Meaning {
        let (mut name, mut scope) = (name.clone(), scope);
        loop {
            let mut at = scope;
            while at != ScopeId::OUTERMOST {
                if let Some(meaning) = self.binds(at, &name) {
                    return meaning.clone();
                }
                at = self.scopes[at.0].parent;
            }
            match self.globals.aliases.get(&name) {
                Some(alias) => (name, scope) = (alias.name.clone(), alias.scope),
                None => break,
            }
        }
        match self.globals.keyword(&name) {
            Some(Keyword::Form(form)) => Meaning::Form(*form),
            Some(Keyword::Macro(rules)) => Meaning::Macro(Rc::clone(rules)),
            None => Meaning::Global(name),
        }
    }

    /// Whether two names mean the same, each in its scope.
    pub(super) fn same(&self, a: (&Symbol, ScopeId), b: (&Symbol, ScopeId)) -> bool {
        self.resolve(a.0, a.1).is(&self.resolve(b.0, b.1))
    }

    /// The name that an alias stands for in the end.
    pub(super) fn original(&self, name: &Symbol) -> Symbol {
        let mut name = name;
        while let Some(alias) = self.globals.aliases.get(name) {
            name = &alias.name;
        }
        name.clone()
    }

    /// A name for a name as it is understood in a scope, whatever is bound where it is used.
    pub(super) fn alias(&mut self, name: &Symbol, scope: ScopeId) -> Symbol {
        let alias = Symbol::fresh(name.name());
        let meant = Alias {
            name: name.clone(),
            scope,
            kept: false,
        };
        self.globals.aliases.insert(alias.clone(), meant);
        alias
    }
}
