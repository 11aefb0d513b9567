use gc_core::Trace;

#[derive(Trace)]
struct Node {
    #[trace(ignore)]
    name: String,
}

#[derive(Trace)]
enum Choice {
    A(#[trace(ignore)] u8),
}

fn main() {}
