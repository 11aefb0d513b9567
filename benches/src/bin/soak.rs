//! Churns for minutes and says whether the process has grown; writes down what it found.

use std::process::ExitCode;

fn main() -> ExitCode {
    gc_benches::soak::main()
}
