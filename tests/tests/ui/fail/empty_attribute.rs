use gc_core::Trace;

#[derive(Trace)]
#[trace]
struct Path(#[trace()] u8);

#[derive(Trace)]
#[trace = "leaf"]
struct NameValue(u8);

fn main() {}
