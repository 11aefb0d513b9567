//! Procedures, promises, parameters, and what the prelude asks of the machine.

use super::super::context::Context;
use super::super::fault::{Fault, Outcome};
use super::super::object::{Object, Parameter};
use super::super::syntax::FEATURES;
use super::super::value::{Slot, Value};
use super::arguments::index;
use super::{ANY, Control, Primitive};

pub(super) static PRIMITIVES: &[Primitive] = &[
    Primitive::control("apply", 2, ANY, Control::Apply),
    Primitive::control("%apply-values", 2, 2, Control::ApplyValues),
    Primitive::control("%call/cc", 1, 1, Control::CallCc),
    Primitive::control("%make-escape", 0, 0, Control::MakeEscape),
    Primitive::control("eval", 1, 2, Control::Eval),
    Primitive::new("procedure?", 1, 1, |_, all| {
        Ok(Value::Bool(all[0].is_procedure()))
    }),
    Primitive::new("%accepts?", 2, 2, |_, all| {
        Ok(Value::Bool(accepts(&all[0], index(&all[1])?)))
    }),
    Primitive::new("values", 0, ANY, |_, all| Ok(Value::values(all.to_vec()))),
    Primitive::new("void", 0, ANY, |_, _| Ok(Value::Unspecified)),
    Primitive::new("interaction-environment", 0, 0, |_, _| {
        Ok(Value::Unspecified)
    }),
    Primitive::new("system-global-environment", 0, 0, |_, _| {
        Ok(Value::Unspecified)
    }),
    Primitive::new("scheme-report-environment", 0, 1, |_, _| {
        Ok(Value::Unspecified)
    }),
    Primitive::new("features", 0, 0, |_, _| {
        Ok(Value::list(FEATURES.map(Value::symbol)))
    }),
    // `exit`, in the prelude, leaves what `dynamic-wind` has entered before.
    Primitive::new("emergency-exit", 0, 1, |_, all| {
        Err(Box::new(Fault::Exit(match all.first() {
            None | Some(Value::Bool(true)) => 0,
            Some(Value::Int(code @ 0..=255)) => *code as u8,
            Some(_) => 1,
        })))
    }),
    Primitive::new("%handlers", 0, 0, |context, _| Ok(context.handlers.clone())),
    Primitive::new("%set-handlers!", 1, 1, |context, all| {
        context.handlers = all[0].clone();
        Ok(Value::Unspecified)
    }),
    Primitive::new("%winders", 0, 0, |context, _| Ok(context.winders.clone())),
    Primitive::new("%set-winders!", 1, 1, |context, all| {
        context.winders = all[0].clone();
        Ok(Value::Unspecified)
    }),
    Primitive::new("%make-promise", 2, 2, |_, all| {
        let state = Value::cons(all[0].clone(), all[1].clone());
        Ok(Value::object(Object::Promise(Slot::new(state))))
    }),
    Primitive::new("promise?", 1, 1, |_, all| {
        Ok(Value::Bool(promise(&all[0]).is_ok()))
    }),
    Primitive::new("%promise-state", 1, 1, |_, all| Ok(promise(&all[0])?.get())),
    // The first promise takes over what the second has come to, and both share it from then on.
    Primitive::new("%promise-share!", 2, 2, |_, all| {
        let (first, second) = (promise(&all[0])?, promise(&all[1])?);
        if let (Value::Pair(to), Value::Pair(from)) = (first.get(), second.get()) {
            to.car.set(from.car.get());
            to.cdr.set(from.cdr.get());
            second.set(Value::Pair(to));
        }
        Ok(Value::Unspecified)
    }),
    Primitive::new("%make-parameter", 2, 2, |_, all| {
        Ok(Value::object(Object::Parameter(Parameter {
            value: Slot::new(all[0].clone()),
            converter: all[1].clone(),
        })))
    }),
    Primitive::new("%parameter-converter", 1, 1, |_, all| {
        with_parameter(&all[0], |parameter| parameter.converter.clone())
    }),
    Primitive::new("%parameter-swap!", 2, 2, |_, all| {
        with_parameter(&all[0], |parameter| {
            let old = parameter.value.take();
            parameter.value.set(all[1].clone());
            old
        })
    }),
    Primitive::new("runtime", 0, 0, |context, _| {
        Ok(Value::Float(seconds(context)))
    }),
    Primitive::new("current-second", 0, 0, |_, _| {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        Ok(Value::Float(now.map_or(0.0, |since| since.as_secs_f64())))
    }),
    Primitive::new("current-jiffy", 0, 0, |context, _| {
        Ok(Value::Int((seconds(context) * 1e6) as i64))
    }),
    Primitive::new("jiffies-per-second", 0, 0, |_, _| Ok(Value::Int(1_000_000))),
    Primitive::new("default-object?", 1, 1, |_, all| {
        Ok(Value::Bool(matches!(all[0], Value::Unspecified)))
    }),
];

fn seconds(context: &Context) -> f64 {
    context.start.elapsed().as_secs_f64()
}

fn accepts(procedure: &Value, count: usize) -> bool {
    match procedure {
        Value::Closure(closure) => {
            let code = &closure.code;
            count == code.required || (count > code.required && code.rest)
        }
        Value::Primitive(primitive) => primitive.accepts(count),
        _ => true,
    }
}

fn promise(value: &Value) -> Outcome<&Slot> {
    if let Value::Object(object) = value
        && let Object::Promise(state) = &**object
    {
        return Ok(state);
    }
    Err(Fault::wrong("a promise", value))
}

fn with_parameter(value: &Value, work: impl FnOnce(&Parameter) -> Value) -> Outcome {
    if let Value::Object(object) = value
        && let Object::Parameter(parameter) = &**object
    {
        return Ok(work(parameter));
    }
    Err(Fault::wrong("a parameter", value))
}
