use gc_core::{Gc, Trace};

struct Label(String);

#[derive(Trace)]
struct Node {
    label: Label,
    next: Option<Gc<Node>>,
}

#[derive(Trace)]
enum Choice {
    A(u8, Vec<Label>),
}

fn main() {
    let _ = Gc::new(Node { label: Label(String::new()), next: None });
}
