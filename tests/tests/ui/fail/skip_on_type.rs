use gc_core::Trace;

#[derive(Trace)]
#[trace(skip)]
struct Node(u8);

fn main() {}
