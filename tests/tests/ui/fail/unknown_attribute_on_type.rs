use gc_core::Trace;

#[derive(Trace)]
#[trace(acyclic)]
struct Node(u8);

fn main() {}
