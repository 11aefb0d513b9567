//! What weak maps and interners cost beside tables that are cleaned by hand. Prints a table; `--quick` takes a
//! tenth of the entries.

fn main() {
    let quick = std::env::args().any(|argument| argument == "--quick");
    print!(
        "{}",
        gc_benches::weak_tables::report(if quick { 100_000 } else { 1_000_000 })
    );
}
