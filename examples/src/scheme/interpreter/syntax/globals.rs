//! The outermost level: what names mean where nothing nearer says so.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::super::Ptr;
use super::super::code::Global;
use super::super::symbol::Symbol;
use super::super::value::{Slot, Value};
use super::rules::Macro;
use super::scope::{Alias, ScopeId};

/// A form that the expander knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    And,
    Begin,
    Case,
    Cond,
    CondExpand,
    Define,
    DefineLibrary,
    DefineRecordType,
    DefineSyntax,
    Do,
    If,
    Import,
    Lambda,
    Let,
    LetStar,
    LetSyntax,
    Letrec,
    Or,
    Quasiquote,
    Quote,
    Set,
    SyntaxError,
    Unless,
    When,
}

const FORMS: [(&str, Form); 26] = [
    ("and", Form::And),
    ("begin", Form::Begin),
    ("case", Form::Case),
    ("cond", Form::Cond),
    ("cond-expand", Form::CondExpand),
    ("define", Form::Define),
    ("define-library", Form::DefineLibrary),
    ("define-record-type", Form::DefineRecordType),
    ("define-syntax", Form::DefineSyntax),
    ("do", Form::Do),
    ("if", Form::If),
    ("import", Form::Import),
    ("lambda", Form::Lambda),
    ("let", Form::Let),
    ("let*", Form::LetStar),
    ("let-syntax", Form::LetSyntax),
    ("letrec-syntax", Form::LetSyntax),
    ("letrec", Form::Letrec),
    ("letrec*", Form::Letrec),
    ("or", Form::Or),
    ("quasiquote", Form::Quasiquote),
    ("quote", Form::Quote),
    ("set!", Form::Set),
    ("syntax-error", Form::SyntaxError),
    ("unless", Form::Unless),
    ("when", Form::When),
];

/// What a name of the outermost level is if it is no variable.
#[derive(Clone)]
pub(super) enum Keyword {
    Form(Form),
    Macro(Rc<Macro>),
}

/// All names of the outermost level.
pub(crate) struct Globals {
    variables: HashMap<Symbol, Ptr<Global>>,
    keywords: HashMap<Symbol, Keyword>,
    /// Names that macros of the outermost level inserted.
    pub(super) aliases: HashMap<Symbol, Alias>,
    /// Names that the program defines anew: calls of them are not built into the code.
    redefined: HashSet<Symbol>,
}

impl Globals {
    pub(crate) fn new() -> Self {
        let forms = FORMS.iter();
        Self {
            variables: HashMap::new(),
            keywords: forms
                .map(|&(name, form)| (Symbol::intern(name), Keyword::Form(form)))
                .collect(),
            aliases: HashMap::new(),
            redefined: HashSet::new(),
        }
    }

    /// The variable of this name, which may have no value yet.
    pub(crate) fn variable(&mut self, name: &Symbol) -> Ptr<Global> {
        let variable = self.variables.entry(name.clone()).or_insert_with(|| {
            Ptr::new(Global {
                name: name.clone(),
                value: Slot::default(),
            })
        });
        variable.clone()
    }

    pub(crate) fn define(&mut self, name: &str, value: Value) {
        self.variable(&Symbol::intern(name)).value.set(value);
    }

    pub(super) fn keyword(&self, name: &Symbol) -> Option<&Keyword> {
        self.keywords.get(name)
    }

    pub(super) fn define_macro(&mut self, name: Symbol, rules: Rc<Macro>) {
        self.keywords.insert(name, Keyword::Macro(rules));
    }

    /// A definition of a variable makes its name one, whatever it was.
    pub(super) fn define_variable(&mut self, name: &Symbol) -> Ptr<Global> {
        self.keywords.remove(name);
        self.variable(name)
    }

    /// A macro of the outermost level has been made whose rules have aliases in them.
    pub(super) fn keep_aliases(&mut self) {
        let aliases = self.aliases.values_mut();
        for alias in aliases.filter(|alias| alias.scope == ScopeId::OUTERMOST) {
            alias.kept = true;
        }
    }

    /// Forgets the aliases of a form that has been dealt with.
    pub(crate) fn forget_aliases(&mut self) {
        self.aliases.retain(|_, alias| alias.kept);
    }

    /// Notes what a program is going to define.
    pub(crate) fn announce(&mut self, name: Symbol) {
        self.redefined.insert(name);
    }

    pub(crate) fn is_redefined(&self, name: &Symbol) -> bool {
        self.redefined.contains(name)
    }
}

impl Drop for Globals {
    /// Variables let go of their values one by one: what the values lead to may lead to other variables.
    fn drop(&mut self) {
        for variable in self.variables.values() {
            drop(variable.value.take());
        }
    }
}
