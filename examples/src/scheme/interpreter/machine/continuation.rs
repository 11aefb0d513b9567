//! What is still to be done, as an object.

use gc_core::Trace;

use super::super::Ptr;
use super::super::fault::Outcome;
use super::super::object::Object;
use super::super::value::Value;
use super::{Frame, MOST_CALLS, Machine};

/// All that is to be done, copied: it may be gone on with any number of times.
#[derive(Trace)]
pub(crate) struct Continuation {
    stack: Vec<Value>,
    frames: Vec<Frame>,
    handlers: Value,
    winders: Value,
}

/// What is to be done after the procedure that made it. Nothing is copied, so that it is of use only
/// while that procedure runs: while the object lies in the slot where it was made.
#[derive(Trace)]
pub(crate) struct Escape {
    slot: usize,
    calls: usize,
    base: usize,
    handlers: Value,
}

impl Machine {
    /// What is to be done with the result of a call whose procedure lies at `slot`.
    pub(super) fn continuation(&self, slot: usize, at: &Frame) -> Value {
        let mut frames = self.frames.clone();
        frames.push(at.clone());
        Value::object(Object::Continuation(Continuation {
            stack: self.stack[..slot].to_vec(),
            frames,
            handlers: self.context.handlers.clone(),
            winders: self.context.winders.clone(),
        }))
    }

    pub(super) fn escape(&self, slot: usize, at: &Frame) -> Value {
        Value::object(Object::Escape(Escape {
            slot,
            calls: self.frames.len(),
            base: at.base,
            handlers: self.context.handlers.clone(),
        }))
    }

    /// Goes on with what was to be done then.
    pub(super) fn resume(&mut self, then: &Continuation, value: Value) -> Option<Frame> {
        self.stack.clone_from(&then.stack);
        self.frames.clone_from(&then.frames);
        self.most_calls = MOST_CALLS.max(self.frames.len());
        self.context.handlers = then.handlers.clone();
        self.context.winders = then.winders.clone();
        self.push(value);
        self.frames.pop()
    }

    /// Returns a value from the procedure that made an escape, which lies on the stack where it is
    /// `called`; where to go on.
    pub(super) fn leave_by(
        &mut self,
        object: &Ptr<Object>,
        escape: &Escape,
        called: usize,
        value: Value,
    ) -> Outcome<Frame> {
        // The object also lies where it is called, and that does not count.
        let is_there = escape.slot < called
            && matches!(self.stack.get(escape.slot), Some(Value::Object(there))
                if Ptr::ptr_eq(there, object));
        if !is_there {
            let message = "this escape is of no use any more: what it leads out of has ended";
            return Err(super::super::fault::Fault::new(message));
        }
        self.frames.truncate(escape.calls);
        self.most_calls = MOST_CALLS.max(self.frames.len());
        self.stack.truncate(escape.base);
        self.push(value);
        self.context.handlers = escape.handlers.clone();
        Ok(Frame {
            code: self.context.just_return.clone(),
            at: 0,
            base: escape.base,
        })
    }
}
