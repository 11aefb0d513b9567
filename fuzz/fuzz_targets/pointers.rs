//! Programs of pointer operations, against a model that foretells all they do.
#![no_main]

use arbitrary::Unstructured;
use libfuzzer_sys::{Corpus, fuzz_target};

fuzz_target!(|data: &[u8]| -> Corpus {
    gc_fuzz::pointers(&mut Unstructured::new(data)).map_or(Corpus::Reject, |()| Corpus::Keep)
});
