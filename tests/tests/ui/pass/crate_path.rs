//! The library under another name.
#![forbid(unsafe_code)]
#![deny(warnings)]

mod vendor {
    pub mod collected {
        pub use gc_core::*;
    }
}

use vendor::collected::{self as gc, Finalize, Gc, Trace};

#[derive(Trace)]
#[trace(crate = vendor::collected)]
struct Relative(Option<Gc<Relative>>, Box<Absolute>);

#[derive(Trace)]
#[trace(crate = ::gc_core)]
struct Absolute(Gc<String>);

#[derive(Trace)]
#[trace(crate = crate::vendor::collected, finalize)]
struct FromCrate(u8);

#[derive(Trace)]
#[trace(crate = gc)]
enum Renamed {
    A(u8),
}

impl Finalize for FromCrate {
    fn finalize(&self) {}
}

fn main() {
    let relative = Gc::new(Relative(None, Box::new(Absolute(Gc::new("x".to_owned())))));
    assert!(relative.0.is_none() && relative.1.0.len() == 1);
    assert_eq!(Gc::new(FromCrate(1)).0, 1);
    let Renamed::A(number) = *Gc::new(Renamed::A(2));
    assert_eq!(number, 2);
}
