//! Numbers.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::Signed;

use super::super::context::Context;
use super::super::fault::{Fault, Outcome};
use super::super::number::{self, Number, Order};
use super::super::value::Value;
use super::{ANY, Primitive};

pub(super) static PRIMITIVES: &[Primitive] = &[
    Primitive::new("+", 0, ANY, |_, all| fold(all, Value::Int(0), number::add)),
    Primitive::new("*", 0, ANY, |_, all| {
        fold(all, Value::Int(1), number::multiply)
    }),
    Primitive::new("-", 1, ANY, |_, all| match all {
        [one] => number::negate(one),
        [first, rest @ ..] => fold(rest, first.clone(), number::subtract),
        [] => Ok(Value::Int(0)),
    }),
    Primitive::new("/", 1, ANY, |_, all| match all {
        [one] => number::divide(&Value::Int(1), one),
        [first, rest @ ..] => fold(rest, first.clone(), number::divide),
        [] => Ok(Value::Int(1)),
    }),
    Primitive::new("=", 1, ANY, |_, all| chain(all, |it| it == Order::Equal)),
    Primitive::new("<", 1, ANY, |_, all| chain(all, |it| it == Order::Less)),
    Primitive::new(">", 1, ANY, |_, all| chain(all, |it| it == Order::Greater)),
    Primitive::new("<=", 1, ANY, |_, all| {
        chain(all, |it| matches!(it, Order::Less | Order::Equal))
    }),
    Primitive::new(">=", 1, ANY, |_, all| {
        chain(all, |it| matches!(it, Order::Greater | Order::Equal))
    }),
    Primitive::new("quotient", 2, 2, |_, all| {
        number::quotient(&all[0], &all[1])
    }),
    Primitive::new("remainder", 2, 2, |_, all| {
        number::remainder(&all[0], &all[1])
    }),
    Primitive::new("modulo", 2, 2, |_, all| number::modulo(&all[0], &all[1])),
    Primitive::new("truncate-quotient", 2, 2, |_, all| {
        number::quotient(&all[0], &all[1])
    }),
    Primitive::new("truncate-remainder", 2, 2, |_, all| {
        number::remainder(&all[0], &all[1])
    }),
    Primitive::new("floor-remainder", 2, 2, |_, all| {
        number::modulo(&all[0], &all[1])
    }),
    Primitive::new("floor-quotient", 2, 2, |_, all| {
        floor_quotient(&all[0], &all[1])
    }),
    Primitive::new("floor/", 2, 2, |_, all| {
        let quotient = floor_quotient(&all[0], &all[1])?;
        Ok(Value::values(vec![
            quotient,
            number::modulo(&all[0], &all[1])?,
        ]))
    }),
    Primitive::new("truncate/", 2, 2, |_, all| {
        let quotient = number::quotient(&all[0], &all[1])?;
        Ok(Value::values(vec![
            quotient,
            number::remainder(&all[0], &all[1])?,
        ]))
    }),
    Primitive::new("abs", 1, 1, |_, all| absolute(&all[0])),
    Primitive::new("magnitude", 1, 1, |_, all| absolute(&all[0])),
    Primitive::new("min", 1, ANY, |_, all| extreme(all, Order::Less)),
    Primitive::new("max", 1, ANY, |_, all| extreme(all, Order::Greater)),
    Primitive::new("gcd", 0, ANY, |_, all| {
        fold(all, Value::Int(0), number::gcd)
    }),
    Primitive::new("lcm", 0, ANY, |_, all| fold(all, Value::Int(1), lcm)),
    Primitive::new("number?", 1, 1, is_number),
    Primitive::new("complex?", 1, 1, is_number),
    Primitive::new("real?", 1, 1, is_number),
    Primitive::new("rational?", 1, 1, |_, all| {
        Ok(Value::Bool(match &all[0] {
            Value::Float(float) => float.is_finite(),
            other => Number::of(other).is_ok(),
        }))
    }),
    Primitive::new("integer?", 1, 1, |_, all| {
        Ok(Value::Bool(match &all[0] {
            Value::Float(float) => float.is_finite() && float.fract() == 0.0,
            other => Number::of(other).is_ok(),
        }))
    }),
    Primitive::new("exact-integer?", 1, 1, |_, all| {
        Ok(Value::Bool(matches!(all[0], Value::Int(_) | Value::Big(_))))
    }),
    Primitive::new("exact?", 1, 1, |_, all| {
        let number = Number::of(&all[0])?;
        Ok(Value::Bool(!matches!(number, Number::Float(_))))
    }),
    Primitive::new("inexact?", 1, 1, |_, all| {
        let number = Number::of(&all[0])?;
        Ok(Value::Bool(matches!(number, Number::Float(_))))
    }),
    Primitive::new("nan?", 1, 1, |_, all| {
        Ok(Value::Bool(float(&all[0])?.is_nan()))
    }),
    Primitive::new("finite?", 1, 1, |_, all| {
        Ok(Value::Bool(
            is_exact(&all[0]) || float(&all[0])?.is_finite(),
        ))
    }),
    Primitive::new("infinite?", 1, 1, |_, all| {
        Ok(Value::Bool(
            !is_exact(&all[0]) && float(&all[0])?.is_infinite(),
        ))
    }),
    Primitive::new("zero?", 1, 1, |_, all| sign(&all[0], Order::Equal)),
    Primitive::new("positive?", 1, 1, |_, all| sign(&all[0], Order::Greater)),
    Primitive::new("negative?", 1, 1, |_, all| sign(&all[0], Order::Less)),
    Primitive::new("odd?", 1, 1, |_, all| Ok(Value::Bool(!is_even(&all[0])?))),
    Primitive::new("even?", 1, 1, |_, all| Ok(Value::Bool(is_even(&all[0])?))),
    Primitive::new("floor", 1, 1, |_, all| round(&all[0], f64::floor)),
    Primitive::new("ceiling", 1, 1, |_, all| round(&all[0], f64::ceil)),
    Primitive::new("truncate", 1, 1, |_, all| round(&all[0], f64::trunc)),
    Primitive::new("round", 1, 1, |_, all| round(&all[0], f64::round_ties_even)),
    Primitive::new("exact", 1, 1, |_, all| number::exact(&all[0])),
    Primitive::new("inexact", 1, 1, |_, all| number::inexact(&all[0])),
    Primitive::new("inexact->exact", 1, 1, |_, all| number::exact(&all[0])),
    Primitive::new("exact->inexact", 1, 1, |_, all| number::inexact(&all[0])),
    Primitive::new("square", 1, 1, |_, all| number::multiply(&all[0], &all[0])),
    Primitive::new("sqrt", 1, 1, |_, all| square_root(&all[0])),
    Primitive::new("exact-integer-sqrt", 1, 1, |_, all| {
        let (root, rest) = number::exact_root(&all[0])?;
        Ok(Value::values(vec![root, rest]))
    }),
    Primitive::new("expt", 2, 2, |_, all| number::expt(&all[0], &all[1])),
    Primitive::new("exp", 1, 1, |_, all| map(&all[0], f64::exp)),
    Primitive::new("log", 1, 2, |_, all| match all {
        [x, base] => Ok(Value::Float(float(x)?.ln() / float(base)?.ln())),
        all => map(&all[0], f64::ln),
    }),
    Primitive::new("sin", 1, 1, |_, all| map(&all[0], f64::sin)),
    Primitive::new("cos", 1, 1, |_, all| map(&all[0], f64::cos)),
    Primitive::new("tan", 1, 1, |_, all| map(&all[0], f64::tan)),
    Primitive::new("asin", 1, 1, |_, all| map(&all[0], f64::asin)),
    Primitive::new("acos", 1, 1, |_, all| map(&all[0], f64::acos)),
    Primitive::new("atan", 1, 2, |_, all| match all {
        [y, x] => Ok(Value::Float(float(y)?.atan2(float(x)?))),
        all => map(&all[0], f64::atan),
    }),
    Primitive::new("numerator", 1, 1, |_, all| number::exact(&all[0])),
    Primitive::new("denominator", 1, 1, |_, all| {
        number::exact(&all[0]).map(|_| Value::Int(1))
    }),
    Primitive::new("1+", 1, 1, |_, all| number::add(&all[0], &Value::Int(1))),
    Primitive::new("-1+", 1, 1, |_, all| {
        number::subtract(&all[0], &Value::Int(1))
    }),
    Primitive::new("bitwise-and", 0, ANY, |_, all| bits(all, -1, |a, b| a & b)),
    Primitive::new("bitwise-or", 0, ANY, |_, all| bits(all, 0, |a, b| a | b)),
    Primitive::new("bitwise-xor", 0, ANY, |_, all| bits(all, 0, |a, b| a ^ b)),
    Primitive::new("arithmetic-shift", 2, 2, |_, all| shift(&all[0], &all[1])),
];

fn fold(numbers: &[Value], start: Value, combine: fn(&Value, &Value) -> Outcome) -> Outcome {
    numbers.iter().try_fold(start, |sum, it| combine(&sum, it))
}

fn chain(numbers: &[Value], holds: fn(Order) -> bool) -> Outcome {
    Number::of(&numbers[0])?;
    let mut result = true;
    for pair in numbers.windows(2) {
        result &= holds(number::compare(&pair[0], &pair[1])?);
    }
    Ok(Value::Bool(result))
}

fn is_number(_: &mut Context, all: &[Value]) -> Outcome {
    Ok(Value::Bool(Number::of(&all[0]).is_ok()))
}

fn is_exact(value: &Value) -> bool {
    matches!(value, Value::Int(_) | Value::Big(_))
}

fn float(value: &Value) -> Outcome<f64> {
    Ok(Number::of(value)?.to_float())
}

fn map(value: &Value, function: fn(f64) -> f64) -> Outcome {
    Ok(Value::Float(function(float(value)?)))
}

fn sign(value: &Value, wanted: Order) -> Outcome {
    let order = number::compare(value, &Value::Int(0))?;
    Ok(Value::Bool(order == wanted))
}

fn floor_quotient(a: &Value, b: &Value) -> Outcome {
    number::quotient(&number::subtract(a, &number::modulo(a, b)?)?, b)
}

fn absolute(value: &Value) -> Outcome {
    match value {
        Value::Float(float) => Ok(Value::Float(float.abs())),
        value if number::compare(value, &Value::Int(0))? == Order::Less => number::negate(value),
        value => Ok(value.clone()),
    }
}

fn extreme(numbers: &[Value], wanted: Order) -> Outcome {
    let mut best = numbers[0].clone();
    let mut inexact = !is_exact(&best);
    Number::of(&best)?;
    for number in &numbers[1..] {
        inexact |= !is_exact(number);
        if number::compare(number, &best)? == wanted {
            best = number.clone();
        }
    }
    if inexact {
        number::inexact(&best)
    } else {
        Ok(best)
    }
}

fn lcm(a: &Value, b: &Value) -> Outcome {
    let divisor = number::gcd(a, b)?;
    if number::compare(&divisor, &Value::Int(0))? == Order::Equal {
        return Ok(divisor);
    }
    absolute(&number::multiply(a, &number::quotient(b, &divisor)?)?)
}

fn is_even(value: &Value) -> Outcome<bool> {
    match value {
        Value::Int(int) => Ok(int % 2 == 0),
        Value::Big(big) => Ok(big.0.is_even()),
        Value::Float(float) if float.fract() == 0.0 => Ok(float % 2.0 == 0.0),
        other => Err(Fault::wrong("an integer", other)),
    }
}

fn round(value: &Value, function: fn(f64) -> f64) -> Outcome {
    match value {
        Value::Float(float) => Ok(Value::Float(function(*float))),
        other => Number::of(other).map(|_| other.clone()),
    }
}

fn square_root(value: &Value) -> Outcome {
    if is_exact(value) && number::compare(value, &Value::Int(0))? != Order::Less {
        let (root, rest) = number::exact_root(value)?;
        if matches!(rest, Value::Int(0)) {
            return Ok(root);
        }
    }
    let float = float(value)?;
    if float < 0.0 {
        return Err(Fault::wrong("a number that is not negative", value));
    }
    Ok(Value::Float(float.sqrt()))
}

fn bits(numbers: &[Value], start: i64, combine: fn(BigInt, BigInt) -> BigInt) -> Outcome {
    let mut result = BigInt::from(start);
    for number in numbers {
        result = combine(result, number::to_integer(number)?);
    }
    Ok(number::integer(result))
}

fn shift(value: &Value, by: &Value) -> Outcome {
    const MOST: u64 = 1 << 28;
    let big = number::to_integer(value)?;
    let Value::Int(by) = by else {
        return Err(Fault::wrong("a small integer", by));
    };
    let places = by.unsigned_abs();
    if *by < 0 {
        let all = big.bits() < places;
        let rest = if big.is_negative() { -1 } else { 0 };
        return Ok(number::integer(if all {
            BigInt::from(rest)
        } else {
            big >> places
        }));
    }
    if big.bits().saturating_add(places) > MOST {
        return Err(Fault::new("the result is too large to be written down"));
    }
    Ok(number::integer(big << places))
}
