//! Hash tables, by the names of SRFI 69. What calls procedures is in `prelude.scm`.

use super::super::equal::Equivalence;
use super::super::fault::{Fault, Outcome};
use super::super::object::Object;
use super::super::table::Table;
use super::super::value::Value;
use super::arguments::{list, pair, table};
use super::{ANY, Primitive};

pub(super) static PRIMITIVES: &[Primitive] = &[
    Primitive::new("make-hash-table", 0, ANY, |_, all| {
        Ok(make(equivalence(all.first())?))
    }),
    Primitive::new("make-equal-hash-table", 0, 1, |_, _| {
        Ok(make(Equivalence::Equal))
    }),
    Primitive::new("make-string-hash-table", 0, 1, |_, _| {
        Ok(make(Equivalence::Equal))
    }),
    Primitive::new("make-strong-eqv-hash-table", 0, 1, |_, _| {
        Ok(make(Equivalence::Eqv))
    }),
    Primitive::new("hash-table?", 1, 1, |_, all| {
        Ok(Value::Bool(table(&all[0]).is_ok()))
    }),
    Primitive::new("hash-table-ref/default", 3, 3, |_, all| {
        Ok(table(&all[0])?
            .get(&all[1])
            .unwrap_or_else(|| all[2].clone()))
    }),
    Primitive::new("hash-table-set!", 3, 3, |_, all| {
        table(&all[0])?.set(&all[1], all[2].clone());
        Ok(Value::Unspecified)
    }),
    Primitive::new("hash-table-delete!", 2, 2, |_, all| {
        table(&all[0])?.remove(&all[1]);
        Ok(Value::Unspecified)
    }),
    Primitive::new("hash-table-exists?", 2, 2, contains),
    Primitive::new("hash-table-contains?", 2, 2, contains),
    Primitive::new("hash-table-size", 1, 1, |_, all| {
        Ok(Value::Int(table(&all[0])?.len() as i64))
    }),
    Primitive::new("hash-table-count", 1, 1, |_, all| {
        Ok(Value::Int(table(&all[0])?.len() as i64))
    }),
    Primitive::new("hash-table-keys", 1, 1, |_, all| {
        let pairs = table(&all[0])?.pairs();
        Ok(Value::list(pairs.into_iter().map(|(key, _)| key)))
    }),
    Primitive::new("hash-table-values", 1, 1, |_, all| {
        let pairs = table(&all[0])?.pairs();
        Ok(Value::list(pairs.into_iter().map(|(_, value)| value)))
    }),
    Primitive::new("hash-table->alist", 1, 1, |_, all| {
        let pairs = table(&all[0])?.pairs();
        let pairs = pairs
            .into_iter()
            .map(|(key, value)| Value::cons(key, value));
        Ok(Value::list(pairs))
    }),
    Primitive::new("alist->hash-table", 1, ANY, |_, all| {
        let made = Table::new(equivalence(all.get(1))?);
        for entry in list(&all[0])? {
            let entry = pair(&entry)?;
            let key = entry.car.get();
            // The first entry of a key counts.
            if made.get(&key).is_none() {
                made.set(&key, entry.cdr.get());
            }
        }
        Ok(Value::object(Object::Table(made)))
    }),
    Primitive::new("hash-table-copy", 1, 2, |_, all| {
        Ok(Value::object(Object::Table(table(&all[0])?.copy())))
    }),
    Primitive::new("hash-table-clear!", 1, 1, |_, all| {
        table(&all[0])?.clear();
        Ok(Value::Unspecified)
    }),
];

fn make(by: Equivalence) -> Value {
    Value::object(Object::Table(Table::new(by)))
}

/// What a table goes by, told by the procedure that compares keys.
fn equivalence(by: Option<&Value>) -> Outcome<Equivalence> {
    match by {
        None => Ok(Equivalence::Equal),
        Some(Value::Primitive(by)) => match by.name {
            "eq?" | "eqv?" | "=" | "char=?" | "symbol=?" => Ok(Equivalence::Eqv),
            "equal?" | "string=?" => Ok(Equivalence::Equal),
            other => Err(Fault::new(format!(
                "tables cannot go by {other}; use eq?, eqv?, equal? or string=?"
            ))),
        },
        Some(other) => Err(Fault::wrong("eq?, eqv?, equal? or string=?", other)),
    }
}

fn contains(_: &mut super::super::context::Context, all: &[Value]) -> Outcome {
    Ok(Value::Bool(table(&all[0])?.get(&all[1]).is_some()))
}
