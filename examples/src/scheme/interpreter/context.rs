//! What built-in procedures may use: the names of the outermost level, the output, the handlers.

use std::io::{ErrorKind, Write};
use std::time::Instant;

use super::Ptr;
use super::code::{Code, Op};
use super::compile::compile;
use super::fault::{Fault, Outcome};
use super::object::{Object, Parameter};
use super::port::Port;
use super::position::{Files, Position, Positions};
use super::primitives;
use super::reader::Reader;
use super::symbol::Symbol;
use super::syntax::{Expander, Globals, TopLevel};
use super::value::{Slot, Value};

/// The state of an interpreter but for its stacks.
pub(crate) struct Context {
    pub(crate) globals: Globals,
    pub(crate) files: Files,
    pub(crate) positions: Positions,
    /// The procedures that handle what is raised, the nearest first.
    pub(crate) handlers: Value,
    /// What `dynamic-wind` has entered and not left, the nearest first.
    pub(crate) winders: Value,
    /// The procedure that calls a handler.
    pub(crate) raise: Value,
    /// Code that returns what lies on the stack.
    pub(crate) just_return: Ptr<Code>,
    pub(crate) current_output: Value,
    pub(crate) start: Instant,
    output: Box<dyn Write>,
    /// Whether the console has an unfinished line.
    mid_line: bool,
}

/// A form of the outermost level, ready to run.
pub(crate) enum Compiled {
    /// Forms that stand in its place.
    Several(Vec<Value>),
    /// A procedure without parameters.
    Thunk(Value),
    Nothing,
}

impl Context {
    pub(crate) fn new(output: Box<dyn Write>) -> Self {
        let console = Value::object(Object::Port(Port::Console));
        let mut files = Files::default();
        files.add("prelude");
        let mut context = Self {
            globals: Globals::new(),
            files,
            positions: Positions::default(),
            handlers: Value::Nil,
            winders: Value::Nil,
            raise: Value::Undefined,
            just_return: just_return(),
            current_output: Value::object(Object::Parameter(Parameter {
                value: Slot::new(console),
                converter: Value::Bool(false),
            })),
            start: Instant::now(),
            output,
            mid_line: false,
        };
        for primitive in primitives::all() {
            let value = Value::Primitive(primitive);
            context.globals.define(primitive.name, value);
        }
        let current_output = context.current_output.clone();
        context
            .globals
            .define("current-output-port", current_output);
        context
    }

    /// Reads all data of a text.
    pub(crate) fn read_all(&mut self, file: &str, text: &str) -> Outcome<Vec<Value>> {
        let file = self.files.add(file);
        let mut reader = Reader::new(text, file, &self.positions);
        let mut data = Vec::new();
        while let Some(datum) = reader.next()? {
            data.push(datum);
        }
        Ok(data)
    }

    /// Notes the names that a program is going to define, so that calls of them are not compiled into
    /// what the built-in procedures of these names do.
    pub(crate) fn announce(&mut self, program: &[Value]) {
        for form in program {
            if let Some(name) = defined_name(form) {
                self.globals.announce(name);
            }
        }
    }

    pub(crate) fn compile(&mut self, form: &Value) -> Outcome<Compiled> {
        let start = self.positions.of(form);
        let expander = Expander::new(&mut self.globals, &self.positions);
        Ok(match expander.top_level(form)? {
            TopLevel::Several(forms) => Compiled::Several(forms),
            TopLevel::Nothing => Compiled::Nothing,
            TopLevel::Program(program, root) => {
                let globals = &self.globals;
                let start = start.unwrap_or_else(|| Position::start(Position::PRELUDE));
                let is_redefined = |name: &Symbol| globals.is_redefined(name);
                Compiled::Thunk(Value::Closure(compile(
                    program,
                    root,
                    start,
                    &is_redefined,
                )?))
            }
        })
    }

    /// A procedure that does what a form says, for `eval`.
    pub(crate) fn compile_form(&mut self, form: &Value) -> Outcome {
        self.announce(std::slice::from_ref(form));
        let form = match self.compile(form)? {
            Compiled::Thunk(thunk) => return Ok(thunk),
            Compiled::Nothing => Value::list([Value::symbol("quote"), Value::Unspecified]),
            // Evaluated one after the other, as each may change what the next one means.
            Compiled::Several(forms) => {
                let eval = primitives::named("eval");
                let each = forms.into_iter().map(|form| {
                    let quoted = Value::list([Value::symbol("quote"), form]);
                    Value::list([eval.clone(), quoted])
                });
                Value::list_onto(
                    [Value::symbol("let"), Value::Nil],
                    Value::list(each.collect::<Vec<_>>()),
                )
            }
        };
        match self.compile(&form)? {
            Compiled::Thunk(thunk) => Ok(thunk),
            Compiled::Several(_) | Compiled::Nothing => {
                Err(Fault::new("expected an expression to evaluate"))
            }
        }
    }

    /// The port that output goes to where none is named.
    pub(crate) fn output_port(&self) -> Value {
        if let Value::Object(object) = &self.current_output
            && let Object::Parameter(parameter) = &**object
        {
            return parameter.value.get();
        }
        Value::Unspecified
    }

    /// Ends the line that the console is in the middle of.
    pub(crate) fn fresh_line(&mut self) -> Outcome<()> {
        match self.mid_line {
            true => self.print("\n"),
            false => Ok(()),
        }
    }

    pub(crate) fn print(&mut self, text: &str) -> Outcome<()> {
        if let Some(last) = text.chars().next_back() {
            self.mid_line = last != '\n';
        }
        let written = self.output.write_all(text.as_bytes());
        written.map_err(output_fault)
    }

    pub(crate) fn flush(&mut self) -> Outcome<()> {
        self.output.flush().map_err(output_fault)
    }
}

/// A reader that has seen enough (`| head`) ends the program, but is no error.
fn output_fault(error: std::io::Error) -> Box<Fault> {
    match error.kind() {
        ErrorKind::BrokenPipe => Box::new(Fault::Exit(0)),
        _ => Fault::file(format!("cannot write to standard output: {error}")),
    }
}

fn just_return() -> Ptr<Code> {
    Ptr::new(Code {
        ops: vec![Op::Return],
        constants: Vec::new(),
        globals: Vec::new(),
        primitives: Vec::new(),
        inner: Vec::new(),
        captures: Vec::new(),
        required: 0,
        rest: false,
        name: None,
        positions: Vec::new(),
        start: Position::start(Position::PRELUDE),
        cells: Vec::new(),
    })
}

/// The name that a form of the outermost level defines or sets.
fn defined_name(form: &Value) -> Option<Symbol> {
    let Value::Pair(pair) = form else { return None };
    let Value::Symbol(head) = pair.car.get() else {
        return None;
    };
    if !matches!(head.name(), "define" | "set!" | "define-syntax") {
        return None;
    }
    let Value::Pair(rest) = pair.cdr.get() else {
        return None;
    };
    let mut target = rest.car.get();
    while let Value::Pair(inner) = &target {
        let inner = inner.car.get();
        target = inner;
    }
    match target {
        Value::Symbol(name) => Some(name),
        _ => None,
    }
}
