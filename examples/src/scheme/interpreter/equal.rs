//! `eq?`, `eqv?`, `equal?`, and hashes that agree with them.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::Ptr;
use super::value::Value;

/// Which values count as the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Equivalence {
    /// The same object; numbers and characters by value.
    Eqv,
    /// The same contents.
    Equal,
}

impl Equivalence {
    pub(crate) fn holds(self, a: &Value, b: &Value) -> bool {
        match self {
            Self::Eqv => is_eqv(a, b),
            Self::Equal => is_equal(a, b),
        }
    }

    pub(crate) fn hash(self, value: &Value) -> u64 {
        let mut hasher = DefaultHasher::new();
        match self {
            Self::Eqv => hash_eqv(value, &mut hasher),
            Self::Equal => hash_equal(value, &mut hasher),
        }
        hasher.finish()
    }
}

/// Whether two values are the same object, or the same number or character.
#[inline]
pub(crate) fn is_eqv(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => a == b,
        (Value::Symbol(a), Value::Symbol(b)) => a == b,
        (Value::Bool(a), Value::Bool(b)) => a == b,
        (Value::Char(a), Value::Char(b)) => a == b,
        (Value::Nil, Value::Nil) | (Value::Eof, Value::Eof) => true,
        (Value::Unspecified, Value::Unspecified) => true,
        (Value::Pair(a), Value::Pair(b)) => Ptr::ptr_eq(a, b),
        (Value::Closure(a), Value::Closure(b)) => Ptr::ptr_eq(a, b),
        (Value::Text(a), Value::Text(b)) => Ptr::ptr_eq(a, b),
        (Value::Vector(a), Value::Vector(b)) => Ptr::ptr_eq(a, b),
        (Value::Record(a), Value::Record(b)) => Ptr::ptr_eq(a, b),
        (Value::Object(a), Value::Object(b)) => Ptr::ptr_eq(a, b),
        (Value::Bytes(a), Value::Bytes(b)) => Ptr::ptr_eq(a, b),
        (Value::Big(a), Value::Big(b)) => a.0 == b.0,
        // By bits: 0.0 differs from -0.0, and what is no number is itself.
        (Value::Float(a), Value::Float(b)) => a.to_bits() == b.to_bits(),
        (Value::Primitive(a), Value::Primitive(b)) => std::ptr::eq(*a, *b),
        _ => false,
    }
}

/// After this many comparisons, pairs of objects that are being compared are remembered, so that
/// circles come to an end.
const PATIENCE: usize = 10_000;

/// Whether two values have the same contents.
pub(crate) fn is_equal(a: &Value, b: &Value) -> bool {
    let mut open = vec![(a.clone(), b.clone())];
    let mut seen = HashSet::new();
    let mut steps = 0_usize;
    while let Some((a, b)) = open.pop() {
        if is_eqv(&a, &b) {
            continue;
        }
        steps += 1;
        match (&a, &b) {
            (Value::Pair(x), Value::Pair(y)) => {
                let key = (Ptr::as_ptr(x).addr(), Ptr::as_ptr(y).addr());
                if steps > PATIENCE && !seen.insert(key) {
                    continue;
                }
                open.push((x.cdr.get(), y.cdr.get()));
                open.push((x.car.get(), y.car.get()));
            }
            (Value::Vector(x), Value::Vector(y)) => {
                let key = (Ptr::as_ptr(x).addr(), Ptr::as_ptr(y).addr());
                if steps > PATIENCE && !seen.insert(key) {
                    continue;
                }
                let (x, y) = (x.0.borrow(), y.0.borrow());
                if x.len() != y.len() {
                    return false;
                }
                open.extend(x.iter().cloned().zip(y.iter().cloned()));
            }
            (Value::Text(a), Value::Text(b)) if *a.0.borrow() == *b.0.borrow() => {}
            (Value::Bytes(a), Value::Bytes(b)) if *a.0.borrow() == *b.0.borrow() => {}
            _ => return false,
        }
    }
    true
}

fn hash_eqv(value: &Value, hasher: &mut DefaultHasher) {
    match value {
        Value::Int(int) => int.hash(hasher),
        Value::Symbol(symbol) => symbol.hash(hasher),
        Value::Bool(bool) => bool.hash(hasher),
        Value::Char(c) => c.hash(hasher),
        Value::Big(big) => big.0.hash(hasher),
        Value::Float(float) => float.to_bits().hash(hasher),
        Value::Pair(it) => Ptr::as_ptr(it).addr().hash(hasher),
        Value::Closure(it) => Ptr::as_ptr(it).addr().hash(hasher),
        Value::Text(it) => Ptr::as_ptr(it).addr().hash(hasher),
        Value::Vector(it) => Ptr::as_ptr(it).addr().hash(hasher),
        Value::Record(it) => Ptr::as_ptr(it).addr().hash(hasher),
        Value::Object(it) => Ptr::as_ptr(it).addr().hash(hasher),
        Value::Bytes(it) => Ptr::as_ptr(it).addr().hash(hasher),
        Value::Cell(it) => Ptr::as_ptr(it).addr().hash(hasher),
        Value::Primitive(it) => it.name.hash(hasher),
        Value::Nil | Value::Eof | Value::Undefined | Value::Unspecified => {}
    }
}

/// Looks at the first parts of a value only: enough to tell most values apart.
fn hash_equal(value: &Value, hasher: &mut DefaultHasher) {
    const PARTS: usize = 32;
    let mut open = vec![value.clone()];
    for _ in 0..PARTS {
        let Some(value) = open.pop() else { return };
        match &value {
            Value::Pair(pair) => {
                open.push(pair.cdr.get());
                open.push(pair.car.get());
            }
            Value::Vector(vector) => {
                let items = vector.0.borrow();
                items.len().hash(hasher);
                open.extend(items.iter().take(PARTS).cloned());
            }
            Value::Text(text) => text.0.borrow().hash(hasher),
            Value::Bytes(bytes) => bytes.0.borrow().hash(hasher),
            other => hash_eqv(other, hasher),
        }
    }
}
