//! Errors as objects.

use super::super::fault::{Fault, Kind, Outcome};
use super::super::object::{Condition, Object};
use super::super::printer::{Style, print};
use super::super::value::Value;
use super::{ANY, Primitive};

pub(super) static PRIMITIVES: &[Primitive] = &[
    Primitive::new("error", 0, ANY, |_, all| {
        let (message, irritants) = match all {
            [message, irritants @ ..] => (print(message, Style::Display), irritants.to_vec()),
            [] => ("error".to_owned(), Vec::new()),
        };
        Err(Fault::with(message, irritants))
    }),
    Primitive::new("raise", 1, 1, |_, all| {
        Err(Box::new(Fault::Raise(all[0].clone())))
    }),
    Primitive::new("%uncaught", 1, 1, |_, all| {
        Err(Box::new(Fault::Uncaught(all[0].clone())))
    }),
    Primitive::new("error-object?", 1, 1, |_, all| {
        Ok(Value::Bool(condition(&all[0]).is_ok()))
    }),
    Primitive::new("condition?", 1, 1, |_, all| {
        Ok(Value::Bool(condition(&all[0]).is_ok()))
    }),
    Primitive::new("error-object-message", 1, 1, |_, all| {
        Ok(Value::text(&condition(&all[0])?.message))
    }),
    Primitive::new("error-object-irritants", 1, 1, |_, all| {
        Ok(Value::list(condition(&all[0])?.irritants.iter().cloned()))
    }),
    Primitive::new("condition/report-string", 1, 1, |_, all| {
        Ok(Value::text(&report(condition(&all[0])?)))
    }),
    Primitive::new("file-error?", 1, 1, |_, all| is_kind(&all[0], Kind::File)),
    Primitive::new("read-error?", 1, 1, |_, all| is_kind(&all[0], Kind::Read)),
];

fn condition(value: &Value) -> Outcome<&Condition> {
    if let Value::Object(object) = value
        && let Object::Condition(condition) = &**object
    {
        return Ok(condition);
    }
    Err(Fault::wrong("an error object", value))
}

fn is_kind(value: &Value, kind: Kind) -> Outcome {
    let found = condition(value).map(|condition| condition.kind);
    Ok(Value::Bool(found.is_ok_and(|found| found == kind)))
}

/// What an error says.
pub(crate) fn report(condition: &Condition) -> String {
    let mut text = condition.message.clone();
    for irritant in &condition.irritants {
        text.push(' ');
        text.push_str(&super::super::printer::brief(irritant));
    }
    text
}
