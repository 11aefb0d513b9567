//! `quote` and `quasiquote`.

use std::collections::HashSet;

use super::super::Ptr;
use super::super::fault::Outcome;
use super::super::primitives;
use super::super::value::Value;
use super::expand::Expander;
use super::node::{Node, NodeId};
use super::scope::ScopeId;

/// A part of a list that is being put together.
enum Part {
    One(NodeId),
    Spliced(NodeId),
}

impl Expander<'_> {
    /// Data as the programmer wrote it: names that macros inserted are what they were again.
    pub(super) fn strip(&mut self, datum: &Value) -> Outcome {
        if self.globals.aliases.is_empty() || !self.has_alias(datum) {
            return Ok(datum.clone());
        }
        self.deeper(|this| match datum {
            Value::Symbol(name) => Ok(Value::Symbol(this.original(name))),
            Value::Pair(_) => {
                let (items, end) = datum.elements();
                let items = items.iter().map(|item| this.strip(item));
                let items = items.collect::<Outcome<Vec<_>>>()?;
                Ok(Value::list_onto(items, this.strip(&end)?))
            }
            Value::Vector(vector) => {
                let items = vector.0.borrow().clone();
                let items = items.iter().map(|item| this.strip(item));
                Ok(Value::vector(items.collect::<Outcome<Vec<_>>>()?))
            }
            other => Ok(other.clone()),
        })
    }

    pub(super) fn has_alias(&self, datum: &Value) -> bool {
        let mut seen = HashSet::new();
        let mut open = vec![datum.clone()];
        while let Some(value) = open.pop() {
            match &value {
                Value::Symbol(name) if self.globals.aliases.contains_key(name) => return true,
                Value::Pair(pair) if seen.insert(Ptr::as_ptr(pair).addr()) => {
                    open.extend([pair.car.get(), pair.cdr.get()]);
                }
                Value::Vector(vector) if seen.insert(Ptr::as_ptr(vector).addr()) => {
                    open.extend(vector.0.borrow().iter().cloned());
                }
                _ => {}
            }
        }
        false
    }

    /// A built-in procedure, whatever its name means to the program.
    pub(super) fn primitive(&mut self, name: &str) -> NodeId {
        self.constant(primitives::named(name))
    }

    fn call_primitive(&mut self, name: &str, arguments: Vec<NodeId>) -> NodeId {
        let procedure = self.primitive(name);
        self.program.add(Node::Call {
            procedure,
            arguments,
            position: self.here,
        })
    }

    pub(super) fn quasiquote(&mut self, datum: &Value, scope: ScopeId) -> Outcome<NodeId> {
        match self.quasi(datum, 0, scope)? {
            Some(node) => Ok(node),
            None => {
                let value = self.strip(datum)?;
                Ok(self.constant(value))
            }
        }
    }

    /// `(word x)`, for the words of quasiquotation.
    fn quotation(&self, datum: &Value) -> Option<(String, Value)> {
        let Value::Pair(pair) = datum else {
            return None;
        };
        let Value::Symbol(name) = pair.car.get() else {
            return None;
        };
        let Value::Pair(rest) = pair.cdr.get() else {
            return None;
        };
        if !rest.cdr.with(|end| matches!(end, Value::Nil)) {
            return None;
        }
        let name = self.original(&name);
        let known = ["quasiquote", "unquote", "unquote-splicing"].contains(&name.name());
        known.then(|| (name.name().to_owned(), rest.car.get()))
    }

    /// A template, `level` quasiquotations below the outermost. `None`: it is constant.
    fn quasi(&mut self, datum: &Value, level: usize, scope: ScopeId) -> Outcome<Option<NodeId>> {
        self.deeper(|this| match datum {
            Value::Pair(_) => match this.quotation(datum) {
                Some((word, inner)) => this.quasi_word(&word, &inner, level, scope),
                None => this.quasi_list(datum, level, scope),
            },
            Value::Vector(vector) => {
                let list = Value::list(vector.0.borrow().clone());
                let list = this.quasi(&list, level, scope)?;
                Ok(list.map(|list| this.call_primitive("list->vector", vec![list])))
            }
            _ => Ok(None),
        })
    }

    fn quasi_word(
        &mut self,
        word: &str,
        inner: &Value,
        level: usize,
        scope: ScopeId,
    ) -> Outcome<Option<NodeId>> {
        let level = match (word, level) {
            ("quasiquote", level) => level + 1,
            ("unquote", 0) => return self.expand(inner, scope).map(Some),
            (_, 0) => return Err(self.fault("unquote-splicing must be inside a list")),
            (_, level) => level - 1,
        };
        let Some(inner) = self.quasi(inner, level, scope)? else {
            return Ok(None);
        };
        let word = self.constant(Value::symbol(word));
        Ok(Some(self.call_primitive("list", vec![word, inner])))
    }

    fn quasi_list(
        &mut self,
        datum: &Value,
        level: usize,
        scope: ScopeId,
    ) -> Outcome<Option<NodeId>> {
        let (items, end) = datum.elements();
        // `(a . ,b)` reads as `(a unquote b)`.
        let tail = (1..items.len()).find(|&at| {
            let rest = Value::list_onto(items[at..].iter().cloned(), end.clone());
            matches!(&items[at], Value::Symbol(_)) && self.quotation(&rest).is_some()
        });
        let (items, end) = match tail {
            Some(at) => {
                let rest = items[at..].iter().cloned();
                (&items[..at], Value::list_onto(rest, end))
            }
            None => (&items[..], end),
        };
        let mut changed = false;
        let mut parts = Vec::new();
        for item in items {
            let part = match self.quotation(item) {
                Some((word, inner)) if word == "unquote-splicing" && level == 0 => {
                    changed = true;
                    Part::Spliced(self.expand(&inner, scope)?)
                }
                _ => {
                    let node = self.quasi(item, level, scope)?;
                    changed |= node.is_some();
                    Part::One(self.or_constant(node, item)?)
                }
            };
            parts.push(part);
        }
        let end_node = self.quasi(&end, level, scope)?;
        if !changed && end_node.is_none() {
            return Ok(None);
        }
        let end = self.or_constant(end_node, &end)?;
        Ok(Some(self.assemble(parts, end)))
    }

    fn or_constant(&mut self, node: Option<NodeId>, datum: &Value) -> Outcome<NodeId> {
        match node {
            Some(node) => Ok(node),
            None => {
                let value = self.strip(datum)?;
                Ok(self.constant(value))
            }
        }
    }

    /// From the end: runs of single items by `cons*`, spliced ones by `append`.
    fn assemble(&mut self, parts: Vec<Part>, end: NodeId) -> NodeId {
        let mut list = end;
        let mut run = Vec::new();
        for part in parts.into_iter().rev() {
            match part {
                Part::One(node) => run.push(node),
                Part::Spliced(node) => {
                    list = self.prepend(&mut run, list);
                    list = self.call_primitive("append", vec![node, list]);
                }
            }
        }
        self.prepend(&mut run, list)
    }

    /// Puts a run of items, given backwards, before a list.
    fn prepend(&mut self, run: &mut Vec<NodeId>, list: NodeId) -> NodeId {
        if run.is_empty() {
            return list;
        }
        let mut arguments = std::mem::take(run);
        arguments.reverse();
        arguments.push(list);
        self.call_primitive("cons*", arguments)
    }
}
