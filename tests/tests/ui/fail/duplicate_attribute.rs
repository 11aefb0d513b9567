use gc_core::{Finalize, Trace};

#[derive(Trace)]
#[trace(finalize, finalize)]
struct Node(#[trace(skip)] #[trace(skip)] u8);

impl Finalize for Node {
    fn finalize(&self) {}
}

fn main() {}
