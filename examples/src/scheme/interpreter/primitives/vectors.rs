//! Vectors.

use super::super::fault::Outcome;
use super::super::value::Value;
use super::arguments::{character, index, length, list, outside, range, vector};
use super::{ANY, Primitive};

pub(super) static PRIMITIVES: &[Primitive] = &[
    Primitive::new("vector?", 1, 1, |_, all| {
        Ok(Value::Bool(matches!(all[0], Value::Vector(_))))
    }),
    Primitive::new("make-vector", 1, 2, |_, all| {
        let fill = all.get(1).cloned().unwrap_or(Value::Unspecified);
        Ok(Value::vector(vec![fill; length(&all[0])?]))
    }),
    Primitive::new("vector", 0, ANY, |_, all| Ok(Value::vector(all.to_vec()))),
    Primitive::new("vector-length", 1, 1, |_, all| {
        Ok(Value::Int(vector(&all[0])?.0.borrow().len() as i64))
    }),
    Primitive::new("vector-ref", 2, 2, |_, all| {
        let items = vector(&all[0])?.0.borrow();
        let index = index(&all[1])?;
        let item = items.get(index).cloned();
        item.ok_or_else(|| outside(index, "vector", items.len()))
    }),
    Primitive::new("vector-set!", 3, 3, |_, all| {
        let old = {
            let mut items = vector(&all[0])?.0.borrow_mut();
            let (index, length) = (index(&all[1])?, items.len());
            match items.get_mut(index) {
                Some(place) => std::mem::replace(place, all[2].clone()),
                None => return Err(outside(index, "vector", length)),
            }
        };
        drop(old);
        Ok(Value::Unspecified)
    }),
    Primitive::new("vector->list", 1, 3, |_, all| Ok(Value::list(part(all)?))),
    Primitive::new("list->vector", 1, 1, |_, all| {
        Ok(Value::vector(list(&all[0])?))
    }),
    Primitive::new("vector-copy", 1, 3, |_, all| Ok(Value::vector(part(all)?))),
    Primitive::new("subvector", 3, 3, |_, all| Ok(Value::vector(part(all)?))),
    Primitive::new("vector->string", 1, 3, |_, all| {
        let chars = part(all)?;
        let chars = chars.iter().map(character).collect::<Outcome<Vec<_>>>()?;
        Ok(Value::from_chars(chars))
    }),
    Primitive::new("vector-append", 0, ANY, |_, all| {
        let mut items = Vec::new();
        for it in all {
            items.extend_from_slice(&vector(it)?.0.borrow());
        }
        Ok(Value::vector(items))
    }),
    Primitive::new("vector-fill!", 2, 4, |_, all| {
        let length = vector(&all[0])?.0.borrow().len();
        let range = range(&all[2..], length)?;
        let fill = vec![all[1].clone(); range.len()];
        replace(&all[0], range.start, fill)
    }),
    Primitive::new("vector-copy!", 3, 5, |_, all| {
        let from = part(&all[2..])?;
        replace(&all[0], index(&all[1])?, from)
    }),
    Primitive::new("vector-grow", 2, 2, |_, all| {
        let mut items = vector(&all[0])?.0.borrow().clone();
        let length = length(&all[1])?.max(items.len());
        items.resize(length, Value::Unspecified);
        Ok(Value::vector(items))
    }),
];

/// The elements of a vector, or of the part that further arguments name.
fn part(all: &[Value]) -> Outcome<Vec<Value>> {
    let items = vector(&all[0])?.0.borrow();
    Ok(items[range(&all[1..], items.len())?].to_vec())
}

fn replace(value: &Value, at: usize, mut items: Vec<Value>) -> Outcome {
    {
        let mut to = vector(value)?.0.borrow_mut();
        let (end, length) = (at.saturating_add(items.len()), to.len());
        match to.get_mut(at..end) {
            Some(place) => place.swap_with_slice(&mut items),
            None => return Err(outside(end, "vector", length)),
        }
    }
    // What was there is dropped when nothing is borrowed any more.
    drop(items);
    Ok(Value::Unspecified)
}
