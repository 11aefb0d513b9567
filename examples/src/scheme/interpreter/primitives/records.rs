//! What `define-record-type` is made of.

use super::super::Ptr;
use super::super::fault::{Fault, Outcome};
use super::super::object::{Object, RecordAction, RecordProcedure, RecordType};
use super::super::symbol::Symbol;
use super::super::value::Value;
use super::Primitive;
use super::arguments::{list, symbol};

pub(super) static PRIMITIVES: &[Primitive] = &[
    Primitive::new("%record-type", 2, 2, |_, all| {
        let fields = list(&all[1])?;
        let fields = fields.iter().map(|field| symbol(field).cloned());
        let kind = RecordType {
            name: plain(symbol(&all[0])?),
            fields: fields.collect::<Outcome<_>>()?,
        };
        Ok(Value::object(Object::RecordType(Ptr::new(kind))))
    }),
    Primitive::new("%record-constructor", 3, 3, |_, all| {
        let kind = record_type(&all[0])?;
        let fields = list(&all[2])?;
        let fields = fields.iter().map(|name| field(&kind, name));
        let action = RecordAction::Construct(fields.collect::<Outcome<_>>()?);
        procedure(kind, &all[1], action)
    }),
    Primitive::new("%record-predicate", 2, 2, |_, all| {
        procedure(record_type(&all[0])?, &all[1], RecordAction::Test)
    }),
    Primitive::new("%record-accessor", 3, 3, |_, all| {
        let kind = record_type(&all[0])?;
        let action = RecordAction::Access(field(&kind, &all[2])?);
        procedure(kind, &all[1], action)
    }),
    Primitive::new("%record-modifier", 3, 3, |_, all| {
        let kind = record_type(&all[0])?;
        let action = RecordAction::Modify(field(&kind, &all[2])?);
        procedure(kind, &all[1], action)
    }),
];

/// The name of a type, without the angle brackets that it is usually given.
fn plain(name: &Symbol) -> Symbol {
    let text = name.name();
    let inner = text.strip_prefix('<').and_then(|it| it.strip_suffix('>'));
    inner.map_or_else(|| name.clone(), Symbol::intern)
}

fn record_type(value: &Value) -> Outcome<Ptr<RecordType>> {
    if let Value::Object(object) = value
        && let Object::RecordType(kind) = &**object
    {
        return Ok(kind.clone());
    }
    Err(Fault::wrong("a record type", value))
}

fn field(kind: &RecordType, name: &Value) -> Outcome<usize> {
    let name = symbol(name)?;
    let found = kind.fields.iter().position(|it| it == name);
    found.ok_or_else(|| {
        let (name, kind) = (name.name(), kind.name.name());
        Fault::new(format!("records of type {kind} have no field {name}"))
    })
}

fn procedure(kind: Ptr<RecordType>, name: &Value, action: RecordAction) -> Outcome {
    Ok(Value::object(Object::RecordProcedure(RecordProcedure {
        kind,
        name: symbol(name)?.clone(),
        action,
    })))
}
