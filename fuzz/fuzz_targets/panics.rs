//! Programs whose finalizers and destructors panic.
#![no_main]

use arbitrary::{Result, Unstructured};
use libfuzzer_sys::{Corpus, fuzz_target};

fn run(u: &mut Unstructured<'_>) -> Result<()> {
    match u.int_in_range(0..=3)? {
        0 => gc_fuzz::explosive(u, false),
        1 => gc_fuzz::explosive(u, true),
        _ => gc_fuzz::panics::run(u),
    }
}

fuzz_target!(|data: &[u8]| -> Corpus {
    run(&mut Unstructured::new(data)).map_or(Corpus::Reject, |()| Corpus::Keep)
});
