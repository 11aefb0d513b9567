//! Numbers and text.

use super::super::fault::{Fault, Outcome};
use super::super::number::{self, Number};
use super::super::value::Value;
use super::Primitive;
use super::arguments::string;

pub(super) static PRIMITIVES: &[Primitive] = &[
    Primitive::new("number->string", 1, 2, |_, all| {
        Number::of(&all[0])?;
        let radix = radix(all.get(1))?;
        Ok(Value::text(&number::format(&all[0], radix)))
    }),
    Primitive::new("string->number", 1, 2, |_, all| {
        let number = number::parse(&string(&all[0])?, radix(all.get(1))?);
        Ok(number.unwrap_or(Value::Bool(false)))
    }),
];

fn radix(value: Option<&Value>) -> Outcome<u32> {
    match value {
        None => Ok(10),
        Some(Value::Int(radix @ 2..=36)) => Ok(*radix as u32),
        Some(other) => Err(Fault::wrong("a radix from 2 to 36", other)),
    }
}
