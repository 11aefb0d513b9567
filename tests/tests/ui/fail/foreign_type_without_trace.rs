use gc_core::{Gc, Trace};
use quickcheck::Gen;

#[derive(Trace)]
struct Generator {
    source: Gen,
    next: Option<Gc<Generator>>,
}

fn main() {}
