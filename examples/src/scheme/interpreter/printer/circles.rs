//! Which objects of a value are in circles, so that its text would never end, and which are in it more than once.

use std::collections::{HashMap, HashSet};

use super::super::Ptr;
use super::super::value::Value;

/// What tells an object that holds others from the rest.
pub(super) fn address(value: &Value) -> Option<usize> {
    match value {
        Value::Pair(pair) => Some(Ptr::as_ptr(pair).addr()),
        Value::Vector(vector) => Some(Ptr::as_ptr(vector).addr()),
        _ => None,
    }
}

fn children(value: &Value) -> Vec<Value> {
    match value {
        Value::Pair(pair) => vec![pair.car.get(), pair.cdr.get()],
        Value::Vector(vector) => vector.0.borrow().clone(),
        _ => Vec::new(),
    }
}

/// Whether a walk of bounded length sees all of a value; then nothing in it is in a circle.
fn is_small(value: &Value) -> bool {
    let mut left = 1000_usize;
    let mut open = vec![value.clone()];
    while let Some(value) = open.pop() {
        if address(&value).is_none() {
            continue;
        }
        let children = children(&value);
        let Some(rest) = left.checked_sub(children.len().max(1)) else {
            return false;
        };
        left = rest;
        open.extend(children);
    }
    true
}

/// A step of a walk that goes down and comes back.
enum Step {
    Enter(Value),
    Leave(usize),
}

/// The objects to which a way leads back from themselves: one of each circle at least.
pub(super) fn find_circles(value: &Value) -> HashMap<usize, Option<usize>> {
    let mut circles = HashMap::new();
    if is_small(value) {
        return circles;
    }
    let (mut path, mut done) = (HashSet::new(), HashSet::new());
    let mut steps = vec![Step::Enter(value.clone())];
    while let Some(step) = steps.pop() {
        match step {
            Step::Leave(at) => {
                path.remove(&at);
                done.insert(at);
            }
            Step::Enter(value) => {
                let Some(at) = address(&value) else { continue };
                if path.contains(&at) {
                    circles.insert(at, None);
                } else if !done.contains(&at) {
                    path.insert(at);
                    steps.push(Step::Leave(at));
                    steps.extend(children(&value).into_iter().rev().map(Step::Enter));
                }
            }
        }
    }
    circles
}

/// The objects to which there is more than one way.
pub(super) fn find_shared(value: &Value) -> HashMap<usize, Option<usize>> {
    let (mut shared, mut seen) = (HashMap::new(), HashSet::new());
    let mut open = vec![value.clone()];
    while let Some(value) = open.pop() {
        let Some(at) = address(&value) else { continue };
        if seen.insert(at) {
            open.extend(children(&value));
        } else {
            shared.insert(at, None);
        }
    }
    shared
}
