use gc_core::Trace;

#[derive(Trace)]
#[trace(bound = "T")]
struct Node<T>(T);

fn main() {}
