//! Programs with young collections and collections in slices, watched while they run.
#![no_main]

use arbitrary::Unstructured;
use libfuzzer_sys::{Corpus, fuzz_target};

fuzz_target!(|data: &[u8]| -> Corpus {
    gc_fuzz::slices(&mut Unstructured::new(data)).map_or(Corpus::Reject, |()| Corpus::Keep)
});
