//! Many fields, of few types and of many.
#![forbid(unsafe_code)]
#![deny(warnings)]

use std::cell::RefCell;
use std::collections::HashMap;

use gc_core::{Gc, Trace, Weak};

#[derive(Trace)]
struct Wide {
    field_0: u8,
    field_1: String,
    field_2: Gc<Wide>,
    field_3: Option<Gc<Wide>>,
    field_4: Box<[Gc<Wide>]>,
    field_5: RefCell<Vec<Gc<Wide>>>,
    field_6: (u8, Weak<Wide>),
    field_7: HashMap<String, Gc<Wide>>,
    field_8: u8,
    field_9: String,
    field_10: Gc<Wide>,
    field_11: Option<Gc<Wide>>,
    field_12: Box<[Gc<Wide>]>,
    field_13: RefCell<Vec<Gc<Wide>>>,
    field_14: (u8, Weak<Wide>),
    field_15: HashMap<String, Gc<Wide>>,
    field_16: u8,
    field_17: String,
    field_18: Gc<Wide>,
    field_19: Option<Gc<Wide>>,
    field_20: Box<[Gc<Wide>]>,
    field_21: RefCell<Vec<Gc<Wide>>>,
    field_22: (u8, Weak<Wide>),
    field_23: HashMap<String, Gc<Wide>>,
    field_24: u8,
    field_25: String,
    field_26: Gc<Wide>,
    field_27: Option<Gc<Wide>>,
    field_28: Box<[Gc<Wide>]>,
    field_29: RefCell<Vec<Gc<Wide>>>,
    field_30: (u8, Weak<Wide>),
    field_31: HashMap<String, Gc<Wide>>,
    field_32: u8,
    field_33: String,
    field_34: Gc<Wide>,
    field_35: Option<Gc<Wide>>,
    field_36: Box<[Gc<Wide>]>,
    field_37: RefCell<Vec<Gc<Wide>>>,
    field_38: (u8, Weak<Wide>),
    field_39: HashMap<String, Gc<Wide>>,
}

#[derive(Trace, Default)]
struct Same(
    Option<Gc<Same>>,
    Option<Gc<Same>>,
    Option<Gc<Same>>,
    Option<Gc<Same>>,
    Option<Gc<Same>>,
    Option<Gc<Same>>,
    Option<Gc<Same>>,
    Option<Gc<Same>>,
    Option<Gc<Same>>,
    Option<Gc<Same>>,
    Option<Gc<Same>>,
    Option<Gc<Same>>,
    Option<Gc<Same>>,
    Option<Gc<Same>>,
    Option<Gc<Same>>,
    Option<Gc<Same>>,
    Option<Gc<Same>>,
    Option<Gc<Same>>,
    Option<Gc<Same>>,
    Option<Gc<Same>>,
    Option<Gc<Same>>,
    Option<Gc<Same>>,
    Option<Gc<Same>>,
    Option<Gc<Same>>,
    Option<Gc<Same>>,
    Option<Gc<Same>>,
    Option<Gc<Same>>,
    Option<Gc<Same>>,
    Option<Gc<Same>>,
    Option<Gc<Same>>,
    Option<Gc<Same>>,
    Option<Gc<Same>>,
    Option<Gc<Same>>,
    Option<Gc<Same>>,
    Option<Gc<Same>>,
    Option<Gc<Same>>,
    Option<Gc<Same>>,
    Option<Gc<Same>>,
    Option<Gc<Same>>,
    Option<Gc<Same>>,
);

fn main() {
    let same = Gc::new(Same::default());
    let mut other = Same::default();
    (other.0, other.39) = (Some(same.clone()), Some(same.clone()));
    drop(Gc::new(other));
    assert_eq!(Gc::strong_count(&same), 1);
    assert!(gc_core::stats().objects == 1 && std::mem::needs_drop::<Wide>());
}
