//! Hash tables, by the names of SRFI 69. What calls procedures is in `prelude.scm`.

use super::super::equal::Equivalence;
use super::super::fault::{Fault, Outcome};
use super::super::object::Object;
use super::super::table::Table;
use super::super::value::Value;
use super::arguments::{index, list, pair, string, table, text};
use super::{ANY, Primitive, named};

pub(super) static PRIMITIVES: &[Primitive] = &[
    Primitive::new("make-hash-table", 0, ANY, |_, all| {
        Ok(Value::object(Object::Table(empty(all.first())?)))
    }),
    Primitive::new("make-equal-hash-table", 0, 1, |_, _| {
        Ok(make(Equivalence::Equal, "equal?"))
    }),
    Primitive::new("make-string-hash-table", 0, 1, |_, _| {
        Ok(make(Equivalence::Equal, "string=?"))
    }),
    Primitive::new("make-strong-eqv-hash-table", 0, 1, |_, _| {
        Ok(make(Equivalence::Eqv, "eqv?"))
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
        let made = empty(all.get(1))?;
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
    Primitive::new("hash-table-equivalence-function", 1, 1, |_, all| {
        Ok(named(table(&all[0])?.test()))
    }),
    Primitive::new("hash-table-hash-function", 1, 1, |_, all| {
        Ok(named(match table(&all[0])?.equivalence() {
            Equivalence::Eqv => "hash-by-identity",
            Equivalence::Equal => "hash",
        }))
    }),
    Primitive::new("hash", 1, 2, |_, all| {
        hash(Equivalence::Equal, &all[0], all)
    }),
    Primitive::new("hash-by-identity", 1, 2, |_, all| {
        hash(Equivalence::Eqv, &all[0], all)
    }),
    Primitive::new("string-hash", 1, 2, |_, all| {
        text(&all[0])?;
        hash(Equivalence::Equal, &all[0], all)
    }),
    Primitive::new("string-ci-hash", 1, 2, |_, all| {
        let folded = Value::text(&string(&all[0])?.to_lowercase());
        hash(Equivalence::Equal, &folded, all)
    }),
];

/// The hash of a value, as a number below the second argument if there is one.
fn hash(by: Equivalence, value: &Value, all: &[Value]) -> Outcome {
    const NUMBERS: u64 = 1 << 60;
    let below = match all.get(1).map(index).transpose()? {
        Some(0) => return Err(Fault::wrong("a number above 0", &all[1])),
        Some(below) => below as u64,
        None => NUMBERS,
    };
    Ok(Value::Int(
        (by.hash(value) % below.min(NUMBERS)).cast_signed(),
    ))
}

fn make(by: Equivalence, test: &'static str) -> Value {
    Value::object(Object::Table(Table::new(by, test)))
}

/// A table that goes by what the procedure that compares keys says.
fn empty(test: Option<&Value>) -> Outcome<Table> {
    match test {
        None => Ok(Table::new(Equivalence::Equal, "equal?")),
        Some(Value::Primitive(test)) => match test.name {
            name @ ("eq?" | "eqv?" | "=" | "char=?" | "symbol=?") => {
                Ok(Table::new(Equivalence::Eqv, name))
            }
            name @ ("equal?" | "string=?") => Ok(Table::new(Equivalence::Equal, name)),
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
