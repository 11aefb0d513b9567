//! Symbols.

use super::super::symbol::Symbol;
use super::super::value::Value;
use super::arguments::{string, symbol};
use super::{ANY, Primitive};

pub(super) static PRIMITIVES: &[Primitive] = &[
    Primitive::new("symbol?", 1, 1, |_, all| {
        Ok(Value::Bool(matches!(all[0], Value::Symbol(_))))
    }),
    Primitive::new("symbol=?", 1, ANY, |_, all| {
        let first = symbol(&all[0])?;
        let mut same = true;
        for other in &all[1..] {
            same &= symbol(other)? == first;
        }
        Ok(Value::Bool(same))
    }),
    Primitive::new("symbol->string", 1, 1, |_, all| {
        Ok(Value::text(symbol(&all[0])?.name()))
    }),
    Primitive::new("string->symbol", 1, 1, |_, all| {
        Ok(Value::symbol(&string(&all[0])?))
    }),
    Primitive::new("generate-uninterned-symbol", 0, 0, |_, _| {
        Ok(Value::Symbol(Symbol::fresh("g")))
    }),
];
