use gc_core::Trace;

#[derive(Trace)]
struct Node<T> {
    #[trace(finalize)]
    a: u8,
    #[trace(bound = "T: Trace")]
    b: T,
    #[trace(crate = gc_core)]
    c: u8,
}

fn main() {}
