use gc_core::Trace;

#[derive(Trace)]
struct Node(#[trace(leaf)] u8);

fn main() {}
