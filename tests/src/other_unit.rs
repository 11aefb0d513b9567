//! A type that is made here and in a test file: its two makers, compiled apart, may each have a type
//! descriptor of their own.

use gc_core::{Gc, Trace};

/// A value, few of which fill a page.
#[derive(Debug, Trace)]
pub struct Bulky(pub [u64; 200]);

/// Makes one with this crate's descriptor.
#[inline(never)]
#[must_use]
pub fn make_bulky() -> Gc<Bulky> {
    Gc::new(Bulky([7; 200]))
}
