//! `unsize!` must not lend its own `unsafe` block to the expression that it is given.

use std::fmt::Display;

use gc_core::{Gc, unsize};

fn main() {
    let shown: Gc<dyn Display> = unsize!(Gc::new(*(16 as *const u32)) => dyn Display);
    println!("{shown}");
}
