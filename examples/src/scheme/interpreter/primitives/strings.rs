//! Strings.

use super::super::fault::{Fault, Outcome};
use super::super::value::Value;
use super::arguments::{character, index, length, list, outside, range, string, text};
use super::{ANY, Primitive};

pub(super) static PRIMITIVES: &[Primitive] = &[
    Primitive::new("string?", 1, 1, |_, all| {
        Ok(Value::Bool(matches!(all[0], Value::Text(_))))
    }),
    Primitive::new("make-string", 1, 2, |_, all| {
        let fill = all.get(1).map_or(Ok(' '), character)?;
        Ok(Value::from_chars(vec![fill; length(&all[0])?]))
    }),
    Primitive::new("string", 0, ANY, |_, all| {
        let mut chars = Vec::new();
        for value in all {
            match value {
                Value::Char(c) => chars.push(*c),
                other => chars.extend(
                    super::super::printer::print(other, super::super::printer::Style::Display)
                        .chars(),
                ),
            }
        }
        Ok(Value::from_chars(chars))
    }),
    Primitive::new("string-length", 1, 1, |_, all| {
        Ok(Value::Int(text(&all[0])?.0.borrow().len() as i64))
    }),
    Primitive::new("string-ref", 2, 2, |_, all| {
        let chars = text(&all[0])?.0.borrow();
        let index = index(&all[1])?;
        let c = chars.get(index).copied().map(Value::Char);
        c.ok_or_else(|| outside(index, "string", chars.len()))
    }),
    Primitive::new("string-set!", 3, 3, |_, all| {
        let mut chars = text(&all[0])?.0.borrow_mut();
        let (index, length) = (index(&all[1])?, chars.len());
        match chars.get_mut(index) {
            Some(place) => *place = character(&all[2])?,
            None => return Err(outside(index, "string", length)),
        }
        Ok(Value::Unspecified)
    }),
    Primitive::new("string=?", 1, ANY, |_, all| chain(all, |a, b| a == b)),
    Primitive::new("string<?", 1, ANY, |_, all| chain(all, |a, b| a < b)),
    Primitive::new("string>?", 1, ANY, |_, all| chain(all, |a, b| a > b)),
    Primitive::new("string<=?", 1, ANY, |_, all| chain(all, |a, b| a <= b)),
    Primitive::new("string>=?", 1, ANY, |_, all| chain(all, |a, b| a >= b)),
    Primitive::new("string-ci=?", 1, ANY, |_, all| folded(all, |a, b| a == b)),
    Primitive::new("string-ci<?", 1, ANY, |_, all| folded(all, |a, b| a < b)),
    Primitive::new("string-ci>?", 1, ANY, |_, all| folded(all, |a, b| a > b)),
    Primitive::new("string-ci<=?", 1, ANY, |_, all| folded(all, |a, b| a <= b)),
    Primitive::new("string-ci>=?", 1, ANY, |_, all| folded(all, |a, b| a >= b)),
    Primitive::new("substring", 2, 3, |_, all| part(&all[0], &all[1..])),
    Primitive::new("string-copy", 1, 3, |_, all| part(&all[0], &all[1..])),
    Primitive::new("string-head", 2, 2, |_, all| {
        part(&all[0], &[Value::Int(0), all[1].clone()])
    }),
    Primitive::new("string-tail", 2, 2, |_, all| part(&all[0], &all[1..])),
    Primitive::new("string-append", 0, ANY, |_, all| {
        let mut chars = Vec::new();
        for it in all {
            chars.extend_from_slice(&text(it)?.0.borrow());
        }
        Ok(Value::from_chars(chars))
    }),
    Primitive::new("string->list", 1, 3, |_, all| {
        let chars = text(&all[0])?.0.borrow();
        let chars = &chars[range(&all[1..], chars.len())?];
        Ok(Value::list(chars.iter().copied().map(Value::Char)))
    }),
    Primitive::new("list->string", 1, 1, |_, all| {
        let chars = list(&all[0])?;
        let chars = chars.iter().map(character).collect::<Outcome<Vec<_>>>()?;
        Ok(Value::from_chars(chars))
    }),
    Primitive::new("string->vector", 1, 3, |_, all| {
        let chars = text(&all[0])?.0.borrow();
        let chars = &chars[range(&all[1..], chars.len())?];
        Ok(Value::vector(
            chars.iter().copied().map(Value::Char).collect(),
        ))
    }),
    Primitive::new("string-copy!", 3, 5, |_, all| {
        // Taken out first: both may be the same.
        let from = taken(&all[2], &all[3..])?;
        let mut to = text(&all[0])?.0.borrow_mut();
        let (at, length) = (index(&all[1])?, to.len());
        match to.get_mut(at..at + from.len()) {
            Some(place) => place.copy_from_slice(&from),
            None => return Err(outside(at + from.len(), "string", length)),
        }
        Ok(Value::Unspecified)
    }),
    Primitive::new("string-fill!", 2, 4, |_, all| {
        let mut chars = text(&all[0])?.0.borrow_mut();
        let range = range(&all[2..], chars.len())?;
        chars[range].fill(character(&all[1])?);
        Ok(Value::Unspecified)
    }),
    Primitive::new("string-upcase", 1, 1, |_, all| {
        Ok(Value::text(&string(&all[0])?.to_uppercase()))
    }),
    Primitive::new("string-downcase", 1, 1, |_, all| {
        Ok(Value::text(&string(&all[0])?.to_lowercase()))
    }),
    Primitive::new("string-foldcase", 1, 1, |_, all| {
        Ok(Value::text(&string(&all[0])?.to_lowercase()))
    }),
    Primitive::new("string-null?", 1, 1, |_, all| {
        Ok(Value::Bool(text(&all[0])?.0.borrow().is_empty()))
    }),
    Primitive::new("string-contains", 2, 2, |_, all| search(&all[0], &all[1])),
    Primitive::new("string-search-forward", 3, 3, |_, all| {
        let tail = part(&all[1], &all[2..])?;
        match search(&tail, &all[0])? {
            Value::Int(at) => Ok(Value::Int(at + index(&all[2])? as i64)),
            nothing => Ok(nothing),
        }
    }),
    Primitive::new("string-reverse", 1, 1, |_, all| {
        let chars = text(&all[0])?.0.borrow();
        Ok(Value::from_chars(chars.iter().rev().copied().collect()))
    }),
    Primitive::new("string-join", 1, 2, |_, all| {
        let separator = all.get(1).map_or(Ok(" ".to_owned()), string)?;
        let parts = list(&all[0])?;
        let parts = parts.iter().map(string).collect::<Outcome<Vec<_>>>()?;
        Ok(Value::text(&parts.join(&separator)))
    }),
    Primitive::new("string-prefix?", 2, 2, |_, all| {
        let prefix = text(&all[0])?.0.borrow();
        Ok(Value::Bool(text(&all[1])?.0.borrow().starts_with(&prefix)))
    }),
];

fn chain(all: &[Value], holds: fn(&[char], &[char]) -> bool) -> Outcome {
    let mut result = true;
    text(&all[0])?;
    for two in all.windows(2) {
        let (a, b) = (text(&two[0])?.0.borrow(), text(&two[1])?.0.borrow());
        result &= holds(&a, &b);
    }
    Ok(Value::Bool(result))
}

/// As [`chain`], whatever the case of letters.
fn folded(all: &[Value], holds: fn(&str, &str) -> bool) -> Outcome {
    let folded = all.iter().map(|it| Ok(string(it)?.to_lowercase()));
    let folded = folded.collect::<Outcome<Vec<_>>>()?;
    let result = folded.windows(2).all(|two| holds(&two[0], &two[1]));
    Ok(Value::Bool(result))
}

fn part(value: &Value, bounds: &[Value]) -> Outcome {
    Ok(Value::from_chars(taken(value, bounds)?))
}

fn taken(value: &Value, bounds: &[Value]) -> Outcome<Vec<char>> {
    let chars = text(value)?.0.borrow();
    Ok(chars[range(bounds, chars.len())?].to_vec())
}

fn search(value: &Value, pattern: &Value) -> Result<Value, Box<Fault>> {
    let (chars, pattern) = (text(value)?.0.borrow(), text(pattern)?.0.borrow());
    if pattern.is_empty() {
        return Ok(Value::Int(0));
    }
    let at = chars
        .windows(pattern.len())
        .position(|part| *part == **pattern);
    Ok(at.map_or(Value::Bool(false), |at| Value::Int(at as i64)))
}
