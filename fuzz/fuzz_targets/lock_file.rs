//! Lock files.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| gc_fuzz::lock_file(text));
