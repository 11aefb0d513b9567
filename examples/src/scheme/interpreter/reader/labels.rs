//! Labels of data: `#0=(a . #0#)`. A reference stands for a datum that may not be complete yet, so a pair that
//! nothing else knows takes its place, until all is read.

use std::collections::{HashMap, HashSet};

use super::super::Ptr;
use super::super::value::Value;

/// The labels of one outermost datum.
#[derive(Default)]
pub(super) struct Labels {
    /// By number: what is to be replaced, and by what.
    known: HashMap<u64, Label>,
    /// Whether anything is to be replaced.
    used: bool,
}

struct Label {
    stand_in: Value,
    datum: Option<Value>,
}

impl Labels {
    /// `#n=`, before its datum.
    pub(super) fn begin(&mut self, number: u64) {
        let stand_in = Value::cons(Value::Undefined, Value::Undefined);
        let datum = None;
        self.known.insert(number, Label { stand_in, datum });
    }

    /// The datum after `#n=`; `None` if it would stand for itself.
    pub(super) fn end(&mut self, number: u64, datum: &Value) -> Option<()> {
        let label = self.known.get_mut(&number)?;
        if address(datum).is_some() && address(datum) == address(&label.stand_in) {
            return None;
        }
        label.datum = Some(datum.clone());
        Some(())
    }

    /// `#n#`: the datum, or what stands in for it; `None` if there is no such label.
    pub(super) fn reference(&mut self, number: u64) -> Option<Value> {
        let label = self.known.get(&number)?;
        if let Some(datum) = &label.datum {
            return Some(datum.clone());
        }
        self.used = true;
        Some(label.stand_in.clone())
    }

    /// Puts each datum where its stand-in is.
    pub(super) fn resolve(self, datum: Value) -> Value {
        if !self.used {
            return datum;
        }
        let labels = self.known.into_values();
        let labels = labels.filter_map(|it| Some((address(&it.stand_in)?, it.datum?)));
        let replaced: HashMap<usize, Value> = labels.collect();
        let resolved = |value: Value| address(&value).and_then(|at| replaced.get(&at)).cloned();
        let (mut seen, mut open) = (HashSet::new(), vec![datum.clone()]);
        while let Some(value) = open.pop() {
            if !address(&value).is_some_and(|at| seen.insert(at)) {
                continue;
            }
            match &value {
                Value::Pair(pair) => {
                    for place in [&pair.car, &pair.cdr] {
                        if let Some(datum) = resolved(place.get()) {
                            place.set(datum);
                        }
                        open.push(place.get());
                    }
                }
                Value::Vector(vector) => {
                    let mut items = vector.0.borrow_mut();
                    for item in items.iter_mut() {
                        if let Some(datum) = resolved(item.clone()) {
                            *item = datum;
                        }
                    }
                    open.extend(items.iter().cloned());
                }
                _ => {}
            }
        }
        datum
    }
}

fn address(value: &Value) -> Option<usize> {
    match value {
        Value::Pair(pair) => Some(Ptr::as_ptr(pair).addr()),
        Value::Vector(vector) => Some(Ptr::as_ptr(vector).addr()),
        _ => None,
    }
}
