//! What goes wrong while a program runs, on its way to a handler.

use gc_core::Trace;

use super::position::Position;
use super::symbol::Symbol;
use super::value::Value;

/// What sort of error it is, for `file-error?` and `read-error?`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Error,
    File,
    Read,
    /// Too many calls wait for their results.
    Depth,
}

/// Why a step of the machine has no result.
pub(crate) enum Fault {
    /// An error object is to be made and raised.
    Error {
        kind: Kind,
        message: String,
        irritants: Vec<Value>,
        /// Where, if not where the machine is.
        position: Option<Position>,
        /// The text ends within a datum.
        incomplete: bool,
    },
    /// What the program raised.
    Raise(Value),
    /// Nobody handles this.
    Uncaught(Value),
    Exit(u8),
}

pub(crate) type Outcome<T = Value> = Result<T, Box<Fault>>;

/// A call that was being made.
#[derive(Clone, Debug, Trace)]
pub(crate) struct Site {
    pub(crate) name: Option<Symbol>,
    pub(crate) position: Position,
}

impl Fault {
    pub(crate) fn new(message: impl Into<String>) -> Box<Self> {
        Self::with(message, Vec::new())
    }

    pub(crate) fn with(message: impl Into<String>, irritants: Vec<Value>) -> Box<Self> {
        Box::new(Self::Error {
            kind: Kind::Error,
            message: message.into(),
            irritants,
            position: None,
            incomplete: false,
        })
    }

    pub(crate) fn file(message: impl Into<String>) -> Box<Self> {
        Self::new(message).of_kind(Kind::File)
    }

    pub(crate) fn at(message: impl Into<String>, position: Option<Position>) -> Box<Self> {
        Self::new(message).placed(position)
    }

    /// An argument of the wrong type.
    #[cold]
    pub(crate) fn wrong(expected: &str, found: &Value) -> Box<Self> {
        Self::new(format!(
            "expected {expected}, but found {}",
            super::printer::brief(found)
        ))
    }

    pub(crate) fn of_kind(mut self: Box<Self>, wanted: Kind) -> Box<Self> {
        if let Self::Error { kind, .. } = &mut *self {
            *kind = wanted;
        }
        self
    }

    pub(crate) fn placed(mut self: Box<Self>, place: Option<Position>) -> Box<Self> {
        if let Self::Error { position, .. } = &mut *self {
            *position = position.or(place);
        }
        self
    }

    /// Says whose complaint it is.
    pub(crate) fn of(mut self: Box<Self>, name: &str) -> Box<Self> {
        // What the program says by `error` is all it says.
        if let Self::Error { message, .. } = &mut *self
            && name != "error"
        {
            message.insert_str(0, &format!("{name}: "));
        }
        self
    }
}
