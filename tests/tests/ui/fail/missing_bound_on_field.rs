use gc_core::Trace;

#[derive(Trace)]
#[trace(bound = "T: Clone")]
struct Pair<T> {
    left: T,
    right: Vec<T>,
}

fn main() {}
