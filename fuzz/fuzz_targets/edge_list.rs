//! Edge lists.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| gc_fuzz::edge_list(text));
