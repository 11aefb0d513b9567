//! The main loop.

use std::mem;

use super::super::Ptr;
use super::super::code::{Closure, Code, Comparison, Op, Source, Test};
use super::super::equal::is_eqv;
use super::super::fault::{Fault, Outcome};
use super::super::number::{self, Order};
use super::super::primitives::Action;
use super::super::symbol::Symbol;
use super::super::value::{Slot, Value};
use super::{Failure, Frame, Machine};

impl Machine {
    /// Runs a procedure without parameters to its end.
    pub(crate) fn run(&mut self, thunk: Ptr<Closure>) -> Result<Value, Failure> {
        let start = Frame {
            code: thunk.code.clone(),
            at: 0,
            base: 1,
        };
        self.reset();
        self.push(Value::Closure(thunk));
        let result = self.execute(start);
        self.reset();
        result
    }

    /// The procedure that is running.
    #[inline]
    fn closure(&self, base: usize) -> &Closure {
        match &self.stack[base - 1] {
            Value::Closure(closure) => closure,
            _ => unreachable!("a procedure that runs lies below its arguments"),
        }
    }

    #[inline]
    fn top(&mut self) -> &mut Value {
        self.stack
            .last_mut()
            .expect("an operation's operands are on the stack")
    }

    #[expect(
        clippy::too_many_lines,
        reason = "one arm for each operation, in the one place where they are told apart"
    )]
    fn execute(&mut self, start: Frame) -> Result<Value, Failure> {
        let Frame {
            mut code,
            mut at,
            mut base,
        } = start;
        // Goes on where a frame says.
        macro_rules! go_on {
            ($frame:expr) => {{
                let frame: Frame = $frame;
                code = frame.code;
                at = frame.at;
                base = frame.base;
                continue;
            }};
        }
        // The value of an outcome, or the way of a fault.
        macro_rules! attempt {
            ($outcome:expr) => {
                match $outcome {
                    Ok(value) => value,
                    Err(fault) => go_on!(self.fail(*fault, Frame { code, at, base })?),
                }
            };
        }
        macro_rules! arithmetic {
            ($checked:ident, $slow:path, $name:literal) => {{
                let b = self.pop();
                let a = self.top();
                let short = match (&*a, &b) {
                    (Value::Int(a), Value::Int(b)) => a.$checked(*b),
                    _ => None,
                };
                *a = match short {
                    Some(result) => Value::Int(result),
                    None => {
                        let result = $slow(a, &b);
                        attempt!(result.map_err(|fault| fault.of($name)))
                    }
                };
            }};
        }
        loop {
            let op = code.ops[at];
            at += 1;
            match op {
                Op::Constant(index) => self.stack.push(code.constants[index as usize].clone()),
                Op::Int(int) => self.stack.push(Value::Int(i64::from(int))),
                Op::Local(slot) => {
                    let value = self.stack[base + slot as usize].clone();
                    self.stack.push(value);
                }
                Op::LocalCell(slot) => {
                    let value = contents(&self.stack[base + slot as usize], &code, at);
                    self.stack.push(attempt!(value));
                }
                Op::Captured(index) => {
                    let value = self.closure(base).captured[index as usize].clone();
                    self.stack.push(value);
                }
                Op::CapturedCell(index) => {
                    let value = contents(&self.closure(base).captured[index as usize], &code, at);
                    self.stack.push(attempt!(value));
                }
                Op::Global(index) => {
                    let global = &code.globals[index as usize];
                    let value = global.value.get();
                    if matches!(value, Value::Undefined) {
                        let message = format!("`{}` is not defined", global.name.name());
                        attempt!(Err(Fault::new(message)));
                    }
                    self.stack.push(value);
                }
                Op::SetLocal(slot) => {
                    let value = self.pop();
                    self.stack[base + slot as usize] = value;
                }
                Op::SetLocalCell(slot) => {
                    let value = self.pop();
                    set_contents(&self.stack[base + slot as usize], value);
                }
                Op::SetCapturedCell(index) => {
                    let value = self.pop();
                    set_contents(&self.closure(base).captured[index as usize], value);
                }
                Op::SetGlobal(index) => {
                    let global = &code.globals[index as usize];
                    if global.value.with(|value| matches!(value, Value::Undefined)) {
                        let name = global.name.name();
                        let message = format!("`{name}` is not defined, so it cannot be set");
                        attempt!(Err(Fault::new(message)));
                    }
                    let value = self.pop();
                    global.value.set(value);
                }
                Op::Define(index) => {
                    let value = self.pop();
                    code.globals[index as usize].value.set(value);
                }
                Op::MakeCell(slot) => {
                    let value = &mut self.stack[base + slot as usize];
                    let contents = mem::take(value);
                    *value = Value::Cell(Ptr::new(Slot::new(contents)));
                }
                Op::Closure(index) => {
                    let inner = code.inner[index as usize].clone();
                    let captured = inner.captures.iter().map(|&source| match source {
                        Source::Local(slot) => self.stack[base + slot as usize].clone(),
                        Source::Captured(index) => {
                            self.closure(base).captured[index as usize].clone()
                        }
                    });
                    let captured = captured.collect();
                    let closure = Closure {
                        code: inner,
                        captured,
                    };
                    self.stack.push(Value::Closure(Ptr::new(closure)));
                }
                Op::Jump(to) => at = to as usize,
                Op::JumpUnless(to) => {
                    if !self.pop().is_true() {
                        at = to as usize;
                    }
                }
                Op::JumpIf(to) => {
                    if self.pop().is_true() {
                        at = to as usize;
                    }
                }
                Op::JumpIfKeep(to) => {
                    if self.top().is_true() {
                        at = to as usize;
                    } else {
                        self.pop();
                    }
                }
                Op::JumpUnlessKeep(to) => {
                    if self.top().is_true() {
                        self.pop();
                    } else {
                        at = to as usize;
                    }
                }
                Op::JumpUnlessCompare(comparison, to) => {
                    let (b, a) = (self.pop(), self.pop());
                    if !attempt!(compare(comparison, &a, &b)) {
                        at = to as usize;
                    }
                }
                Op::JumpUnlessCompareInt(comparison, b, to) => {
                    let a = self.pop();
                    let holds = match a {
                        Value::Int(a) => compare_ints(comparison, a, i64::from(b)),
                        _ => attempt!(compare(comparison, &a, &Value::Int(i64::from(b)))),
                    };
                    if !holds {
                        at = to as usize;
                    }
                }
                Op::JumpUnlessTest(test, to) => {
                    let value = self.pop();
                    if !attempt!(passes(test, &value)) {
                        at = to as usize;
                    }
                }
                Op::JumpIfTest(test, to) => {
                    let value = self.pop();
                    if attempt!(passes(test, &value)) {
                        at = to as usize;
                    }
                }
                Op::JumpUnlessLocalTest(test, slot, to) => {
                    let value = &self.stack[base + usize::from(slot)];
                    if !attempt!(passes(test, value)) {
                        at = to as usize;
                    }
                }
                Op::JumpUnlessEq(to) => {
                    let (b, a) = (self.pop(), self.pop());
                    if !is_eqv(&a, &b) {
                        at = to as usize;
                    }
                }
                Op::Pop => {
                    self.pop();
                }
                Op::Slide(count) => {
                    let value = self.pop();
                    let length = self.stack.len() - count as usize;
                    self.stack.truncate(length);
                    self.stack.push(value);
                }
                Op::Call(count) => {
                    let count = count as usize;
                    let slot = self.stack.len() - 1 - count;
                    match &self.stack[slot] {
                        Value::Closure(closure)
                            if closure.code.required == count && !closure.code.rest =>
                        {
                            let next = closure.code.clone();
                            attempt!(self.check_depth());
                            let code = mem::replace(&mut code, next);
                            self.frames.push(Frame { code, at, base });
                            base = slot + 1;
                            at = 0;
                        }
                        _ => go_on!(self.call(count, false, Frame { code, at, base })?),
                    }
                }
                Op::TailCall(count) => {
                    let count = count as usize;
                    let slot = self.stack.len() - 1 - count;
                    match &self.stack[slot] {
                        Value::Closure(closure)
                            if closure.code.required == count && !closure.code.rest =>
                        {
                            let next = &closure.code;
                            if !Ptr::ptr_eq(next, &code) {
                                code = next.clone();
                            }
                            for offset in 0..=count {
                                self.stack.swap(base - 1 + offset, slot + offset);
                            }
                            self.stack.truncate(base + count);
                            at = 0;
                        }
                        _ => go_on!(self.call(count, true, Frame { code, at, base })?),
                    }
                }
                Op::Return => {
                    let value = self.pop();
                    self.stack.truncate(base - 1);
                    match self.frames.pop() {
                        None => return Ok(value),
                        Some(frame) => {
                            self.stack.push(value);
                            go_on!(frame);
                        }
                    }
                }
                Op::Rebind { first, count } => {
                    let count = usize::from(count);
                    let first = base + usize::from(first);
                    let from = self.stack.len() - count;
                    for offset in 0..count {
                        self.stack.swap(first + offset, from + offset);
                    }
                    self.stack.truncate(first + count);
                }
                Op::Add => arithmetic!(checked_add, number::add, "+"),
                Op::Subtract => arithmetic!(checked_sub, number::subtract, "-"),
                Op::Multiply => arithmetic!(checked_mul, number::multiply, "*"),
                Op::AddInt(int) => {
                    let a = self.top();
                    let sum = add_int(a, int);
                    *a = attempt!(sum);
                }
                Op::LocalAddInt(slot, int) => {
                    let sum = add_int(&self.stack[base + usize::from(slot)], int);
                    self.stack.push(attempt!(sum));
                }
                Op::Compare(comparison) => {
                    let b = self.pop();
                    let a = self.top();
                    let result = compare(comparison, a, &b);
                    *a = Value::Bool(attempt!(result));
                }
                Op::Test(test) => {
                    let a = self.top();
                    let result = passes(test, a);
                    *a = Value::Bool(attempt!(result));
                }
                Op::Car => {
                    let top = self.top();
                    let part = match &*top {
                        Value::Pair(pair) => Ok(pair.car.get()),
                        other => Err(Fault::wrong("a pair", other).of("car")),
                    };
                    *top = attempt!(part);
                }
                Op::Cdr => {
                    let top = self.top();
                    let part = match &*top {
                        Value::Pair(pair) => Ok(pair.cdr.get()),
                        other => Err(Fault::wrong("a pair", other).of("cdr")),
                    };
                    *top = attempt!(part);
                }
                Op::LocalCar(slot) => {
                    let part = match &self.stack[base + slot as usize] {
                        Value::Pair(pair) => Ok(pair.car.get()),
                        other => Err(Fault::wrong("a pair", other).of("car")),
                    };
                    self.stack.push(attempt!(part));
                }
                Op::LocalCdr(slot) => {
                    let part = match &self.stack[base + slot as usize] {
                        Value::Pair(pair) => Ok(pair.cdr.get()),
                        other => Err(Fault::wrong("a pair", other).of("cdr")),
                    };
                    self.stack.push(attempt!(part));
                }
                Op::Cons => {
                    let cdr = self.pop();
                    let car = mem::take(self.top());
                    *self.top() = Value::cons(car, cdr);
                }
                Op::Eq => {
                    let b = self.pop();
                    let a = self.top();
                    *a = Value::Bool(is_eqv(a, &b));
                }
                Op::Primitive(index, count) => {
                    let primitive = code.primitives[usize::from(index)];
                    let first = self.stack.len() - usize::from(count);
                    let Action::Plain(action) = primitive.action else {
                        unreachable!("only plain procedures are called by this operation")
                    };
                    let result = action(&mut self.context, &self.stack[first..]);
                    let result = attempt!(result.map_err(|fault| fault.of(primitive.name)));
                    self.stack.truncate(first);
                    self.stack.push(result);
                }
                Op::VectorRef => {
                    let index = self.pop();
                    let top = self.top();
                    let item = vector_ref(top, &index);
                    *top = attempt!(item);
                }
                Op::VectorSet => {
                    let (value, index) = (self.pop(), self.pop());
                    let top = self.top();
                    let result = vector_set(top, &index, value);
                    *top = attempt!(result);
                }
            }
        }
    }
}

/// What a variable in a cell holds.
#[inline]
fn contents(cell: &Value, code: &Code, at: usize) -> Outcome {
    match cell {
        Value::Cell(slot) => match slot.get() {
            Value::Undefined => Err(undefined(code, at)),
            value => Ok(value),
        },
        _ => unreachable!("a boxed variable is a cell"),
    }
}

#[cold]
fn undefined(code: &Code, at: usize) -> Box<Fault> {
    let name = code.cell_name(at - 1);
    let name = name.map_or("a variable", Symbol::name);
    Fault::new(format!("`{name}` is used before it is defined"))
}

#[inline]
fn set_contents(cell: &Value, value: Value) {
    match cell {
        Value::Cell(slot) => slot.set(value),
        _ => unreachable!("a boxed variable is a cell"),
    }
}

#[inline]
fn compare_ints(comparison: Comparison, a: i64, b: i64) -> bool {
    match comparison {
        Comparison::Less => a < b,
        Comparison::LessEqual => a <= b,
        Comparison::Greater => a > b,
        Comparison::GreaterEqual => a >= b,
        Comparison::Equal => a == b,
    }
}

#[inline]
fn compare(comparison: Comparison, a: &Value, b: &Value) -> Outcome<bool> {
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => Ok(compare_ints(comparison, *a, *b)),
        _ => compare_slow(comparison, a, b),
    }
}

#[inline(never)]
fn compare_slow(comparison: Comparison, a: &Value, b: &Value) -> Outcome<bool> {
    let order = number::compare(a, b).map_err(|fault| fault.of(comparison.name()))?;
    Ok(match comparison {
        Comparison::Less => order == Order::Less,
        Comparison::LessEqual => matches!(order, Order::Less | Order::Equal),
        Comparison::Greater => order == Order::Greater,
        Comparison::GreaterEqual => matches!(order, Order::Greater | Order::Equal),
        Comparison::Equal => order == Order::Equal,
    })
}

#[inline]
fn passes(test: Test, value: &Value) -> Outcome<bool> {
    Ok(match (test, value) {
        (Test::Null, value) => matches!(value, Value::Nil),
        (Test::Pair, value) => matches!(value, Value::Pair(_)),
        (Test::Not, value) => !value.is_true(),
        (Test::Zero, Value::Int(int)) => *int == 0,
        (Test::Zero, Value::Float(float)) => *float == 0.0,
        (Test::Zero, Value::Big(_)) => false,
        (Test::Zero, other) => return Err(Fault::wrong("a number", other).of("zero?")),
    })
}

#[inline]
fn add_int(a: &Value, int: i32) -> Outcome {
    if let Value::Int(a) = a
        && let Some(sum) = a.checked_add(i64::from(int))
    {
        return Ok(Value::Int(sum));
    }
    let name = if int < 0 { "-" } else { "+" };
    number::add(a, &Value::Int(i64::from(int))).map_err(|fault| fault.of(name))
}

#[inline]
fn vector_ref(vector: &Value, index: &Value) -> Outcome {
    if let (Value::Vector(vector), Value::Int(index)) = (vector, index)
        && let Ok(index) = usize::try_from(*index)
        && let Some(item) = vector.0.borrow().get(index)
    {
        return Ok(item.clone());
    }
    Err(bad_index("vector-ref", vector, index))
}

#[inline]
fn vector_set(vector: &Value, index: &Value, value: Value) -> Outcome {
    if let (Value::Vector(vector), Value::Int(index)) = (vector, index)
        && let Ok(index) = usize::try_from(*index)
    {
        let mut items = vector.0.borrow_mut();
        if let Some(item) = items.get_mut(index) {
            let old = mem::replace(item, value);
            // What dies now may be long in dying, and must not find the vector borrowed.
            drop(items);
            drop(old);
            return Ok(Value::Unspecified);
        }
    }
    Err(bad_index("vector-set!", vector, index))
}

#[cold]
fn bad_index(name: &str, vector: &Value, index: &Value) -> Box<Fault> {
    let fault = match (vector, index) {
        (Value::Vector(vector), Value::Int(index)) => {
            let length = vector.0.borrow().len();
            Fault::new(format!("index {index} is outside of a vector of {length}"))
        }
        (Value::Vector(_), other) => Fault::wrong("an exact index", other),
        (other, _) => Fault::wrong("a vector", other),
    };
    fault.of(name)
}
