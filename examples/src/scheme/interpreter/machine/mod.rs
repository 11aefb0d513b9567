//! The machine: runs code on a stack of values and a stack of calls, both of them vectors, so that the
//! depth of a program's recursion is a matter of memory and of [`MOST_CALLS`].

mod call;
mod continuation;
mod failure;
mod run;

pub(crate) use continuation::{Continuation, Escape};
pub(crate) use failure::{Failure, condition};

use super::Ptr;
use super::code::Code;
use super::context::Context;
use super::value::Value;

/// How many calls may be waiting for their results.
const MOST_CALLS: usize = 4_000_000;
/// How many more a handler may make that is called because there were too many.
const SPARE_CALLS: usize = 100_000;
/// How many values these may keep.
const MOST_VALUES: usize = 40_000_000;

/// The machine.
pub(crate) struct Machine {
    pub(crate) context: Context,
    stack: Vec<Value>,
    frames: Vec<Frame>,
    /// How many calls may wait at the moment.
    most_calls: usize,
}

/// A call that waits for a result, or the one that is running.
#[derive(Clone, gc_core::Trace)]
pub(crate) struct Frame {
    code: Ptr<Code>,
    /// The next operation.
    at: usize,
    /// Where the arguments begin on the stack; the procedure lies below.
    base: usize,
}

impl Machine {
    pub(crate) fn new(context: Context) -> Self {
        Self {
            context,
            stack: Vec::new(),
            frames: Vec::new(),
            most_calls: MOST_CALLS,
        }
    }

    fn push(&mut self, value: Value) {
        self.stack.push(value);
    }

    #[inline]
    fn pop(&mut self) -> Value {
        self.stack
            .pop()
            .expect("an operation's operands are on the stack")
    }

    /// Forgets what an error left behind.
    fn reset(&mut self) {
        self.stack.clear();
        self.frames.clear();
        self.most_calls = MOST_CALLS;
        self.context.handlers = Value::Nil;
        self.context.winders = Value::Nil;
    }
}
