use gc_core::Trace;

#[derive(Trace)]
enum Choice {
    #[trace(leaf)]
    A(u8),
}

fn main() {}
