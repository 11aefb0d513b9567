use gc_core::Trace;

#[derive(Trace)]
#[trace("leaf")]
struct Node(u8);

fn main() {}
