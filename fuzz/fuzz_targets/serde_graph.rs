//! Graphs read with serde, from text and from a binary format: the first byte says which.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let [first, rest @ ..] = data {
        gc_fuzz::serde_graph(rest, *first == b'j');
    }
});
