//! Characters.

use super::super::fault::{Fault, Outcome};
use super::super::value::Value;
use super::arguments::character;
use super::{ANY, Primitive};

pub(super) static PRIMITIVES: &[Primitive] = &[
    Primitive::new("char?", 1, 1, |_, all| {
        Ok(Value::Bool(matches!(all[0], Value::Char(_))))
    }),
    Primitive::new("char->integer", 1, 1, |_, all| {
        Ok(Value::Int(i64::from(u32::from(character(&all[0])?))))
    }),
    Primitive::new("integer->char", 1, 1, |_, all| {
        let code = match &all[0] {
            Value::Int(code) => u32::try_from(*code).ok().and_then(char::from_u32),
            _ => None,
        };
        code.map(Value::Char)
            .ok_or_else(|| Fault::wrong("the number of a character", &all[0]))
    }),
    Primitive::new("char=?", 1, ANY, |_, all| chain(all, |a, b| a == b)),
    Primitive::new("char<?", 1, ANY, |_, all| chain(all, |a, b| a < b)),
    Primitive::new("char>?", 1, ANY, |_, all| chain(all, |a, b| a > b)),
    Primitive::new("char<=?", 1, ANY, |_, all| chain(all, |a, b| a <= b)),
    Primitive::new("char>=?", 1, ANY, |_, all| chain(all, |a, b| a >= b)),
    Primitive::new("char-ci=?", 1, ANY, |_, all| {
        chain(all, |a, b| fold(a) == fold(b))
    }),
    Primitive::new("char-ci<?", 1, ANY, |_, all| {
        chain(all, |a, b| fold(a) < fold(b))
    }),
    Primitive::new("char-ci>?", 1, ANY, |_, all| {
        chain(all, |a, b| fold(a) > fold(b))
    }),
    Primitive::new("char-ci<=?", 1, ANY, |_, all| {
        chain(all, |a, b| fold(a) <= fold(b))
    }),
    Primitive::new("char-ci>=?", 1, ANY, |_, all| {
        chain(all, |a, b| fold(a) >= fold(b))
    }),
    Primitive::new("char-alphabetic?", 1, 1, |_, all| {
        is(&all[0], |c| c.is_alphabetic())
    }),
    Primitive::new("char-numeric?", 1, 1, |_, all| {
        is(&all[0], |c| c.is_numeric())
    }),
    Primitive::new("char-whitespace?", 1, 1, |_, all| {
        is(&all[0], |c| c.is_whitespace())
    }),
    Primitive::new("char-upper-case?", 1, 1, |_, all| {
        is(&all[0], |c| c.is_uppercase())
    }),
    Primitive::new("char-lower-case?", 1, 1, |_, all| {
        is(&all[0], |c| c.is_lowercase())
    }),
    Primitive::new("char-upcase", 1, 1, |_, all| {
        Ok(Value::Char(upper(character(&all[0])?)))
    }),
    Primitive::new("char-downcase", 1, 1, |_, all| {
        Ok(Value::Char(fold(character(&all[0])?)))
    }),
    Primitive::new("char-foldcase", 1, 1, |_, all| {
        Ok(Value::Char(fold(character(&all[0])?)))
    }),
    Primitive::new("digit-value", 1, 1, |_, all| digit(&all[0], 10)),
    Primitive::new("char->digit", 1, 2, |_, all| match all.get(1) {
        Some(Value::Int(radix @ 2..=36)) => digit(&all[0], *radix as u32),
        Some(other) => Err(Fault::wrong("a radix from 2 to 36", other)),
        None => digit(&all[0], 10),
    }),
    Primitive::new("digit->char", 1, 2, |_, all| match (&all[0], all.get(1)) {
        (Value::Int(digit @ 0..=35), radix) => {
            let radix = match radix {
                Some(Value::Int(radix @ 2..=36)) => *radix as u32,
                _ => 10,
            };
            let digit = char::from_digit(*digit as u32, radix);
            Ok(digit.map_or(Value::Bool(false), Value::Char))
        }
        (other, _) => Err(Fault::wrong("a digit", other)),
    }),
];

fn chain(all: &[Value], holds: fn(char, char) -> bool) -> Outcome {
    let chars = all.iter().map(character).collect::<Outcome<Vec<_>>>()?;
    let result = chars.windows(2).all(|two| holds(two[0], two[1]));
    Ok(Value::Bool(result))
}

fn is(value: &Value, test: fn(char) -> bool) -> Outcome {
    Ok(Value::Bool(test(character(value)?)))
}

fn only(mut chars: impl Iterator<Item = char>, otherwise: char) -> char {
    match (chars.next(), chars.next()) {
        (Some(one), None) => one,
        _ => otherwise,
    }
}

fn upper(c: char) -> char {
    only(c.to_uppercase(), c)
}

fn fold(c: char) -> char {
    only(c.to_lowercase(), c)
}

fn digit(value: &Value, radix: u32) -> Outcome {
    let digit = character(value)?.to_digit(radix);
    Ok(digit.map_or(Value::Bool(false), |digit| Value::Int(i64::from(digit))))
}
