//! What is deprecated may be traced without a warning of its own.
#![forbid(unsafe_code)]
#![deny(warnings)]

use gc_core::{Gc, Trace};

#[derive(Trace)]
#[deprecated]
pub struct Old(u8);

#[derive(Trace, Default)]
pub struct Fields {
    #[deprecated]
    pub old: u8,
    pub new: u8,
}

#[derive(Trace)]
#[allow(deprecated, reason = "kept for old files")]
pub enum Variants {
    #[deprecated]
    Old(Box<Old>),
    New,
}

#[derive(Trace)]
#[expect(deprecated)]
pub struct Expected(Option<Box<Old>>);

fn main() {
    let fields = Gc::new(Fields {
        new: 1,
        ..Fields::default()
    });
    assert_eq!(fields.new, 1);
    assert!(matches!(*Gc::new(Variants::New), Variants::New));
    assert!(Gc::new(Expected(None)).0.is_none());
}
