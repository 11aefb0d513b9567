//! What goes wrong: error objects are made, handlers called, or the program ends.

use super::super::fault::{Fault, Kind, Site};
use super::super::object::{Condition, Object};
use super::super::position::Position;
use super::super::value::Value;
use super::{Frame, MOST_CALLS, Machine, SPARE_CALLS};

/// How many calls an error names.
const MOST_SITES: usize = 12;

/// Why a program ended early.
pub(crate) enum Failure {
    /// Nobody handles this, which was raised here.
    Uncaught {
        value: Value,
        sites: Vec<Site>,
        omitted: usize,
        incomplete: bool,
    },
    Exit(u8),
}

impl Failure {
    /// Says at least which form of the outermost level it was: that may have ended in a call of one of the
    /// interpreter's own procedures, which have no place.
    pub(crate) fn or_at(mut self, place: Option<Position>) -> Self {
        if let Self::Uncaught { sites, .. } = &mut self
            && sites.is_empty()
        {
            sites.extend(place.map(|position| Site {
                name: None,
                position,
            }));
        }
        self
    }
}

impl Machine {
    /// Goes on after a fault: in a handler, if there is one.
    #[cold]
    #[inline(never)]
    pub(super) fn fail(&mut self, fault: Fault, at: Frame) -> Result<Frame, Failure> {
        let mut unfinished = false;
        let (value, handled) = match fault {
            Fault::Exit(code) => return Err(Failure::Exit(code)),
            Fault::Raise(value) => (value, true),
            Fault::Uncaught(value) => (value, false),
            Fault::Error {
                kind,
                message,
                irritants,
                position,
                incomplete,
            } => {
                unfinished = incomplete;
                let sites = self.sites(&at, position);
                // A handler gets some calls more; if it wants even more, that is the end.
                let handled = kind != Kind::Depth || self.most_calls == MOST_CALLS;
                if kind == Kind::Depth {
                    self.most_calls = MOST_CALLS + SPARE_CALLS;
                }
                (condition(kind, message, irritants, sites), handled)
            }
        };
        if handled && !matches!(self.context.handlers, Value::Nil) {
            self.push(self.context.raise.clone());
            self.push(value);
            return self.call(1, false, at);
        }
        let (sites, omitted) = match &value {
            Value::Object(object) => match &**object {
                Object::Condition(condition) => (condition.sites.clone(), condition.omitted),
                _ => self.sites(&at, None),
            },
            _ => self.sites(&at, None),
        };
        Err(Failure::Uncaught {
            value,
            sites,
            omitted,
            incomplete: unfinished,
        })
    }

    /// The calls that are being made, the innermost first, and how many more there are.
    fn sites(&self, at: &Frame, position: Option<Position>) -> (Vec<Site>, usize) {
        let mut sites = Vec::new();
        if let Some(position) = position {
            sites.push(Site {
                name: None,
                position,
            });
        }
        let waiting = self.frames.iter().rev();
        let mut seen = 0;
        for frame in std::iter::once(at).chain(waiting) {
            if sites.len() >= MOST_SITES {
                break;
            }
            seen += 1;
            // The operation that is running is the one before the next.
            let position = frame.code.position(frame.at.saturating_sub(1));
            if position.is_users() {
                sites.push(Site {
                    name: frame.code.name.clone(),
                    position,
                });
            }
        }
        (sites, self.frames.len() + 1 - seen)
    }
}

/// An error as an object.
pub(crate) fn condition(
    kind: Kind,
    message: String,
    irritants: Vec<Value>,
    (sites, omitted): (Vec<Site>, usize),
) -> Value {
    Value::object(Object::Condition(Condition {
        kind,
        message,
        irritants,
        sites,
        omitted,
    }))
}
