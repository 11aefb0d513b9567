//! Numbers: integers of 64 bits that become longer when they have to, and floats.

mod arithmetic;
mod format;
mod parse;

pub(crate) use arithmetic::{
    Order, add, compare, divide, exact, exact_root, expt, gcd, inexact, modulo, multiply, negate,
    quotient, remainder, subtract,
};
pub(crate) use format::format;
pub(crate) use parse::parse;

use num_bigint::BigInt;
use num_traits::ToPrimitive;

use super::Ptr;
use super::fault::{Fault, Outcome};
use super::value::{Big, Value};

/// A number, read out of a value.
pub(crate) enum Number {
    Int(i64),
    Big(Ptr<Big>),
    Float(f64),
}

impl Number {
    pub(crate) fn of(value: &Value) -> Outcome<Self> {
        match value {
            Value::Int(int) => Ok(Self::Int(*int)),
            Value::Float(float) => Ok(Self::Float(*float)),
            Value::Big(big) => Ok(Self::Big(big.clone())),
            other => Err(Fault::wrong("a number", other)),
        }
    }

    pub(crate) fn to_float(&self) -> f64 {
        match self {
            Self::Int(int) => *int as f64,
            Self::Float(float) => *float,
            Self::Big(big) => big_to_float(&big.0),
        }
    }

    /// The exact integer, if it is one.
    pub(crate) fn to_big(&self) -> Option<BigInt> {
        match self {
            Self::Int(int) => Some(BigInt::from(*int)),
            Self::Big(big) => Some(big.0.clone()),
            Self::Float(_) => None,
        }
    }
}

fn big_to_float(big: &BigInt) -> f64 {
    big.to_f64().unwrap_or(f64::NAN)
}

/// The value of a long integer, short if it fits.
pub(crate) fn integer(big: BigInt) -> Value {
    match big.to_i64() {
        Some(int) => Value::Int(int),
        None => Value::Big(Ptr::new(Big(big))),
    }
}

/// An exact integer.
pub(crate) fn to_integer(value: &Value) -> Outcome<BigInt> {
    match value {
        Value::Int(int) => Ok(BigInt::from(*int)),
        Value::Big(big) => Ok(big.0.clone()),
        other => Err(Fault::wrong("an exact integer", other)),
    }
}

#[cfg(test)]
mod tests;
