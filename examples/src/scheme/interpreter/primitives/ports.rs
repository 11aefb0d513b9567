//! Input and output.

use std::cell::{Cell, RefCell};
use std::fs;
use std::io::BufWriter;

use super::super::context::Context;
use super::super::fault::{Fault, Kind, Outcome};
use super::super::object::Object;
use super::super::port::Port;
use super::super::printer::{Style, print};
use super::super::reader::Reader;
use super::super::value::Value;
use super::arguments::{character, index, string};
use super::{ANY, Primitive};

pub(super) static PRIMITIVES: &[Primitive] = &[
    Primitive::new("display", 1, 2, |context, all| {
        let text = print(&all[0], Style::Display);
        write(context, all.get(1), &text)
    }),
    Primitive::new("write", 1, 2, written),
    Primitive::new("write-shared", 1, 2, |context, all| {
        let text = print(&all[0], Style::Shared);
        write(context, all.get(1), &text)
    }),
    Primitive::new("write-simple", 1, 2, written),
    Primitive::new("write-string", 1, 2, |context, all| {
        write(context, all.get(1), &string(&all[0])?)
    }),
    Primitive::new("write-char", 1, 2, |context, all| {
        write(context, all.get(1), &character(&all[0])?.to_string())
    }),
    Primitive::new("write-line", 1, 2, |context, all| {
        let text = print(&all[0], Style::Write) + "\n";
        write(context, all.get(1), &text)
    }),
    Primitive::new("newline", 0, 1, |context, all| {
        write(context, all.first(), "\n")
    }),
    Primitive::new("fresh-line", 0, 1, fresh_line),
    Primitive::new("current-error-port", 0, 0, |_, _| {
        Ok(Value::object(Object::Port(Port::Errors)))
    }),
    Primitive::new("flush-output", 0, 1, flush),
    Primitive::new("flush-output-port", 0, 1, flush),
    Primitive::new("open-input-string", 1, 1, |_, all| {
        Ok(Value::object(Object::Port(Port::input(&string(&all[0])?))))
    }),
    Primitive::new("open-output-string", 0, 0, |_, _| {
        Ok(Value::object(Object::Port(Port::Text(RefCell::default()))))
    }),
    Primitive::new("get-output-string", 1, 1, |_, all| match port(&all[0])? {
        Port::Text(text) => Ok(Value::text(&text.borrow())),
        _ => Err(Fault::wrong("a port of open-output-string", &all[0])),
    }),
    Primitive::new("open-input-file", 1, 1, |_, all| {
        let file = string(&all[0])?;
        match fs::read_to_string(&file) {
            Ok(text) => Ok(Value::object(Object::Port(Port::input(&text)))),
            Err(error) => Err(Fault::file(format!("cannot read `{file}`: {error}"))),
        }
    }),
    Primitive::new("open-output-file", 1, 1, |_, all| {
        let file = string(&all[0])?;
        match fs::File::create(&file) {
            Ok(open) => {
                let writer = RefCell::new(Some(BufWriter::new(open)));
                Ok(Value::object(Object::Port(Port::File(writer))))
            }
            Err(error) => Err(Fault::file(format!("cannot write `{file}`: {error}"))),
        }
    }),
    Primitive::new("close-port", 1, 1, close),
    Primitive::new("close-input-port", 1, 1, close),
    Primitive::new("close-output-port", 1, 1, close),
    Primitive::new("file-exists?", 1, 1, |_, all| {
        Ok(Value::Bool(fs::exists(string(&all[0])?).unwrap_or(false)))
    }),
    Primitive::new("delete-file", 1, 1, |_, all| {
        let file = string(&all[0])?;
        match fs::remove_file(&file) {
            Ok(()) => Ok(Value::Unspecified),
            Err(error) => Err(Fault::file(format!("cannot delete `{file}`: {error}"))),
        }
    }),
    Primitive::new("port?", 1, 1, |_, all| {
        Ok(Value::Bool(port(&all[0]).is_ok()))
    }),
    Primitive::new("input-port?", 1, 1, |_, all| {
        Ok(Value::Bool(matches!(port(&all[0]), Ok(Port::Input { .. }))))
    }),
    Primitive::new("output-port?", 1, 1, |_, all| {
        let is_output = port(&all[0]).is_ok_and(|it| !matches!(it, Port::Input { .. }));
        Ok(Value::Bool(is_output))
    }),
    Primitive::new("textual-port?", 1, 1, |_, all| {
        Ok(Value::Bool(port(&all[0]).is_ok()))
    }),
    Primitive::new("eof-object", 0, 0, |_, _| Ok(Value::Eof)),
    Primitive::new("eof-object?", 1, 1, |_, all| {
        Ok(Value::Bool(matches!(all[0], Value::Eof)))
    }),
    Primitive::new("read-char", 1, 1, |_, all| {
        let (chars, at) = input(&all[0])?;
        let c = chars.get(at.get()).copied();
        at.set(at.get() + usize::from(c.is_some()));
        Ok(c.map_or(Value::Eof, Value::Char))
    }),
    Primitive::new("peek-char", 1, 1, |_, all| {
        let (chars, at) = input(&all[0])?;
        Ok(chars.get(at.get()).copied().map_or(Value::Eof, Value::Char))
    }),
    Primitive::new("char-ready?", 1, 1, |_, all| {
        input(&all[0])?;
        Ok(Value::Bool(true))
    }),
    Primitive::new("read-line", 1, 1, |_, all| {
        let (chars, at) = input(&all[0])?;
        let rest = &chars[at.get()..];
        if rest.is_empty() {
            return Ok(Value::Eof);
        }
        let end = rest.iter().position(|&c| c == '\n');
        let line = rest[..end.unwrap_or(rest.len())].to_vec();
        at.set(at.get() + line.len() + usize::from(end.is_some()));
        Ok(Value::from_chars(line))
    }),
    Primitive::new("read-string", 2, 2, |_, all| {
        let (count, from) = match &all[0] {
            Value::Int(_) => (&all[0], &all[1]),
            _ => (&all[1], &all[0]),
        };
        let (chars, at) = input(from)?;
        let rest = &chars[at.get()..];
        let taken = rest[..index(count)?.min(rest.len())].to_vec();
        at.set(at.get() + taken.len());
        Ok(if rest.is_empty() {
            Value::Eof
        } else {
            Value::from_chars(taken)
        })
    }),
    Primitive::new("read", 1, 1, read),
    Primitive::new("%read-file", 1, 1, |context, all| {
        let file = string(&all[0])?;
        match fs::read_to_string(&file) {
            Ok(text) => Ok(Value::list(context.read_all(&file, &text)?)),
            Err(error) => Err(Fault::file(format!("cannot read `{file}`: {error}"))),
        }
    }),
    Primitive::new("%current-output", 0, 0, |context, _| {
        Ok(context.current_output.clone())
    }),
    Primitive::new("pp", 1, ANY, written),
];

fn port(value: &Value) -> Outcome<&Port> {
    if let Value::Object(object) = value
        && let Object::Port(port) = &**object
    {
        return Ok(port);
    }
    Err(Fault::wrong("a port", value))
}

fn input(value: &Value) -> Outcome<(&[char], &Cell<usize>)> {
    match port(value)? {
        Port::Input { closed, .. } if closed.get() => Err(Fault::new("the port is closed")),
        Port::Input { chars, at, .. } => Ok((chars, at)),
        _ => Err(Fault::wrong("a port for input", value)),
    }
}

fn written(context: &mut Context, all: &[Value]) -> Outcome {
    let text = print(&all[0], Style::Write);
    write(context, all.get(1), &text)
}

fn write(context: &mut Context, to: Option<&Value>, text: &str) -> Outcome {
    let current;
    let to = match to {
        Some(to) => to,
        None => {
            current = context.output_port();
            &current
        }
    };
    match port(to)? {
        Port::Console => context.print(text)?,
        other => other
            .write(text)
            .map_err(|what| Fault::file(format!("cannot write: {what}")))?,
    }
    Ok(Value::Unspecified)
}

fn fresh_line(context: &mut Context, all: &[Value]) -> Outcome {
    let to = all
        .first()
        .cloned()
        .unwrap_or_else(|| context.output_port());
    let is_fresh = match port(&to)? {
        Port::Console => {
            context.fresh_line()?;
            true
        }
        Port::Text(text) => matches!(text.borrow().as_bytes().last(), None | Some(b'\n')),
        _ => false,
    };
    match is_fresh {
        true => Ok(Value::Unspecified),
        false => write(context, Some(&to), "\n"),
    }
}

fn flush(context: &mut Context, _: &[Value]) -> Outcome {
    context.flush()?;
    Ok(Value::Unspecified)
}

fn close(_: &mut Context, all: &[Value]) -> Outcome {
    let closed = port(&all[0])?.close();
    closed.map_err(|what| Fault::file(format!("cannot write: {what}")))?;
    Ok(Value::Unspecified)
}

fn read(context: &mut Context, all: &[Value]) -> Outcome {
    let (chars, at) = input(&all[0])?;
    let text: String = chars[at.get()..].iter().collect();
    let file = context.files.add("port");
    let mut reader = Reader::new(&text, file, &context.positions);
    let datum = reader.next().map_err(|fault| fault.of_kind(Kind::Read))?;
    let taken = text[..reader.offset()].chars().count();
    at.set(at.get() + taken);
    Ok(datum.unwrap_or(Value::Eof))
}
