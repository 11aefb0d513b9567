use gc_core::Trace;

#[derive(Trace)]
#[trace(crate = "gc_core")]
struct Node(u8);

#[derive(Trace)]
#[trace(crate)]
struct Other(u8);

fn main() {}
