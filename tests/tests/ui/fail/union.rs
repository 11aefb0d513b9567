use gc_core::Trace;

#[derive(Clone, Copy, Trace)]
union Bits {
    float: f32,
    bits: u32,
}

fn main() {}
