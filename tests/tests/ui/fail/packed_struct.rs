use gc_core::Trace;

#[derive(Trace)]
#[repr(C, packed(2))]
struct Record {
    tag: u8,
    value: u64,
}

fn main() {}
