use gc_core::Trace;

#[derive(Trace)]
#[trace(finalize)]
struct Window(u8);

fn main() {}
