//! `cond-expand`: what a program may ask about its interpreter. And forms that only say no.

use super::super::fault::{Fault, Outcome};
use super::super::printer::{Style, brief, print};
use super::super::value::Value;
use super::expand::Expander;

/// What `(features)` gives.
pub(crate) const FEATURES: [&str; 3] = ["r7rs", "full-unicode", "gc-scheme"];

/// The libraries whose names are there, all or nearly all of them.
const LIBRARIES: [&str; 15] = [
    "(scheme base)",
    "(scheme case-lambda)",
    "(scheme char)",
    "(scheme cxr)",
    "(scheme eval)",
    "(scheme file)",
    "(scheme inexact)",
    "(scheme lazy)",
    "(scheme load)",
    "(scheme process-context)",
    "(scheme read)",
    "(scheme repl)",
    "(scheme time)",
    "(scheme write)",
    "(srfi 69)",
];

impl Expander<'_> {
    /// `(cond-expand (requirement form ...) ...)`: the forms of the first clause that holds, in a `begin`.
    pub(super) fn cond_expand(&mut self, form: &Value) -> Outcome {
        for clause in self.arguments(form)? {
            let mut forms = self.list(&clause, "a clause of cond-expand")?;
            if forms.is_empty() {
                return Err(self.fault("a clause of cond-expand must be (requirement form ...)"));
            }
            let requirement = self.strip(&forms.remove(0))?;
            if self.is_fulfilled(&requirement)? {
                let begin = self.core("begin");
                return Ok(Value::list_onto([begin], Value::list(forms)));
            }
        }
        Ok(Value::list([self.core("begin")]))
    }

    fn is_fulfilled(&mut self, requirement: &Value) -> Outcome<bool> {
        let head = match requirement {
            Value::Symbol(name) => {
                return Ok(name.name() == "else" || FEATURES.contains(&name.name()));
            }
            Value::Pair(pair) => pair.car.get(),
            _ => return Err(self.no_requirement(requirement)),
        };
        let Value::Symbol(head) = head else {
            return Err(self.no_requirement(requirement));
        };
        let items = self.arguments(requirement)?;
        self.deeper(|this| match (head.name(), &items[..]) {
            ("and", items) => this.all_are(items, true),
            ("or", items) => Ok(!this.all_are(items, false)?),
            ("not", [item]) => Ok(!this.is_fulfilled(item)?),
            ("library", [name]) => Ok(LIBRARIES.contains(&&*print(name, Style::Write))),
            _ => Err(this.no_requirement(requirement)),
        })
    }

    /// Whether each requirement is fulfilled, or none is.
    fn all_are(&mut self, requirements: &[Value], expected: bool) -> Outcome<bool> {
        for requirement in requirements {
            if self.is_fulfilled(requirement)? != expected {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn no_requirement(&self, found: &Value) -> Box<Fault> {
        let found = brief(found);
        self.fault(format!(
            "expected a feature, (library name), or these in and, or, not; found {found}"
        ))
    }

    /// `(syntax-error message datum ...)`
    pub(super) fn syntax_error(&mut self, form: &Value) -> Box<Fault> {
        let said = self.strip(form).and_then(|form| self.arguments(&form));
        match said.as_deref() {
            Ok([Value::Text(message), data @ ..]) => {
                let message: String = message.0.borrow().iter().collect();
                let data = data.iter().map(|datum| format!(" {}", brief(datum)));
                self.fault(message + &data.collect::<String>())
            }
            _ => self.fault("expected (syntax-error message datum ...)"),
        }
    }
}
