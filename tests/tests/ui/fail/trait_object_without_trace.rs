use gc_core::Trace;

#[derive(Trace)]
struct Button {
    on_click: Box<dyn Fn()>,
}

fn main() {}
