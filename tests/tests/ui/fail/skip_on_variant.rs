use gc_core::Trace;

#[derive(Trace)]
enum Choice {
    #[trace(skip)]
    A(u8),
    B,
}

fn main() {}
