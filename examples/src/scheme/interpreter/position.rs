//! Where a piece of a program was read.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use gc_core::Trace;

use super::Ptr;
use super::value::{Pair, Value};
use crate::scheme::error::Place;

/// A place in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Trace)]
#[trace(leaf)]
pub(crate) struct Position {
    /// An index into [`Files`].
    pub(crate) file: u32,
    pub(crate) line: u32,
    pub(crate) column: u32,
}

impl Position {
    /// The file of what the interpreter itself is made of.
    pub(crate) const PRELUDE: u32 = 0;

    pub(crate) fn start(file: u32) -> Self {
        Self {
            file,
            line: 1,
            column: 1,
        }
    }

    /// Whether the place is in a program, not in the interpreter's own procedures.
    pub(crate) fn is_users(self) -> bool {
        self.file != Self::PRELUDE
    }
}

/// The names of files.
#[derive(Default)]
pub(crate) struct Files(Vec<Rc<str>>);

impl Files {
    pub(crate) fn add(&mut self, name: &str) -> u32 {
        if let Some(found) = self.0.iter().position(|file| **file == *name) {
            return found as u32;
        }
        self.0.push(name.into());
        (self.0.len() - 1) as u32
    }

    pub(crate) fn place(&self, position: Position) -> Place {
        Place {
            file: self.0[position.file as usize].to_string(),
            line: position.line,
            column: position.column,
        }
    }
}

/// Where the lists of a datum began. Keyed by address: it is of use as long as the datum lives.
#[derive(Default)]
pub(crate) struct Positions(RefCell<HashMap<*const Pair, Position>>);

impl Positions {
    pub(crate) fn note(&self, pair: &Ptr<Pair>, position: Position) {
        self.0.borrow_mut().insert(Ptr::as_ptr(pair), position);
    }

    pub(crate) fn of(&self, datum: &Value) -> Option<Position> {
        match datum {
            Value::Pair(pair) => self.0.borrow().get(&Ptr::as_ptr(pair)).copied(),
            _ => None,
        }
    }

    pub(crate) fn clear(&self) {
        self.0.borrow_mut().clear();
    }
}
