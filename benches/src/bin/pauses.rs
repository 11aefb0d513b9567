//! Measures what the policies do to pauses, and writes down what it found.

use std::process::ExitCode;

fn main() -> ExitCode {
    gc_benches::pauses::main()
}
