//! Values to text. What is still to be written waits on a stack of its own, so that no depth is too
//! much; circles get labels, as `write` of R7RS has it.

mod circles;

use std::collections::HashMap;

use super::Ptr;
use super::number;
use super::object::Object;
use super::reader::CHARACTERS;
use super::value::Value;
use circles::{address, find_circles, find_shared};

/// How a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// As it would be read.
    Write,
    /// As it would be read, and what is in it more than once has a label.
    Shared,
    /// For people: strings and characters as they are.
    Display,
}

/// What is still to be written.
enum Task {
    Value(Value),
    /// What follows the first element of a list.
    Tail(Value),
    Text(&'static str),
}

/// The text of a value.
pub(crate) fn print(value: &Value, style: Style) -> String {
    print_up_to(value, style, usize::MAX)
}

/// The text of a value, for a message: not too long.
pub(crate) fn brief(value: &Value) -> String {
    const MOST: usize = 120;
    let text = print_up_to(value, Style::Write, MOST);
    if text.chars().count() <= MOST {
        return text;
    }
    let short: String = text.chars().take(MOST - 3).collect();
    short + "..."
}

fn print_up_to(value: &Value, style: Style, most: usize) -> String {
    let mut printer = Printer {
        out: String::new(),
        style,
        labels: match style {
            Style::Shared => find_shared(value),
            Style::Write | Style::Display => find_circles(value),
        },
        given: 0,
        tasks: vec![Task::Value(value.clone())],
    };
    while let Some(task) = printer.tasks.pop() {
        if printer.out.len() > most.saturating_mul(4) {
            break;
        }
        printer.step(task);
    }
    printer.out
}

struct Printer {
    out: String,
    style: Style,
    /// The objects that are in circles, and their numbers once they have been written.
    labels: HashMap<usize, Option<usize>>,
    given: usize,
    tasks: Vec<Task>,
}

impl Printer {
    fn step(&mut self, task: Task) {
        match task {
            Task::Text(text) => self.out.push_str(text),
            Task::Value(value) => self.value(&value),
            Task::Tail(tail) => self.tail(tail),
        }
    }

    /// Writes the label of an object in a circle; whether that is all that is to be written.
    fn label(&mut self, value: &Value) -> bool {
        let Some(label) = address(value).and_then(|at| self.labels.get_mut(&at)) else {
            return false;
        };
        if let Some(number) = label {
            self.out.push_str(&format!("#{number}#"));
            return true;
        }
        *label = Some(self.given);
        self.out.push_str(&format!("#{}=", self.given));
        self.given += 1;
        false
    }

    fn value(&mut self, value: &Value) {
        if self.label(value) {
            return;
        }
        match value {
            Value::Pair(pair) => self.list(pair.car.get(), pair.cdr.get()),
            Value::Vector(vector) => {
                self.out.push_str("#(");
                self.sequence(&vector.0.borrow());
            }
            Value::Bytes(bytes) => {
                let bytes: Vec<_> = bytes.0.borrow().iter().map(u8::to_string).collect();
                self.out.push_str(&format!("#u8({})", bytes.join(" ")));
            }
            Value::Text(text) => self.text(&text.0.borrow()),
            Value::Char(c) => self.character(*c),
            other => self.atom(other),
        }
    }

    fn list(&mut self, car: Value, cdr: Value) {
        if let Value::Symbol(symbol) = &car
            && let Value::Pair(rest) = &cdr
            && rest.cdr.with(|end| matches!(end, Value::Nil))
            && let Some(short) = abbreviation(symbol.name())
            && !address(&cdr).is_some_and(|at| self.labels.contains_key(&at))
        {
            self.out.push_str(short);
            self.tasks.push(Task::Value(rest.car.get()));
            return;
        }
        self.out.push('(');
        self.tasks.push(Task::Tail(cdr));
        self.tasks.push(Task::Value(car));
    }

    fn tail(&mut self, tail: Value) {
        let is_labelled = address(&tail).is_some_and(|at| self.labels.contains_key(&at));
        match &tail {
            Value::Nil => self.out.push(')'),
            Value::Pair(pair) if !is_labelled => {
                self.out.push(' ');
                self.tasks.push(Task::Tail(pair.cdr.get()));
                self.tasks.push(Task::Value(pair.car.get()));
            }
            _ => {
                self.out.push_str(" . ");
                self.tasks.push(Task::Text(")"));
                self.tasks.push(Task::Value(tail));
            }
        }
    }

    fn sequence(&mut self, items: &[Value]) {
        self.tasks.push(Task::Text(")"));
        for (index, item) in items.iter().enumerate().rev() {
            self.tasks.push(Task::Value(item.clone()));
            if index > 0 {
                self.tasks.push(Task::Text(" "));
            }
        }
    }

    fn text(&mut self, chars: &[char]) {
        if self.style == Style::Display {
            return self.out.extend(chars);
        }
        self.out.push('"');
        for &c in chars {
            escape(&mut self.out, c, '"');
        }
        self.out.push('"');
    }

    fn character(&mut self, c: char) {
        if self.style == Style::Display {
            return self.out.push(c);
        }
        self.out.push_str("#\\");
        match CHARACTERS.iter().find(|(_, known)| *known == c) {
            Some((name, _)) => self.out.push_str(name),
            None if c.is_control() => self.out.push_str(&format!("x{:x}", u32::from(c))),
            None => self.out.push(c),
        }
    }

    fn atom(&mut self, value: &Value) {
        let text = match value {
            Value::Undefined => "#<undefined>".to_owned(),
            Value::Unspecified => "#<unspecified>".to_owned(),
            Value::Nil => "()".to_owned(),
            Value::Eof => "#<eof>".to_owned(),
            Value::Bool(true) => "#t".to_owned(),
            Value::Bool(false) => "#f".to_owned(),
            Value::Symbol(symbol) => return self.symbol(symbol.name()),
            Value::Primitive(primitive) => format!("#<procedure {}>", primitive.name),
            Value::Closure(closure) => match &closure.code.name {
                Some(name) => format!("#<procedure {}>", name.name()),
                None => "#<procedure>".to_owned(),
            },
            Value::Record(record) => format!("#<{}>", record.kind.name.name()),
            Value::Cell(_) => "#<cell>".to_owned(),
            Value::Object(object) => return self.object(object),
            number => number::format(number, 10),
        };
        self.out.push_str(&text);
    }

    fn symbol(&mut self, name: &str) {
        if self.style == Style::Display || is_plain_symbol(name) {
            return self.out.push_str(name);
        }
        self.out.push('|');
        name.chars().for_each(|c| escape(&mut self.out, c, '|'));
        self.out.push('|');
    }

    fn object(&mut self, object: &Ptr<Object>) {
        let text = match &**object {
            Object::Values(values) => {
                for (index, value) in values.iter().enumerate().rev() {
                    self.tasks.push(Task::Value(value.clone()));
                    if index > 0 {
                        self.tasks.push(Task::Text(" "));
                    }
                }
                return;
            }
            Object::RecordType(kind) => format!("#<record-type {}>", kind.name.name()),
            Object::RecordProcedure(procedure) => {
                format!("#<procedure {}>", procedure.name.name())
            }
            Object::Promise(_) => "#<promise>".to_owned(),
            Object::Condition(condition) => {
                self.out.push_str("#<error ");
                self.tasks.push(Task::Text(">"));
                for irritant in condition.irritants.iter().rev() {
                    self.tasks.push(Task::Value(irritant.clone()));
                    self.tasks.push(Task::Text(" "));
                }
                condition.message.clone()
            }
            Object::Table(_) => "#<hash-table>".to_owned(),
            Object::Parameter(_) => "#<parameter>".to_owned(),
            Object::Continuation(_) | Object::Escape(_) => "#<continuation>".to_owned(),
            Object::Port(_) => "#<port>".to_owned(),
        };
        self.out.push_str(&text);
    }
}

fn abbreviation(name: &str) -> Option<&'static str> {
    match name {
        "quote" => Some("'"),
        "quasiquote" => Some("`"),
        "unquote" => Some(","),
        "unquote-splicing" => Some(",@"),
        _ => None,
    }
}

fn is_plain_symbol(name: &str) -> bool {
    let odd = |c: char| c.is_whitespace() || c.is_control() || "()\"';`,|[]{}\\".contains(c);
    !name.is_empty()
        && name != "."
        && !name.starts_with('#')
        && !name.contains(odd)
        && number::parse(name, 10).is_none()
}

fn escape(out: &mut String, c: char, mark: char) {
    match c {
        '\n' => out.push_str("\\n"),
        '\t' => out.push_str("\\t"),
        '\r' => out.push_str("\\r"),
        '\\' => out.push_str("\\\\"),
        c if c == mark => {
            out.push('\\');
            out.push(c);
        }
        c if c.is_control() => out.push_str(&format!("\\x{:x};", u32::from(c))),
        c => out.push(c),
    }
}

#[cfg(test)]
mod tests;
