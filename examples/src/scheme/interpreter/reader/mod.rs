//! Text to data. Lists wait on a stack of their own, so that no depth is too much.

mod labels;
mod token;

pub(crate) use token::CHARACTERS;

use super::fault::{Fault, Kind, Outcome};
use super::position::{Position, Positions};
use super::value::Value;
use labels::Labels;
use token::{Scanner, Token};

/// Reads data one after the other.
pub(crate) struct Reader<'a> {
    scanner: Scanner<'a>,
    positions: &'a Positions,
}

/// What has been begun and not ended.
enum Open {
    List {
        start: Position,
        items: Vec<Value>,
        /// After a dot: what comes next ends the list.
        dotted: Option<Option<Value>>,
    },
    Vector(Position, Vec<Value>),
    Bytes(Position, Vec<u8>),
    /// `'x` and its like.
    Quote(Position, &'static str),
    /// `#;`: drops what comes next.
    Comment(Position),
    /// `#0=`: gives what comes next a number.
    Label(Position, u64),
}

impl Open {
    fn start(&self) -> Position {
        match self {
            Self::List { start, .. }
            | Self::Vector(start, _)
            | Self::Bytes(start, _)
            | Self::Quote(start, _)
            | Self::Comment(start)
            | Self::Label(start, _) => *start,
        }
    }
}

fn read_fault(message: impl Into<String>, position: Position) -> Box<Fault> {
    Fault::at(message, Some(position)).of_kind(Kind::Read)
}

/// The text ends too early.
fn incomplete_fault(message: impl Into<String>, position: Position) -> Box<Fault> {
    let mut fault = read_fault(message, position);
    if let Fault::Error { incomplete, .. } = &mut *fault {
        *incomplete = true;
    }
    fault
}

impl<'a> Reader<'a> {
    pub(crate) fn new(text: &'a str, file: u32, positions: &'a Positions) -> Self {
        Self {
            scanner: Scanner::new(text, file),
            positions,
        }
    }

    /// How many bytes have been read.
    pub(crate) fn offset(&self) -> usize {
        self.scanner.offset()
    }

    /// The next datum, if there is one.
    pub(crate) fn next(&mut self) -> Outcome<Option<Value>> {
        let mut open: Vec<Open> = Vec::new();
        let mut labels = Labels::default();
        loop {
            let (token, at) = self.scanner.next()?;
            let datum = match token {
                Token::End => match open.last() {
                    None => return Ok(None),
                    Some(open) => {
                        let message = "this is not complete where the text ends; close it";
                        return Err(incomplete_fault(message, open.start()));
                    }
                },
                Token::Open => {
                    open.push(Open::List {
                        start: at,
                        items: Vec::new(),
                        dotted: None,
                    });
                    continue;
                }
                Token::OpenVector => {
                    open.push(Open::Vector(at, Vec::new()));
                    continue;
                }
                Token::OpenBytes => {
                    open.push(Open::Bytes(at, Vec::new()));
                    continue;
                }
                Token::Quote(name) => {
                    open.push(Open::Quote(at, name));
                    continue;
                }
                Token::Comment => {
                    open.push(Open::Comment(at));
                    continue;
                }
                Token::Label(number) => {
                    labels.begin(number);
                    open.push(Open::Label(at, number));
                    continue;
                }
                Token::Reference(number) => labels.reference(number).ok_or_else(|| {
                    read_fault(format!("`#{number}#` refers to no datum `#{number}=`"), at)
                })?,
                Token::Dot => {
                    dot(open.last_mut(), at)?;
                    continue;
                }
                Token::Close => self.close(open.pop(), at)?,
                Token::Datum(datum) => datum,
            };
            if let Some(datum) = self.place(&mut open, &mut labels, datum, at)? {
                return Ok(Some(labels.resolve(datum)));
            }
        }
    }

    /// Ends a list or vector.
    fn close(&self, open: Option<Open>, at: Position) -> Outcome {
        match open {
            Some(Open::List {
                start,
                items,
                dotted,
            }) => {
                let tail = match dotted {
                    None => Value::Nil,
                    Some(Some(tail)) => tail,
                    Some(None) => return Err(read_fault("expected a datum after the dot", at)),
                };
                let list = Value::list_onto(items, tail);
                if let Value::Pair(pair) = &list {
                    self.positions.note(pair, start);
                }
                Ok(list)
            }
            Some(Open::Vector(_, items)) => Ok(Value::vector(items)),
            Some(Open::Bytes(_, bytes)) => Ok(Value::bytes(bytes)),
            Some(Open::Quote(..) | Open::Comment(_) | Open::Label(..)) => {
                Err(read_fault("expected a datum, but found `)`", at))
            }
            None => Err(read_fault("this `)` closes nothing; remove it", at)),
        }
    }

    /// Puts a datum where it belongs; gives it back where it belongs to nothing.
    fn place(
        &self,
        open: &mut Vec<Open>,
        labels: &mut Labels,
        mut datum: Value,
        at: Position,
    ) -> Outcome<Option<Value>> {
        loop {
            match open.last_mut() {
                None => return Ok(Some(datum)),
                Some(Open::Quote(start, name)) => {
                    let start = *start;
                    datum = Value::list([Value::symbol(name), datum]);
                    if let Value::Pair(pair) = &datum {
                        self.positions.note(pair, start);
                    }
                    open.pop();
                    continue;
                }
                Some(Open::Label(start, number)) => {
                    labels
                        .end(*number, &datum)
                        .ok_or_else(|| read_fault("a label cannot stand for itself", *start))?;
                    open.pop();
                    continue;
                }
                Some(Open::Comment(_)) => {
                    open.pop();
                }
                Some(Open::List { items, dotted, .. }) => match dotted {
                    None => items.push(datum),
                    Some(tail @ None) => *tail = Some(datum),
                    Some(Some(_)) => {
                        return Err(read_fault("only one datum may follow the dot", at));
                    }
                },
                Some(Open::Vector(_, items)) => items.push(datum),
                Some(Open::Bytes(_, bytes)) => match datum {
                    Value::Int(byte @ 0..=255) => bytes.push(byte as u8),
                    _ => return Err(read_fault("a bytevector holds integers from 0 to 255", at)),
                },
            }
            return Ok(None);
        }
    }
}

fn dot(open: Option<&mut Open>, at: Position) -> Outcome<()> {
    match open {
        Some(Open::List { items, dotted, .. }) if !items.is_empty() && dotted.is_none() => {
            *dotted = Some(None);
            Ok(())
        }
        _ => Err(read_fault("a dot belongs before the end of a list", at)),
    }
}
