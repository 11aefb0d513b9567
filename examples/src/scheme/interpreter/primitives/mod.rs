//! Built-in procedures. Those that call procedures of the program are written in Scheme, in
//! `prelude.scm`, so that the machine never runs inside itself.

mod arguments;
mod bytes;
mod chars;
pub(crate) mod conditions;
mod control;
mod lists;
mod number_text;
mod numbers;
mod ports;
mod records;
mod strings;
mod symbols;
mod tables;
mod vectors;

use gc_core::Trace;

use super::context::Context;
use super::fault::{Fault, Outcome};
use super::value::Value;

/// A built-in procedure.
#[derive(Trace)]
#[trace(leaf)]
pub(crate) struct Primitive {
    pub(crate) name: &'static str,
    least: usize,
    most: usize,
    pub(crate) action: Action,
}

type Function = fn(&mut Context, &[Value]) -> Outcome;

/// What a built-in procedure does.
#[derive(Clone, Copy)]
pub(crate) enum Action {
    /// It maps arguments to a result.
    Plain(Function),
    /// It changes what the machine does next.
    Control(Control),
}

/// Procedures that only the machine can carry out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Control {
    Apply,
    /// Calls the first argument with the values that the second is.
    ApplyValues,
    CallCc,
    MakeEscape,
    Eval,
}

/// Any number of arguments.
const ANY: usize = usize::MAX;

impl Primitive {
    const fn new(name: &'static str, least: usize, most: usize, function: Function) -> Self {
        Self {
            name,
            least,
            most,
            action: Action::Plain(function),
        }
    }

    const fn control(name: &'static str, least: usize, most: usize, control: Control) -> Self {
        Self {
            name,
            least,
            most,
            action: Action::Control(control),
        }
    }

    pub(crate) fn accepts(&self, count: usize) -> bool {
        (self.least..=self.most).contains(&count)
    }

    pub(crate) fn check(&self, count: usize) -> Outcome<()> {
        if self.accepts(count) {
            return Ok(());
        }
        let expected = match (self.least, self.most) {
            (1, 1) => "1 argument".to_owned(),
            (least, most) if least == most => format!("{least} arguments"),
            (least, ANY) => format!("at least {least} arguments"),
            (least, most) => format!("{least} to {most} arguments"),
        };
        let message = format!("expected {expected}, but found {count}");
        Err(Fault::new(message).of(self.name))
    }
}

static ALL: [&[Primitive]; 13] = [
    numbers::PRIMITIVES,
    number_text::PRIMITIVES,
    lists::PRIMITIVES,
    symbols::PRIMITIVES,
    chars::PRIMITIVES,
    strings::PRIMITIVES,
    vectors::PRIMITIVES,
    bytes::PRIMITIVES,
    tables::PRIMITIVES,
    records::PRIMITIVES,
    control::PRIMITIVES,
    conditions::PRIMITIVES,
    ports::PRIMITIVES,
];

/// All built-in procedures.
pub(crate) fn all() -> impl Iterator<Item = &'static Primitive> {
    ALL.iter().flat_map(|table| table.iter())
}

/// The built-in procedure of a name that is known to be one.
pub(crate) fn named(name: &str) -> Value {
    let found = all().find(|primitive| primitive.name == name);
    Value::Primitive(found.unwrap_or_else(|| unreachable!("`{name}` is built in")))
}
