//! Bytevectors.

use super::super::fault::{Fault, Outcome};
use super::super::value::Value;
use super::arguments::{byte, bytes, index, length, outside, range, text};
use super::{ANY, Primitive};

pub(super) static PRIMITIVES: &[Primitive] = &[
    Primitive::new("bytevector?", 1, 1, |_, all| {
        Ok(Value::Bool(matches!(all[0], Value::Bytes(_))))
    }),
    Primitive::new("make-bytevector", 1, 2, |_, all| {
        let fill = all.get(1).map_or(Ok(0), byte)?;
        Ok(Value::bytes(vec![fill; length(&all[0])?]))
    }),
    Primitive::new("bytevector", 0, ANY, |_, all| {
        Ok(Value::bytes(all.iter().map(byte).collect::<Outcome<_>>()?))
    }),
    Primitive::new("bytevector-length", 1, 1, |_, all| {
        Ok(Value::Int(bytes(&all[0])?.0.borrow().len() as i64))
    }),
    Primitive::new("bytevector-u8-ref", 2, 2, |_, all| {
        let bytes = bytes(&all[0])?.0.borrow();
        let index = index(&all[1])?;
        let byte = bytes.get(index).map(|&byte| Value::Int(i64::from(byte)));
        byte.ok_or_else(|| outside(index, "bytevector", bytes.len()))
    }),
    Primitive::new("bytevector-u8-set!", 3, 3, |_, all| {
        let mut bytes = bytes(&all[0])?.0.borrow_mut();
        let (index, length) = (index(&all[1])?, bytes.len());
        match bytes.get_mut(index) {
            Some(place) => *place = byte(&all[2])?,
            None => return Err(outside(index, "bytevector", length)),
        }
        Ok(Value::Unspecified)
    }),
    Primitive::new("bytevector-copy", 1, 3, |_, all| {
        Ok(Value::bytes(taken(&all[0], &all[1..])?))
    }),
    Primitive::new("bytevector-copy!", 3, 5, |_, all| {
        // Taken out first: both may be the same.
        let from = taken(&all[2], &all[3..])?;
        let mut to = bytes(&all[0])?.0.borrow_mut();
        let (at, length) = (index(&all[1])?, to.len());
        match to.get_mut(at..at.saturating_add(from.len())) {
            Some(place) => place.copy_from_slice(&from),
            None => return Err(outside(at.saturating_add(from.len()), "bytevector", length)),
        }
        Ok(Value::Unspecified)
    }),
    Primitive::new("bytevector-append", 0, ANY, |_, all| {
        let mut joined = Vec::new();
        for it in all {
            joined.extend_from_slice(&bytes(it)?.0.borrow());
        }
        Ok(Value::bytes(joined))
    }),
    Primitive::new("utf8->string", 1, 3, |_, all| {
        let bytes = bytes(&all[0])?.0.borrow();
        let range = range(&all[1..], bytes.len())?;
        match std::str::from_utf8(&bytes[range]) {
            Ok(text) => Ok(Value::text(text)),
            Err(error) => Err(Fault::new(format!("these bytes are not UTF-8: {error}"))),
        }
    }),
    Primitive::new("string->utf8", 1, 3, |_, all| {
        let chars = text(&all[0])?.0.borrow();
        let range = range(&all[1..], chars.len())?;
        let text: String = chars[range].iter().collect();
        Ok(Value::bytes(text.into_bytes()))
    }),
];

fn taken(value: &Value, bounds: &[Value]) -> Outcome<Vec<u8>> {
    let bytes = bytes(value)?.0.borrow();
    Ok(bytes[range(bounds, bytes.len())?].to_vec())
}
