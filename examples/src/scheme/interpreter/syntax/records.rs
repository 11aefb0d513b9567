//! `define-record-type`.

use super::super::fault::Outcome;
use super::super::value::Value;
use super::expand::Expander;

impl Expander<'_> {
    /// The definitions that a record type stands for.
    pub(super) fn record_definitions(&mut self, form: &Value) -> Outcome<Vec<Value>> {
        let items = self.arguments(form)?;
        let [name, constructor, predicate, fields @ ..] = &items[..] else {
            return Err(self.fault(
                "expected (define-record-type name (constructor field ...) predicate field ...)",
            ));
        };
        let name = match name {
            Value::Pair(pair) => pair.car.get(),
            name => name.clone(),
        };
        let mut specs = Vec::new();
        for field in fields {
            specs.push(match field {
                Value::Symbol(_) => vec![field.clone()],
                field => self.list(field, "a field")?,
            });
        }
        if specs.iter().any(|spec| spec.is_empty() || spec.len() > 3) {
            return Err(self.fault("a field must be (name accessor modifier)"));
        }
        let names = Value::list(specs.iter().map(|spec| spec[0].clone()).collect::<Vec<_>>());
        let mut definitions = Vec::new();
        let made = self.quoted_call("%record-type", None, &[name.clone(), names.clone()]);
        definitions.push(self.define(&name, made));
        match constructor {
            Value::Bool(false) => {}
            Value::Pair(pair) => {
                let (own, fields) = (pair.car.get(), pair.cdr.get());
                let made =
                    self.quoted_call("%record-constructor", Some(&name), &[own.clone(), fields]);
                definitions.push(self.define(&own, made));
            }
            own => {
                let made =
                    self.quoted_call("%record-constructor", Some(&name), &[own.clone(), names]);
                definitions.push(self.define(own, made));
            }
        }
        if !matches!(predicate, Value::Bool(false)) {
            let made = self.quoted_call(
                "%record-predicate",
                Some(&name),
                std::slice::from_ref(predicate),
            );
            definitions.push(self.define(predicate, made));
        }
        for spec in &specs {
            let makers = ["%record-accessor", "%record-modifier"];
            for (own, maker) in spec[1..].iter().zip(makers) {
                let quoted = [own.clone(), spec[0].clone()];
                let made = self.quoted_call(maker, Some(&name), &quoted);
                definitions.push(self.define(own, made));
            }
        }
        Ok(definitions)
    }

    fn define(&mut self, name: &Value, value: Value) -> Value {
        Value::list([self.core("define"), name.clone(), value])
    }

    /// A call with, perhaps, a variable, and quoted arguments.
    fn quoted_call(&mut self, procedure: &str, variable: Option<&Value>, data: &[Value]) -> Value {
        let mut call = vec![self.core(procedure)];
        call.extend(variable.cloned());
        for datum in data {
            call.push(Value::list([self.core("quote"), datum.clone()]));
        }
        let call = Value::list(call);
        if let (Value::Pair(pair), Some(position)) = (&call, self.here) {
            self.positions.note(pair, position);
        }
        call
    }
}
