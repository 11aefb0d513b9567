use gc_core::Trace;

#[derive(Trace)]
#[trace(bound = T: Trace)]
struct Node<T>(T);

#[derive(Trace)]
#[trace(bound)]
struct Other<T>(T);

fn main() {}
