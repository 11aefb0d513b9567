//! Arithmetic.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{FromPrimitive, Pow, Signed, Zero};

use super::super::fault::{Fault, Outcome};
use super::super::value::Value;
use super::{Number, integer};

/// Two numbers of the same kind.
enum Both {
    Ints(i64, i64),
    Bigs(BigInt, BigInt),
    Floats(f64, f64),
}

fn both(a: &Value, b: &Value) -> Outcome<Both> {
    let (a, b) = (Number::of(a)?, Number::of(b)?);
    Ok(match (&a, &b) {
        (Number::Int(a), Number::Int(b)) => Both::Ints(*a, *b),
        (Number::Float(_), _) | (_, Number::Float(_)) => Both::Floats(a.to_float(), b.to_float()),
        _ => match (a.to_big(), b.to_big()) {
            (Some(a), Some(b)) => Both::Bigs(a, b),
            _ => Both::Floats(a.to_float(), b.to_float()),
        },
    })
}

macro_rules! arithmetic {
    ($name:ident, $checked:ident, $operator:tt) => {
        pub(crate) fn $name(a: &Value, b: &Value) -> Outcome {
            Ok(match both(a, b)? {
                Both::Ints(a, b) => match a.$checked(b) {
                    Some(result) => Value::Int(result),
                    None => integer(BigInt::from(a) $operator BigInt::from(b)),
                },
                Both::Bigs(a, b) => integer(a $operator b),
                Both::Floats(a, b) => Value::Float(a $operator b),
            })
        }
    };
}

arithmetic!(add, checked_add, +);
arithmetic!(subtract, checked_sub, -);
arithmetic!(multiply, checked_mul, *);

pub(crate) fn negate(a: &Value) -> Outcome {
    match a {
        // 0 - 0.0 would be 0.0
        Value::Float(a) => Ok(Value::Float(-a)),
        a => subtract(&Value::Int(0), a),
    }
}

fn no_division() -> Box<Fault> {
    Fault::new("division by zero")
}

/// Exact where the result is an integer; a float where it is not.
pub(crate) fn divide(a: &Value, b: &Value) -> Outcome {
    Ok(match both(a, b)? {
        Both::Ints(_, 0) => return Err(no_division()),
        Both::Ints(a, b) => match a.checked_rem(b) {
            Some(0) => Value::Int(a / b),
            Some(_) => Value::Float(a as f64 / b as f64),
            None => integer(BigInt::from(a) / b),
        },
        Both::Bigs(_, b) if b.is_zero() => return Err(no_division()),
        Both::Bigs(a, b) => match a.div_rem(&b) {
            (quotient, rest) if rest.is_zero() => integer(quotient),
            _ => Value::Float(super::big_to_float(&a) / super::big_to_float(&b)),
        },
        Both::Floats(a, b) => Value::Float(a / b),
    })
}

/// A float that has no fraction, or an exact integer.
fn check_integer(value: &Value) -> Outcome<()> {
    match value {
        Value::Float(float) if float.fract() != 0.0 || !float.is_finite() => {
            Err(Fault::wrong("an integer", value))
        }
        _ => Ok(()),
    }
}

macro_rules! division {
    ($name:ident, $ints:expr, $bigs:expr, $floats:expr) => {
        pub(crate) fn $name(a: &Value, b: &Value) -> Outcome {
            check_integer(a)?;
            check_integer(b)?;
            Ok(match both(a, b)? {
                Both::Ints(_, 0) => return Err(no_division()),
                Both::Ints(a, b) => match $ints(a, b) {
                    Some(result) => Value::Int(result),
                    None => integer($bigs(&BigInt::from(a), &BigInt::from(b))),
                },
                Both::Bigs(_, b) if b.is_zero() => return Err(no_division()),
                Both::Bigs(a, b) => integer($bigs(&a, &b)),
                Both::Floats(_, 0.0) => return Err(no_division()),
                Both::Floats(a, b) => Value::Float($floats(a, b)),
            })
        }
    };
}

division!(
    quotient,
    i64::checked_div,
    |a: &BigInt, b: &BigInt| a / b,
    |a: f64, b: f64| { (a / b).trunc() }
);
division!(
    remainder,
    i64::checked_rem,
    |a: &BigInt, b: &BigInt| a % b,
    |a: f64, b: f64| { a % b }
);
division!(
    modulo,
    |a: i64, b: i64| a.checked_rem(b).map(|_| a.mod_floor(&b)),
    |a: &BigInt, b: &BigInt| a.mod_floor(b),
    |a: f64, b: f64| a - b * (a / b).floor()
);

/// How two numbers compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    Less,
    Equal,
    Greater,
    /// One of them is no number.
    None,
}

impl From<Option<Ordering>> for Order {
    fn from(ordering: Option<Ordering>) -> Self {
        match ordering {
            Some(Ordering::Less) => Self::Less,
            Some(Ordering::Equal) => Self::Equal,
            Some(Ordering::Greater) => Self::Greater,
            None => Self::None,
        }
    }
}

/// Compares exactly, also an integer with a float.
pub(crate) fn compare(a: &Value, b: &Value) -> Outcome<Order> {
    let (a, b) = (Number::of(a)?, Number::of(b)?);
    Ok(match (&a, &b) {
        (Number::Int(a), Number::Int(b)) => Some(a.cmp(b)).into(),
        (Number::Float(a), Number::Float(b)) => a.partial_cmp(b).into(),
        (Number::Float(a), _) => mixed(b.to_big(), *a).map(Ordering::reverse).into(),
        (_, Number::Float(b)) => mixed(a.to_big(), *b).into(),
        _ => Some(a.to_big().cmp(&b.to_big())).into(),
    })
}

/// Compares an integer with a float.
fn mixed(a: Option<BigInt>, b: f64) -> Option<Ordering> {
    if b.is_nan() {
        return None;
    }
    if b.is_infinite() {
        return Some(if b > 0.0 {
            Ordering::Less
        } else {
            Ordering::Greater
        });
    }
    let whole = BigInt::from_f64(b.floor())?;
    let rest = if b.fract() == 0.0 {
        Ordering::Equal
    } else {
        Ordering::Less
    };
    Some(a?.cmp(&whole).then(rest))
}

pub(crate) fn exact(value: &Value) -> Outcome {
    match value {
        Value::Float(float) => match BigInt::from_f64(*float) {
            Some(big) if float.fract() == 0.0 => Ok(integer(big)),
            _ => Err(Fault::wrong("a number without a fraction", value)),
        },
        other => Number::of(other).map(|_| other.clone()),
    }
}

pub(crate) fn inexact(value: &Value) -> Outcome {
    Ok(Value::Float(Number::of(value)?.to_float()))
}

/// How large a power may become, in bits: some megabytes.
const MOST_BITS: u64 = 1 << 28;

pub(crate) fn expt(base: &Value, exponent: &Value) -> Outcome {
    match (Number::of(base)?.to_big(), exponent) {
        (Some(base), Value::Int(exponent @ 0..)) => {
            let exponent = exponent.unsigned_abs();
            if base.bits() > 1 && base.bits().saturating_mul(exponent) > MOST_BITS {
                return Err(Fault::new("the power is too large to be written down"));
            }
            Ok(integer(Pow::pow(base, exponent)))
        }
        (Some(base), Value::Int(exponent)) => divide(
            &Value::Int(1),
            &expt(
                &integer(base),
                &Value::Int(exponent.checked_neg().unwrap_or(i64::MAX)),
            )?,
        ),
        _ => {
            let (base, exponent) = (Number::of(base)?, Number::of(exponent)?);
            Ok(Value::Float(base.to_float().powf(exponent.to_float())))
        }
    }
}

pub(crate) fn gcd(a: &Value, b: &Value) -> Outcome {
    check_integer(a)?;
    check_integer(b)?;
    Ok(match both(a, b)? {
        Both::Ints(a, b) => integer(BigInt::from(a).gcd(&BigInt::from(b))),
        Both::Bigs(a, b) => integer(a.gcd(&b)),
        Both::Floats(a, b) => {
            let whole = exact(&Value::Float(a))?;
            inexact(&gcd(&whole, &exact(&Value::Float(b))?)?)?
        }
    })
}

/// The root of an integer, rounded down, and what is left.
pub(crate) fn exact_root(value: &Value) -> Outcome<(Value, Value)> {
    let big = super::to_integer(value)?;
    if big.is_negative() {
        return Err(Fault::wrong("an exact integer that is not negative", value));
    }
    let root = big.sqrt();
    let rest = big - &root * &root;
    Ok((integer(root), integer(rest)))
}
