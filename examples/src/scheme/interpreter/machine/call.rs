//! Calls of whatever can be called. (The machine's main loop calls closures itself where the number
//! of arguments is right.)

use std::mem;

use smallvec::SmallVec;

use super::super::Ptr;
use super::super::code::Closure;
use super::super::fault::{Fault, Kind, Outcome};
use super::super::object::{Object, Record, RecordAction, RecordProcedure};
use super::super::primitives::{Action, Control, Primitive};
use super::super::printer::brief;
use super::super::value::{Slot, Value};
use super::{Failure, Frame, MOST_CALLS, MOST_VALUES, Machine};

/// How a call goes on.
enum Next {
    /// Here: in the procedure, or after it with its result on top of the stack.
    At(Frame),
    /// By calling what lies below so many arguments.
    Call(usize),
}

impl Machine {
    /// Calls what lies on the stack below `count` arguments.
    pub(super) fn call(
        &mut self,
        count: usize,
        tail: bool,
        mut at: Frame,
    ) -> Result<Frame, Failure> {
        let mut count = count;
        loop {
            let back = at.clone();
            match self.enter(count, tail, at) {
                Ok(Next::At(frame)) => return Ok(frame),
                Ok(Next::Call(next)) => (count, at) = (next, back),
                Err(fault) => return self.fail(*fault, back),
            }
        }
    }

    fn enter(&mut self, count: usize, tail: bool, at: Frame) -> Outcome<Next> {
        let slot = self.stack.len() - 1 - count;
        match self.stack[slot].clone() {
            Value::Closure(closure) => self.enter_closure(&closure, count, tail, at).map(Next::At),
            Value::Primitive(primitive) => self.call_primitive(primitive, count, at),
            Value::Object(object) => self.call_object(&object, count, at),
            other => Err(Fault::new(format!(
                "expected a procedure to call, but found {}",
                brief(&other)
            ))),
        }
    }

    fn enter_closure(
        &mut self,
        closure: &Ptr<Closure>,
        count: usize,
        tail: bool,
        at: Frame,
    ) -> Outcome<Frame> {
        let code = closure.code.clone();
        let slot = self.stack.len() - 1 - count;
        if count < code.required || (count > code.required && !code.rest) {
            let plural = if code.required == 1 { "" } else { "s" };
            let least = if code.rest { "at least " } else { "" };
            let found = format!(
                "expected {least}{} argument{plural}, but found {count}",
                code.required
            );
            return Err(Fault::new(match &code.name {
                Some(name) => format!("{}: {found}", name.name()),
                None => found,
            }));
        }
        if code.rest {
            let rest = Value::list(self.stack.drain(slot + 1 + code.required..));
            self.push(rest);
        }
        if tail {
            self.slide_call(slot, at.base);
            return Ok(Frame {
                code,
                at: 0,
                base: at.base,
            });
        }
        self.check_depth()?;
        self.frames.push(at);
        Ok(Frame {
            code,
            at: 0,
            base: slot + 1,
        })
    }

    /// Moves a call that begins at `slot` over the one that is running.
    fn slide_call(&mut self, slot: usize, base: usize) {
        let length = self.stack.len() - slot;
        for offset in 0..length {
            self.stack.swap(base - 1 + offset, slot + offset);
        }
        self.stack.truncate(base - 1 + length);
    }

    #[inline]
    pub(super) fn check_depth(&self) -> Outcome<()> {
        let spare = (self.most_calls - MOST_CALLS) * 8;
        if self.frames.len() < self.most_calls && self.stack.len() < MOST_VALUES + spare {
            return Ok(());
        }
        let message = format!(
            "recursion too deep: {} calls are waiting for a result",
            self.frames.len()
        );
        Err(Fault::new(message).of_kind(Kind::Depth))
    }

    /// Puts a result in the place of a call.
    fn result(&mut self, slot: usize, value: Value, at: Frame) -> Next {
        self.stack.truncate(slot);
        self.push(value);
        Next::At(at)
    }

    fn call_primitive(
        &mut self,
        primitive: &'static Primitive,
        count: usize,
        at: Frame,
    ) -> Outcome<Next> {
        primitive.check(count)?;
        let slot = self.stack.len() - 1 - count;
        match primitive.action {
            Action::Plain(action) => {
                let arguments = &self.stack[slot + 1..];
                let value = action(&mut self.context, arguments);
                let value = value.map_err(|fault| fault.of(primitive.name))?;
                Ok(self.result(slot, value, at))
            }
            Action::Control(control) => self.control(control, slot, at),
        }
    }

    fn control(&mut self, control: Control, slot: usize, at: Frame) -> Outcome<Next> {
        match control {
            Control::Apply => {
                self.stack.remove(slot);
                let list = self.pop();
                let Some(arguments) = list.to_vec() else {
                    return Err(Fault::wrong("a list of arguments", &list).of("apply"));
                };
                self.stack.extend(arguments);
                Ok(Next::Call(self.stack.len() - 1 - slot))
            }
            Control::ApplyValues => {
                let values = self.pop();
                self.stack.remove(slot);
                match &values {
                    Value::Object(object) => match &**object {
                        Object::Values(values) => self.stack.extend_from_slice(values),
                        _ => self.push(values),
                    },
                    _ => self.push(values),
                }
                Ok(Next::Call(self.stack.len() - 1 - slot))
            }
            Control::CallCc => {
                let continuation = self.continuation(slot, &at);
                self.stack.remove(slot);
                self.push(continuation);
                Ok(Next::Call(1))
            }
            Control::MakeEscape => {
                let escape = self.escape(slot, &at);
                Ok(self.result(slot, escape, at))
            }
            Control::Eval => {
                let form = self.stack[slot + 1].clone();
                let thunk = self.context.compile_form(&form)?;
                self.stack.truncate(slot);
                self.push(thunk);
                Ok(Next::Call(0))
            }
        }
    }

    fn call_object(&mut self, object: &Ptr<Object>, count: usize, at: Frame) -> Outcome<Next> {
        let slot = self.stack.len() - 1 - count;
        let expect = |wanted: usize| match wanted == count {
            true => Ok(()),
            false => Err(Fault::new(format!(
                "expected {wanted} arguments, but found {count}"
            ))),
        };
        match &**object {
            Object::RecordProcedure(procedure) => {
                let value = self.call_record_procedure(procedure, slot + 1);
                let value = value.map_err(|fault| fault.of(procedure.name.name()))?;
                Ok(self.result(slot, value, at))
            }
            Object::Parameter(parameter) => {
                expect(0)?;
                Ok(self.result(slot, parameter.value.get(), at))
            }
            Object::Continuation(then) => {
                let values = Value::values(self.stack.split_off(slot + 1));
                let frame = self.resume(then, values);
                Ok(Next::At(frame.unwrap_or(at)))
            }
            Object::Escape(escape) => {
                let values = Value::values(self.stack.split_off(slot + 1));
                self.leave_by(object, escape, slot, values).map(Next::At)
            }
            _ => Err(Fault::new(format!(
                "expected a procedure to call, but found {}",
                brief(&Value::Object(object.clone()))
            ))),
        }
    }

    fn call_record_procedure(&mut self, called: &RecordProcedure, first: usize) -> Outcome {
        let arguments = &mut self.stack[first..];
        let wanted = match &called.action {
            RecordAction::Construct(fields) => fields.len(),
            RecordAction::Test | RecordAction::Access(_) => 1,
            RecordAction::Modify(_) => 2,
        };
        if arguments.len() != wanted {
            let plural = if wanted == 1 { "" } else { "s" };
            let found = arguments.len();
            return Err(Fault::new(format!(
                "expected {wanted} argument{plural}, but found {found}"
            )));
        }
        let check = |value: &Value| match value {
            Value::Record(record) if Ptr::ptr_eq(&record.kind, &called.kind) => Ok(record.clone()),
            other => {
                let expected = format!("a record of type {}", called.kind.name.name());
                Err(Fault::wrong(&expected, other))
            }
        };
        match &called.action {
            RecordAction::Construct(order) => {
                let mut fields: SmallVec<[Slot; 3]> = SmallVec::new();
                fields.resize_with(called.kind.fields.len(), || Slot::new(Value::Unspecified));
                for (&field, argument) in order.iter().zip(arguments) {
                    fields[field].set(mem::take(argument));
                }
                Ok(Value::Record(Ptr::new(Record {
                    kind: called.kind.clone(),
                    fields,
                })))
            }
            RecordAction::Test => Ok(Value::Bool(check(&arguments[0]).is_ok())),
            &RecordAction::Access(field) => Ok(check(&arguments[0])?.fields[field].get()),
            &RecordAction::Modify(field) => {
                check(&arguments[0])?.fields[field].set(mem::take(&mut arguments[1]));
                Ok(Value::Unspecified)
            }
        }
    }
}
