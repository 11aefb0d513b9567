//! Pairs and lists, and what compares values.

use super::super::equal::{is_equal, is_eqv};
use super::super::fault::{Fault, Outcome};
use super::super::number;
use super::super::value::Value;
use super::arguments::{index, length, list, pair};
use super::{ANY, Primitive};

pub(super) static PRIMITIVES: &[Primitive] = &[
    Primitive::new("cons", 2, 2, |_, all| {
        Ok(Value::cons(all[0].clone(), all[1].clone()))
    }),
    Primitive::new("car", 1, 1, |_, all| path(&all[0], "a")),
    Primitive::new("cdr", 1, 1, |_, all| path(&all[0], "d")),
    Primitive::new("caar", 1, 1, |_, all| path(&all[0], "aa")),
    Primitive::new("cadr", 1, 1, |_, all| path(&all[0], "ad")),
    Primitive::new("cdar", 1, 1, |_, all| path(&all[0], "da")),
    Primitive::new("cddr", 1, 1, |_, all| path(&all[0], "dd")),
    Primitive::new("caaar", 1, 1, |_, all| path(&all[0], "aaa")),
    Primitive::new("caadr", 1, 1, |_, all| path(&all[0], "aad")),
    Primitive::new("cadar", 1, 1, |_, all| path(&all[0], "ada")),
    Primitive::new("caddr", 1, 1, |_, all| path(&all[0], "add")),
    Primitive::new("cdaar", 1, 1, |_, all| path(&all[0], "daa")),
    Primitive::new("cdadr", 1, 1, |_, all| path(&all[0], "dad")),
    Primitive::new("cddar", 1, 1, |_, all| path(&all[0], "dda")),
    Primitive::new("cdddr", 1, 1, |_, all| path(&all[0], "ddd")),
    Primitive::new("cadddr", 1, 1, |_, all| path(&all[0], "addd")),
    Primitive::new("cddddr", 1, 1, |_, all| path(&all[0], "dddd")),
    Primitive::new("set-car!", 2, 2, |_, all| {
        pair(&all[0])?.car.set(all[1].clone());
        Ok(Value::Unspecified)
    }),
    Primitive::new("set-cdr!", 2, 2, |_, all| {
        pair(&all[0])?.cdr.set(all[1].clone());
        Ok(Value::Unspecified)
    }),
    Primitive::new("list", 0, ANY, |_, all| {
        Ok(Value::list(all.iter().cloned()))
    }),
    Primitive::new("cons*", 1, ANY, |_, all| {
        let (last, items) = (&all[all.len() - 1], &all[..all.len() - 1]);
        Ok(Value::list_onto(items.iter().cloned(), last.clone()))
    }),
    Primitive::new("make-list", 1, 2, |_, all| {
        let fill = all.get(1).cloned().unwrap_or(Value::Unspecified);
        let items = (0..length(&all[0])?).map(|_| fill.clone());
        Ok(Value::list(items))
    }),
    Primitive::new("iota", 1, 3, |_, all| {
        let start = all.get(1).cloned().unwrap_or(Value::Int(0));
        let step = all.get(2).cloned().unwrap_or(Value::Int(1));
        let mut items = Vec::new();
        for place in 0..length(&all[0])? {
            let offset = number::multiply(&Value::Int(place as i64), &step)?;
            items.push(number::add(&start, &offset)?);
        }
        Ok(Value::list(items))
    }),
    Primitive::new("length", 1, 1, |_, all| {
        Ok(Value::Int(list(&all[0])?.len() as i64))
    }),
    Primitive::new("append", 0, ANY, |_, all| append(all)),
    Primitive::new("append!", 0, ANY, |_, all| append(all)),
    Primitive::new("reverse", 1, 1, |_, all| reverse(&all[0])),
    Primitive::new("reverse!", 1, 1, |_, all| reverse(&all[0])),
    Primitive::new("list-tail", 2, 2, |_, all| tail(&all[0], index(&all[1])?)),
    Primitive::new("list-head", 2, 2, |_, all| head(&all[0], index(&all[1])?)),
    Primitive::new("list-ref", 2, 2, |_, all| {
        Ok(pair(&tail(&all[0], index(&all[1])?)?)?.car.get())
    }),
    Primitive::new("list-copy", 1, 1, |_, all| {
        let (items, end) = all[0].elements();
        Ok(Value::list_onto(items, end))
    }),
    Primitive::new("last-pair", 1, 1, |_, all| {
        let mut at = pair(&all[0])?.clone();
        while let Value::Pair(next) = at.cdr.get() {
            at = next;
        }
        Ok(Value::Pair(at))
    }),
    Primitive::new("memq", 2, 2, |_, all| member(&all[0], &all[1], is_eqv)),
    Primitive::new("memv", 2, 2, |_, all| member(&all[0], &all[1], is_eqv)),
    Primitive::new("%member", 2, 2, |_, all| member(&all[0], &all[1], is_equal)),
    Primitive::new("assq", 2, 2, |_, all| associate(&all[0], &all[1], is_eqv)),
    Primitive::new("assv", 2, 2, |_, all| associate(&all[0], &all[1], is_eqv)),
    Primitive::new("%assoc", 2, 2, |_, all| {
        associate(&all[0], &all[1], is_equal)
    }),
    Primitive::new("pair?", 1, 1, |_, all| {
        Ok(Value::Bool(matches!(all[0], Value::Pair(_))))
    }),
    Primitive::new("null?", 1, 1, |_, all| {
        Ok(Value::Bool(matches!(all[0], Value::Nil)))
    }),
    Primitive::new("list?", 1, 1, |_, all| {
        Ok(Value::Bool(all[0].to_vec().is_some()))
    }),
    Primitive::new("not", 1, 1, |_, all| Ok(Value::Bool(!all[0].is_true()))),
    Primitive::new("eq?", 2, 2, |_, all| {
        Ok(Value::Bool(is_eqv(&all[0], &all[1])))
    }),
    Primitive::new("eqv?", 2, 2, |_, all| {
        Ok(Value::Bool(is_eqv(&all[0], &all[1])))
    }),
    Primitive::new("equal?", 2, 2, |_, all| {
        Ok(Value::Bool(is_equal(&all[0], &all[1])))
    }),
    Primitive::new("boolean?", 1, 1, |_, all| {
        Ok(Value::Bool(matches!(all[0], Value::Bool(_))))
    }),
    Primitive::new("boolean=?", 2, ANY, |_, all| {
        let same = all.windows(2).all(|two| is_eqv(&two[0], &two[1]));
        match all.iter().find(|it| !matches!(it, Value::Bool(_))) {
            Some(other) => Err(Fault::wrong("a boolean", other)),
            None => Ok(Value::Bool(same)),
        }
    }),
    Primitive::new("%all-pairs?", 1, 1, |_, all| {
        let lists = list(&all[0])?;
        Ok(Value::Bool(
            lists.iter().all(|it| matches!(it, Value::Pair(_))),
        ))
    }),
];

/// Follows `a`s and `d`s, the last first, as the name of a procedure has them.
fn path(value: &Value, steps: &str) -> Outcome {
    let mut at = value.clone();
    for step in steps.bytes().rev() {
        let Value::Pair(pair) = &at else {
            return Err(Fault::wrong(
                if steps.len() == 1 {
                    "a pair"
                } else {
                    "a longer list"
                },
                value,
            ));
        };
        let next = if step == b'a' {
            pair.car.get()
        } else {
            pair.cdr.get()
        };
        at = next;
    }
    Ok(at)
}

fn append(lists: &[Value]) -> Outcome {
    let Some((last, before)) = lists.split_last() else {
        return Ok(Value::Nil);
    };
    before.iter().rev().try_fold(last.clone(), |tail, items| {
        Ok(Value::list_onto(list(items)?, tail))
    })
}

fn reverse(items: &Value) -> Outcome {
    let mut result = Value::Nil;
    for item in list(items)? {
        result = Value::cons(item, result);
    }
    Ok(result)
}

fn too_short(items: &Value, count: usize) -> Box<Fault> {
    Fault::wrong(&format!("a list of at least {count} elements"), items)
}

fn tail(items: &Value, count: usize) -> Outcome {
    let mut at = items.clone();
    for _ in 0..count {
        let Value::Pair(pair) = &at else {
            return Err(too_short(items, count));
        };
        let next = pair.cdr.get();
        at = next;
    }
    Ok(at)
}

fn head(items: &Value, count: usize) -> Outcome {
    let mut taken = Vec::new();
    let mut at = items.clone();
    for _ in 0..count {
        let Value::Pair(pair) = &at else {
            return Err(too_short(items, count));
        };
        taken.push(pair.car.get());
        let next = pair.cdr.get();
        at = next;
    }
    Ok(Value::list(taken))
}

type Same = fn(&Value, &Value) -> bool;

fn member(item: &Value, items: &Value, same: Same) -> Outcome {
    let mut at = items.clone();
    while let Value::Pair(pair) = &at {
        if pair.car.with(|it| same(item, it)) {
            return Ok(at);
        }
        let next = pair.cdr.get();
        at = next;
    }
    Ok(Value::Bool(false))
}

fn associate(key: &Value, entries: &Value, same: Same) -> Outcome {
    let mut at = entries.clone();
    while let Value::Pair(pair) = &at {
        let entry = pair.car.get();
        match &entry {
            Value::Pair(entry_pair) => {
                if same(key, &entry_pair.car.get()) {
                    return Ok(entry);
                }
            }
            other => return Err(Fault::wrong("a list of pairs", other)),
        }
        let next = pair.cdr.get();
        at = next;
    }
    Ok(Value::Bool(false))
}
