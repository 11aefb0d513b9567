//! Scheme's values: two words, of which one may be a pointer.

use std::cell::{Cell, RefCell};
use std::mem;

use gc_core::Trace;
use num_bigint::BigInt;

use super::Ptr;
use super::code::Closure;
use super::object::{Object, Record};
use super::primitives::Primitive;
use super::symbol::Symbol;

/// A value.
///
/// The variants behind pointers that programs make by the million have a type each, so that a heap that
/// sorts objects by type knows which of them can be in a cycle; the rest shares [`Object`].
#[derive(Clone, Default, Trace)]
pub(crate) enum Value {
    /// What a variable holds before its definition; never seen by programs.
    #[default]
    Undefined,
    /// The value of what has none.
    Unspecified,
    Nil,
    Eof,
    Bool(bool),
    Int(i64),
    Float(f64),
    Char(char),
    Symbol(Symbol),
    Primitive(&'static Primitive),
    Pair(Ptr<Pair>),
    Closure(Ptr<Closure>),
    /// A variable that is assigned to, or seen before it is defined; never seen by programs.
    Cell(Ptr<Slot>),
    Text(Ptr<Text>),
    Vector(Ptr<Vector>),
    Record(Ptr<Record>),
    Big(Ptr<Big>),
    Bytes(Ptr<Bytes>),
    Object(Ptr<Object>),
}

const _: () = assert!(size_of::<Value>() == 16);

/// A place that holds a value and may be given another.
///
/// Reading moves the value out, copies it and moves it back, which costs less than a borrow's flag.
/// Nothing can look in between.
#[derive(Default, Trace)]
pub(crate) struct Slot(Cell<Value>);

impl Slot {
    #[inline]
    pub(crate) fn new(value: Value) -> Self {
        Self(Cell::new(value))
    }

    #[inline]
    pub(crate) fn get(&self) -> Value {
        self.with(Value::clone)
    }

    #[inline]
    pub(crate) fn set(&self, value: Value) {
        self.0.set(value);
    }

    #[inline]
    pub(crate) fn take(&self) -> Value {
        self.0.take()
    }

    /// Looks at the value. The closure must not come back here: it would find nothing.
    #[inline]
    pub(crate) fn with<R>(&self, look: impl FnOnce(&Value) -> R) -> R {
        let value = self.0.take();
        let result = look(&value);
        // `Undefined`, as `take` left it: nothing that would have to be dropped.
        mem::forget(self.0.replace(value));
        result
    }
}

/// What `cons` makes.
#[derive(Trace)]
pub(crate) struct Pair {
    pub(crate) car: Slot,
    pub(crate) cdr: Slot,
}

/// A string. Characters have one size, so that all of them are found at once.
#[derive(Trace)]
pub(crate) struct Text(pub(crate) RefCell<Vec<char>>);

/// A vector.
#[derive(Trace)]
pub(crate) struct Vector(pub(crate) RefCell<Vec<Value>>);

/// A bytevector.
#[derive(Trace)]
pub(crate) struct Bytes(pub(crate) RefCell<Vec<u8>>);

/// An integer beyond 64 bits.
#[derive(Trace)]
#[trace(leaf)]
pub(crate) struct Big(pub(crate) BigInt);

impl Value {
    #[inline]
    pub(crate) fn cons(car: Value, cdr: Value) -> Self {
        Self::Pair(Ptr::new(Pair {
            car: Slot::new(car),
            cdr: Slot::new(cdr),
        }))
    }

    pub(crate) fn list<I>(items: I) -> Self
    where
        I: IntoIterator<Item = Value, IntoIter: DoubleEndedIterator>,
    {
        Self::list_onto(items, Self::Nil)
    }

    /// A list that goes on with `tail`.
    pub(crate) fn list_onto<I>(items: I, tail: Value) -> Self
    where
        I: IntoIterator<Item = Value, IntoIter: DoubleEndedIterator>,
    {
        let backwards = items.into_iter().rev();
        backwards.fold(tail, |list, item| Self::cons(item, list))
    }

    pub(crate) fn text(text: &str) -> Self {
        Self::from_chars(text.chars().collect())
    }

    pub(crate) fn from_chars(chars: Vec<char>) -> Self {
        Self::Text(Ptr::new(Text(RefCell::new(chars))))
    }

    pub(crate) fn vector(items: Vec<Value>) -> Self {
        Self::Vector(Ptr::new(Vector(RefCell::new(items))))
    }

    pub(crate) fn bytes(bytes: Vec<u8>) -> Self {
        Self::Bytes(Ptr::new(Bytes(RefCell::new(bytes))))
    }

    pub(crate) fn object(object: Object) -> Self {
        Self::Object(Ptr::new(object))
    }

    pub(crate) fn symbol(name: &str) -> Self {
        Self::Symbol(Symbol::intern(name))
    }

    /// Several values as one; one as itself.
    pub(crate) fn values(mut values: Vec<Value>) -> Self {
        if values.len() == 1 {
            return values.swap_remove(0);
        }
        Self::object(Object::Values(values))
    }

    #[inline]
    pub(crate) fn is_true(&self) -> bool {
        !matches!(self, Self::Bool(false))
    }

    pub(crate) fn is_procedure(&self) -> bool {
        match self {
            Self::Closure(_) | Self::Primitive(_) => true,
            Self::Object(object) => object.is_procedure(),
            _ => false,
        }
    }

    /// The elements of a proper list.
    pub(crate) fn to_vec(&self) -> Option<Vec<Value>> {
        let (items, tail) = self.elements();
        matches!(tail, Self::Nil).then_some(items)
    }

    /// The elements of a list, proper or not, and what ends it. A circular list is cut where it would
    /// begin again, and ends in a pair.
    pub(crate) fn elements(&self) -> (Vec<Value>, Value) {
        let mut items = Vec::new();
        let mut at = self.clone();
        let (mut mark, mut limit) = (self.clone(), 1024_usize);
        while let Self::Pair(pair) = &at {
            items.push(pair.car.get());
            let next = pair.cdr.get();
            if let (Self::Pair(next), Self::Pair(mark)) = (&next, &mark)
                && Ptr::ptr_eq(next, mark)
            {
                break;
            }
            at = next;
            if items.len() == limit {
                limit *= 2;
                mark = at.clone();
            }
        }
        (items, at)
    }
}

#[cfg(test)]
mod tests {
    use super::Value;

    #[test]
    fn reading_a_slot_leaves_the_value_there() {
        let slot = super::Slot::new(Value::Int(3));
        assert!(matches!(slot.get(), Value::Int(3)));
        assert!(matches!(slot.take(), Value::Int(3)));
    }

    #[test]
    fn a_circular_list_has_no_end() {
        let list = Value::list((0..5000).map(Value::Int));
        assert_eq!(list.to_vec().map(|items| items.len()), Some(5000));
        let Value::Pair(first) = &list else {
            panic!("a list of 5000 elements is a pair")
        };
        first.cdr.set(list.clone());
        assert!(list.to_vec().is_none());
        first.cdr.set(Value::Nil);
    }
}
