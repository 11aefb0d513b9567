//! Runs all peers side by side and writes down what it found.

use std::process::ExitCode;

fn main() -> ExitCode {
    gc_benches::compare::main()
}
