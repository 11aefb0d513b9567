//! `syntax-rules`.

use std::collections::HashMap;
use std::rc::Rc;

use super::super::fault::Outcome;
use super::super::position::Position;
use super::super::symbol::Symbol;
use super::super::value::Value;
use super::expand::Expander;
use super::scope::ScopeId;

/// A macro.
pub(crate) struct Macro {
    literals: Vec<Symbol>,
    ellipsis: Symbol,
    /// Patterns, without the macro's name, and templates.
    rules: Vec<(Value, Value)>,
    /// Where it was written.
    pub(super) scope: ScopeId,
}

/// What a pattern variable stands for.
#[derive(Clone)]
enum Match {
    One(Value),
    Many(Vec<Match>),
}

type Matches = HashMap<Symbol, Match>;

/// One use of a macro.
struct Use<'a> {
    rules: &'a Macro,
    scope: ScopeId,
    position: Option<Position>,
    aliases: HashMap<Symbol, Symbol>,
}

impl Macro {
    fn is_ellipsis(&self, value: &Value) -> bool {
        matches!(value, Value::Symbol(symbol) if *symbol == self.ellipsis)
            && !self.literals.contains(&self.ellipsis)
    }
}

impl Expander<'_> {
    /// Reads `(syntax-rules (literal ...) (pattern template) ...)`.
    pub(super) fn syntax_rules(&mut self, spec: &Value, scope: ScopeId) -> Outcome<Rc<Macro>> {
        let mut parts = self.list(spec, "a syntax-rules form")?;
        let is_rules = matches!(parts.first(), Some(Value::Symbol(name))
            if self.original(name).name() == "syntax-rules");
        if !is_rules {
            return Err(self.fault("expected (syntax-rules (literal ...) (pattern template) ...)"));
        }
        let mut ellipsis = Symbol::intern("...");
        if let Some(Value::Symbol(own)) = parts.get(1) {
            ellipsis = own.clone();
            parts.remove(1);
        }
        let Some(literals) = parts.get(1) else {
            return Err(self.fault("syntax-rules lacks its list of literals"));
        };
        let literals = self.list(literals, "a list of literals")?;
        let literals: Option<Vec<_>> = literals.into_iter().map(symbol_of).collect();
        let literals = literals.ok_or_else(|| self.fault("literals must be symbols"))?;
        let mut rules = Vec::new();
        for rule in &parts[2..] {
            match &self.list(rule, "a rule")?[..] {
                [Value::Pair(pattern), template] => {
                    rules.push((pattern.cdr.get(), template.clone()));
                }
                _ => return Err(self.fault("a rule must be (pattern template)")),
            }
        }
        // In a template that a macro made, the ellipsis is an alias.
        if let Some(alias) = self.ellipsis_alias(&parts[2..], &ellipsis) {
            ellipsis = alias;
        }
        Ok(Rc::new(Macro {
            literals,
            ellipsis,
            rules,
            scope,
        }))
    }

    fn ellipsis_alias(&self, rules: &[Value], ellipsis: &Symbol) -> Option<Symbol> {
        if self.globals.aliases.is_empty() {
            return None;
        }
        let mut open = rules.to_vec();
        while let Some(value) = open.pop() {
            match value {
                Value::Symbol(name) if name != *ellipsis && self.original(&name) == *ellipsis => {
                    return Some(name);
                }
                Value::Pair(pair) => open.extend([pair.car.get(), pair.cdr.get()]),
                Value::Vector(vector) => open.extend(vector.0.borrow().iter().cloned()),
                _ => {}
            }
        }
        None
    }

    /// What the use of a macro stands for.
    pub(super) fn expand_macro(&mut self, rules: &Macro, form: &Value, scope: ScopeId) -> Outcome {
        let Value::Pair(pair) = form else {
            return Err(self.fault("a macro must be used as the head of a list"));
        };
        let arguments = pair.cdr.get();
        let mut usage = Use {
            rules,
            scope,
            position: self.here,
            aliases: HashMap::new(),
        };
        for (pattern, template) in &rules.rules {
            let mut matches = Matches::new();
            if self.matches(&usage, pattern, &arguments, &mut matches)? {
                return self.instantiate(&mut usage, template, &matches);
            }
        }
        let name = super::super::printer::brief(&self.strip(&pair.car.get())?);
        Err(self.fault(format!("no rule of the macro {name} fits its use")))
    }

    fn matches(
        &mut self,
        usage: &Use<'_>,
        pattern: &Value,
        datum: &Value,
        found: &mut Matches,
    ) -> Outcome<bool> {
        match pattern {
            Value::Symbol(name) => Ok(self.matches_name(usage, name, datum, found)),
            Value::Pair(_) => self.deeper(|this| this.matches_list(usage, pattern, datum, found)),
            Value::Vector(items) => {
                let Value::Vector(data) = datum else {
                    return Ok(false);
                };
                let pattern = Value::list(items.0.borrow().clone());
                let datum = Value::list(data.0.borrow().clone());
                self.deeper(|this| this.matches(usage, &pattern, &datum, found))
            }
            other => Ok(super::super::equal::is_equal(other, datum)),
        }
    }

    fn matches_name(
        &self,
        usage: &Use<'_>,
        name: &Symbol,
        datum: &Value,
        found: &mut Matches,
    ) -> bool {
        if usage.rules.literals.contains(name) {
            return matches!(datum, Value::Symbol(given)
                if self.same((given, usage.scope), (name, usage.rules.scope)));
        }
        if name.name() != "_" {
            found.insert(name.clone(), Match::One(datum.clone()));
        }
        true
    }

    fn matches_list(
        &mut self,
        usage: &Use<'_>,
        pattern: &Value,
        datum: &Value,
        found: &mut Matches,
    ) -> Outcome<bool> {
        let (patterns, pattern_end) = pattern.elements();
        let (data, data_end) = datum.elements();
        let ellipsis = patterns.iter().position(|it| usage.rules.is_ellipsis(it));
        let Some(dots) = ellipsis else {
            if data.len() < patterns.len() {
                return Ok(false);
            }
            for (pattern, datum) in patterns.iter().zip(&data) {
                if !self.matches(usage, pattern, datum, found)? {
                    return Ok(false);
                }
            }
            let rest = rest_of(&data[patterns.len()..], data_end);
            return self.matches(usage, &pattern_end, &rest, found);
        };
        let Some(before) = dots.checked_sub(1) else {
            return Err(self.fault("an ellipsis in a pattern must follow something"));
        };
        let after = patterns.len() - dots - 1;
        if data.len() < before + after {
            return Ok(false);
        }
        let repeated = data.len() - before - after;
        for (pattern, datum) in patterns[..before].iter().zip(&data) {
            if !self.matches(usage, pattern, datum, found)? {
                return Ok(false);
            }
        }
        let mut each = Vec::with_capacity(repeated);
        for datum in &data[before..before + repeated] {
            let mut one = Matches::new();
            if !self.matches(usage, &patterns[before], datum, &mut one)? {
                return Ok(false);
            }
            each.push(one);
        }
        for name in names_in(usage.rules, &patterns[before]) {
            let many = each.iter_mut().filter_map(|one| one.remove(&name));
            found.insert(name.clone(), Match::Many(many.collect()));
        }
        for (pattern, datum) in patterns[dots + 1..].iter().zip(&data[before + repeated..]) {
            if !self.matches(usage, pattern, datum, found)? {
                return Ok(false);
            }
        }
        self.matches(usage, &pattern_end, &data_end, found)
    }

    fn instantiate(&mut self, usage: &mut Use<'_>, template: &Value, found: &Matches) -> Outcome {
        match template {
            Value::Symbol(name) => match found.get(name) {
                Some(Match::One(value)) => Ok(value.clone()),
                Some(Match::Many(_)) => Err(self.fault(format!(
                    "{} needs an ellipsis after it in the template",
                    name.name()
                ))),
                None => Ok(Value::Symbol(self.inserted(usage, name))),
            },
            Value::Pair(_) => self.deeper(|this| this.instantiate_list(usage, template, found)),
            Value::Vector(items) => {
                let items = Value::list(items.0.borrow().clone());
                let list = self.deeper(|this| this.instantiate(usage, &items, found))?;
                Ok(Value::vector(list.to_vec().unwrap_or_default()))
            }
            other => Ok(other.clone()),
        }
    }

    /// The alias of a name in this use of a macro.
    fn inserted(&mut self, usage: &mut Use<'_>, name: &Symbol) -> Symbol {
        if let Some(alias) = usage.aliases.get(name) {
            return alias.clone();
        }
        let alias = self.alias(name, usage.rules.scope);
        usage.aliases.insert(name.clone(), alias.clone());
        alias
    }

    fn instantiate_list(
        &mut self,
        usage: &mut Use<'_>,
        template: &Value,
        found: &Matches,
    ) -> Outcome {
        let (parts, end) = template.elements();
        if let [first, escaped] = &parts[..]
            && usage.rules.is_ellipsis(first)
        {
            return self.instantiate_escaped(usage, escaped, found);
        }
        let mut items = Vec::new();
        let mut at = 0;
        while at < parts.len() {
            let part = &parts[at];
            at += 1;
            let mut depth = 0;
            while parts.get(at).is_some_and(|it| usage.rules.is_ellipsis(it)) {
                depth += 1;
                at += 1;
            }
            if depth == 0 {
                items.push(self.instantiate(usage, part, found)?);
            } else {
                self.repeat(usage, part, depth, found, &mut items)?;
            }
        }
        let end = self.instantiate(usage, &end, found)?;
        let list = Value::list_onto(items, end);
        if let (Value::Pair(pair), Some(position)) = (&list, usage.position) {
            self.positions.note(pair, position);
        }
        Ok(list)
    }

    /// `(... template)`: an ellipsis in it is no ellipsis.
    fn instantiate_escaped(
        &mut self,
        usage: &mut Use<'_>,
        template: &Value,
        found: &Matches,
    ) -> Outcome {
        let plain = Macro {
            literals: vec![usage.rules.ellipsis.clone()],
            ellipsis: usage.rules.ellipsis.clone(),
            rules: Vec::new(),
            scope: usage.rules.scope,
        };
        let mut inner = Use {
            rules: &plain,
            scope: usage.scope,
            position: usage.position,
            aliases: std::mem::take(&mut usage.aliases),
        };
        let result = self.instantiate(&mut inner, template, found);
        usage.aliases = inner.aliases;
        result
    }

    /// A template once for each of what its variables stand for.
    fn repeat(
        &mut self,
        usage: &mut Use<'_>,
        template: &Value,
        depth: usize,
        found: &Matches,
        items: &mut Vec<Value>,
    ) -> Outcome<()> {
        let names = names_in(usage.rules, template);
        let many = names.iter().filter_map(|name| match found.get(name) {
            Some(Match::Many(many)) => Some((name, many)),
            _ => None,
        });
        let many: Vec<_> = many.collect();
        let Some(length) = many.iter().map(|(_, many)| many.len()).max() else {
            return Err(self.fault("nothing before an ellipsis in the template can be repeated"));
        };
        // What is needed and no more: other matches may be as many as there are items.
        let plain = names.iter().filter_map(|name| match found.get(name)? {
            one @ Match::One(_) => Some((name.clone(), one.clone())),
            Match::Many(_) => None,
        });
        let plain: Matches = plain.collect();
        for index in 0..length {
            let mut one = plain.clone();
            for &(name, many) in &many {
                match many.get(index) {
                    Some(item) => one.insert(name.clone(), item.clone()),
                    None => {
                        let message = "what an ellipsis repeats has different lengths";
                        return Err(self.fault(message));
                    }
                };
            }
            if depth > 1 {
                self.repeat(usage, template, depth - 1, &one, items)?;
            } else {
                items.push(self.instantiate(usage, template, &one)?);
            }
        }
        Ok(())
    }
}

fn symbol_of(value: Value) -> Option<Symbol> {
    match value {
        Value::Symbol(symbol) => Some(symbol),
        _ => None,
    }
}

fn rest_of(items: &[Value], end: Value) -> Value {
    Value::list_onto(items.iter().cloned(), end)
}

/// The names in a pattern or template.
fn names_in(rules: &Macro, pattern: &Value) -> Vec<Symbol> {
    let mut names = Vec::new();
    let mut open = vec![pattern.clone()];
    while let Some(value) = open.pop() {
        match &value {
            Value::Symbol(name) if !rules.literals.contains(name) && !rules.is_ellipsis(&value) => {
                names.push(name.clone());
            }
            Value::Pair(pair) => open.extend([pair.car.get(), pair.cdr.get()]),
            Value::Vector(vector) => open.extend(vector.0.borrow().iter().cloned()),
            _ => {}
        }
    }
    names
}
