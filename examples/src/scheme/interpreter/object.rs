//! The rarer kinds of objects.

use gc_core::Trace;
use smallvec::SmallVec;

use super::Ptr;
use super::fault::{Kind, Site};
use super::machine::{Continuation, Escape};
use super::port::Port;
use super::symbol::Symbol;
use super::table::Table;
use super::value::{Slot, Value};

/// An object of one of the rarer kinds.
#[derive(Trace)]
pub(crate) enum Object {
    Values(Vec<Value>),
    RecordType(Ptr<RecordType>),
    RecordProcedure(RecordProcedure),
    /// A pair in the slot: whether it is done, and the value or what computes it.
    Promise(Slot),
    Condition(Condition),
    Table(Table),
    Parameter(Parameter),
    Continuation(Continuation),
    Escape(Escape),
    Port(Port),
}

impl Object {
    pub(crate) fn is_procedure(&self) -> bool {
        matches!(
            self,
            Self::RecordProcedure(_) | Self::Parameter(_) | Self::Continuation(_) | Self::Escape(_)
        )
    }
}

/// What `define-record-type` makes.
#[derive(Trace)]
pub(crate) struct RecordType {
    pub(crate) name: Symbol,
    pub(crate) fields: Vec<Symbol>,
}

/// A record.
#[derive(Trace)]
pub(crate) struct Record {
    pub(crate) kind: Ptr<RecordType>,
    pub(crate) fields: SmallVec<[Slot; 3]>,
}

/// A procedure that `define-record-type` makes.
#[derive(Trace)]
pub(crate) struct RecordProcedure {
    pub(crate) kind: Ptr<RecordType>,
    pub(crate) name: Symbol,
    pub(crate) action: RecordAction,
}

/// What it does.
#[derive(Trace)]
pub(crate) enum RecordAction {
    /// Makes a record; its arguments are these fields.
    Construct(Vec<usize>),
    Test,
    Access(usize),
    Modify(usize),
}

/// An error as an object.
#[derive(Trace)]
pub(crate) struct Condition {
    #[trace(skip)]
    pub(crate) kind: Kind,
    pub(crate) message: String,
    pub(crate) irritants: Vec<Value>,
    /// The calls that were being made, the innermost first.
    pub(crate) sites: Vec<Site>,
    pub(crate) omitted: usize,
}

/// What `make-parameter` makes.
#[derive(Trace)]
pub(crate) struct Parameter {
    pub(crate) value: Slot,
    pub(crate) converter: Value,
}
