use gc_core::Trace;

#[derive(Trace)]
#[trace(leaf = true)]
struct Node(u8);

#[derive(Trace)]
struct Other(#[trace(skip(always))] u8);

fn main() {}
