//! The workload `object_bytes` over an allocator that counts; started by `compare`.

use std::process::ExitCode;

use gc_benches::Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn main() -> ExitCode {
    gc_benches::compare::child_main()
}
