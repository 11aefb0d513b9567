use gc_core::{Gc, Trace, Tracer};

struct Node(Option<Gc<Node>>);

impl Trace for Node {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.0.trace(tracer);
        self.0.trace(tracer);
    }
}

fn main() {
    let _ = Gc::new(Node(None));
}
