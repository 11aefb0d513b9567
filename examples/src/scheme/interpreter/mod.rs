//! The interpreter. This text is compiled twice, by two modules that differ in what `Ptr` is, and
//! in the table that finds symbols by their names.
//!
//! ```text
//! symbol, value, object   data
//! number, equal, printer  what can be done with them
//! reader                  text -> data
//! syntax                  data -> nodes: forms and macros
//! compile                 nodes -> code
//! code, machine           code, and what runs it
//! primitives, prelude.scm procedures that are there from the start, in Rust and in Scheme
//! context                 what ties these together
//! ```
//!
//! Nothing here recurses over data or calls of a program without asking for stack: reader, printer and
//! `equal?` keep lists of what is to be done, the machine has its own stack, and the expander and
//! the compiler move to a new piece of stack when theirs runs out.

mod code;
mod compile;
mod context;
mod equal;
mod fault;
mod machine;
mod number;
mod object;
mod port;
mod position;
mod primitives;
mod printer;
mod reader;
mod symbol;
mod syntax;
mod table;
mod value;

use std::collections::VecDeque;
use std::fmt;
use std::io::Write;

use super::pointer::{Interner, Ptr};
use crate::scheme::engine::Engine;
use crate::scheme::error::{Call, Complaint, Error};
use context::{Compiled, Context};
use fault::{Fault, Site};
use machine::{Failure, Machine};
use object::Object;
use value::Value;

/// The procedures and macros that are written in Scheme.
const PRELUDE: &str = include_str!("prelude.scm");

/// An interpreter: a machine, and the names that programs have defined so far.
pub struct Interpreter {
    machine: Machine,
}

impl fmt::Debug for Interpreter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Interpreter").finish_non_exhaustive()
    }
}

impl Engine for Interpreter {
    const POINTER: &'static str = super::POINTER;

    fn new(output: Box<dyn Write>) -> Self {
        let mut interpreter = Self {
            machine: Machine::new(Context::new(output)),
        };
        if let Err(error) = interpreter.run("prelude", PRELUDE) {
            unreachable!("the prelude is a program that runs: {error}");
        }
        let raise = interpreter
            .context()
            .globals
            .variable(&symbol::Symbol::intern("%raise"));
        interpreter.context().raise = raise.value.get();
        interpreter
    }

    fn run(&mut self, file: &str, text: &str) -> Result<(), Error> {
        self.each(file, text, |_| {})
    }

    fn evaluate(&mut self, file: &str, text: &str) -> Result<Vec<String>, Error> {
        let mut results = Vec::new();
        self.each(file, text, |value| {
            if !matches!(value, Value::Unspecified) {
                results.push(printer::print(&value, printer::Style::Write));
            }
        })?;
        Ok(results)
    }

    fn fresh_line(&mut self) -> Result<(), Error> {
        let ended = self.context().fresh_line();
        let ended = ended.and_then(|()| self.context().flush());
        ended.map_err(|fault| self.error(early(*fault)))
    }
}

impl Interpreter {
    fn context(&mut self) -> &mut Context {
        &mut self.machine.context
    }

    /// Runs the forms of a text; shows the value of each that has one.
    fn each(&mut self, file: &str, text: &str, show: impl FnMut(Value)) -> Result<(), Error> {
        let result = self.try_each(file, text, show);
        let flushed = self.context().flush();
        self.context().positions.clear();
        result.map_err(|failure| self.error(failure))?;
        flushed.map_err(|fault| self.error(early(*fault)))
    }

    fn try_each(
        &mut self,
        file: &str,
        text: &str,
        mut show: impl FnMut(Value),
    ) -> Result<(), Failure> {
        let forms = self.context().read_all(file, text);
        let forms = forms.map_err(|fault| early(*fault))?;
        self.context().announce(&forms);
        for form in forms {
            let mut open = VecDeque::from([form]);
            while let Some(form) = open.pop_front() {
                let start = self.context().positions.of(&form);
                let compiled = self.context().compile(&form);
                match compiled.map_err(|fault| early(*fault))? {
                    Compiled::Nothing => {}
                    Compiled::Several(forms) => {
                        self.context().announce(&forms);
                        forms
                            .into_iter()
                            .rev()
                            .for_each(|form| open.push_front(form));
                    }
                    Compiled::Thunk(Value::Closure(thunk)) => {
                        let result = self.machine.run(thunk);
                        show(result.map_err(|failure| failure.or_at(start))?);
                    }
                    Compiled::Thunk(_) => unreachable!("what was compiled is a closure"),
                }
            }
            self.context().globals.forget_aliases();
        }
        Ok(())
    }

    /// What is told of a failure.
    fn error(&mut self, failure: Failure) -> Error {
        let (value, sites, omitted, incomplete) = match failure {
            Failure::Exit(code) => return Error::Exit(code),
            Failure::Uncaught {
                value,
                sites,
                omitted,
                incomplete,
            } => (value, sites, omitted, incomplete),
        };
        let message = match &value {
            Value::Object(object) => match &**object {
                Object::Condition(condition) => primitives::conditions::report(condition),
                _ => raised(&value),
            },
            _ => raised(&value),
        };
        let files = &self.context().files;
        let calls = sites.iter().filter_map(|site| {
            let name = site.name.as_ref()?.name().to_string();
            let place = files.place(site.position);
            Some(Call { name, place })
        });
        Error::Program(Box::new(Complaint {
            message,
            place: sites.first().map(|site| files.place(site.position)),
            calls: calls.collect(),
            omitted,
            incomplete,
        }))
    }
}

fn raised(value: &Value) -> String {
    format!(
        "{} was raised, and nothing handles it",
        printer::brief(value)
    )
}

/// The failure of something that has not run yet.
fn early(fault: Fault) -> Failure {
    match fault {
        Fault::Exit(code) => Failure::Exit(code),
        Fault::Raise(value) | Fault::Uncaught(value) => Failure::Uncaught {
            value,
            sites: Vec::new(),
            omitted: 0,
            incomplete: false,
        },
        Fault::Error {
            kind,
            message,
            irritants,
            position,
            incomplete,
        } => {
            let sites = position.map(|position| Site {
                name: None,
                position,
            });
            let sites: Vec<_> = sites.into_iter().collect();
            Failure::Uncaught {
                value: machine::condition(kind, message, irritants, (sites.clone(), 0)),
                sites,
                omitted: 0,
                incomplete,
            }
        }
    }
}
