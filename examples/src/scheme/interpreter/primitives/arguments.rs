//! Arguments as what they must be.

use std::ops::Range;

use super::super::Ptr;
use super::super::fault::{Fault, Outcome};
use super::super::object::Object;
use super::super::symbol::Symbol;
use super::super::table::Table;
use super::super::value::{Bytes, Pair, Text, Value, Vector};

pub(super) fn pair(value: &Value) -> Outcome<&Ptr<Pair>> {
    match value {
        Value::Pair(pair) => Ok(pair),
        other => Err(Fault::wrong("a pair", other)),
    }
}

pub(super) fn list(value: &Value) -> Outcome<Vec<Value>> {
    value.to_vec().ok_or_else(|| Fault::wrong("a list", value))
}

pub(super) fn text(value: &Value) -> Outcome<&Ptr<Text>> {
    match value {
        Value::Text(text) => Ok(text),
        other => Err(Fault::wrong("a string", other)),
    }
}

/// A string's contents.
pub(super) fn string(value: &Value) -> Outcome<String> {
    Ok(text(value)?.0.borrow().iter().collect())
}

pub(super) fn character(value: &Value) -> Outcome<char> {
    match value {
        Value::Char(c) => Ok(*c),
        other => Err(Fault::wrong("a character", other)),
    }
}

pub(super) fn symbol(value: &Value) -> Outcome<&Symbol> {
    match value {
        Value::Symbol(symbol) => Ok(symbol),
        other => Err(Fault::wrong("a symbol", other)),
    }
}

pub(super) fn vector(value: &Value) -> Outcome<&Ptr<Vector>> {
    match value {
        Value::Vector(vector) => Ok(vector),
        other => Err(Fault::wrong("a vector", other)),
    }
}

pub(super) fn bytes(value: &Value) -> Outcome<&Ptr<Bytes>> {
    match value {
        Value::Bytes(bytes) => Ok(bytes),
        other => Err(Fault::wrong("a bytevector", other)),
    }
}

pub(super) fn byte(value: &Value) -> Outcome<u8> {
    match value {
        Value::Int(byte @ 0..=255) => Ok(*byte as u8),
        other => Err(Fault::wrong("an integer from 0 to 255", other)),
    }
}

pub(super) fn table(value: &Value) -> Outcome<&Table> {
    if let Value::Object(object) = value
        && let Object::Table(table) = &**object
    {
        return Ok(table);
    }
    Err(Fault::wrong("a hash table", value))
}

/// An index or length.
pub(super) fn index(value: &Value) -> Outcome<usize> {
    match value {
        Value::Int(index @ 0..) => Ok(index.unsigned_abs() as usize),
        other => Err(Fault::wrong("an index", other)),
    }
}

/// How many elements anything may be made with at once: beyond, the memory would not do.
const MOST: usize = 1 << 32;

pub(super) fn length(value: &Value) -> Outcome<usize> {
    match index(value)? {
        length if length <= MOST => Ok(length),
        _ => Err(Fault::wrong("a length that fits in memory", value)),
    }
}

/// The part of a sequence that optional arguments name.
pub(super) fn range(arguments: &[Value], length: usize) -> Outcome<Range<usize>> {
    let start = arguments.first().map_or(Ok(0), index)?;
    let end = arguments.get(1).map_or(Ok(length), index)?;
    if start > end || end > length {
        return Err(Fault::new(format!(
            "the part from {start} to {end} is not within a sequence of {length}"
        )));
    }
    Ok(start..end)
}

pub(super) fn outside(index: usize, what: &str, length: usize) -> Box<Fault> {
    Fault::new(format!("index {index} is outside of a {what} of {length}"))
}
