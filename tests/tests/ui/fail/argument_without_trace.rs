use gc_core::{Gc, Trace};

struct NotTraced;

#[derive(Trace)]
struct Node<T> {
    next: Option<Gc<Node<T>>>,
    value: T,
}

fn is_traced<T: Trace>() {}

fn main() {
    is_traced::<Node<u8>>();
    is_traced::<Node<NotTraced>>();
}
