//! `compare` over mimalloc; started by `compare`.

use std::process::ExitCode;

use mimalloc::MiMalloc;

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    gc_benches::compare::child_main()
}
