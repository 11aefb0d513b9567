//! Pages and selectors: the selector is the first line.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let mut parts = data.splitn(2, |byte| *byte == b'\n');
    if let (Some(selector), Some(source)) = (parts.next(), parts.next()) {
        gc_fuzz::html(&String::from_utf8_lossy(selector), source);
    }
});
