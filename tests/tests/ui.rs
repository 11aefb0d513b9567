//! What the derive says to those who use it wrongly, and that it says nothing to those who do not.
//!
//! Each file in `ui/fail` is named by the mistake in it.
#![forbid(unsafe_code)]

use std::env;
use std::process::Command;

use trybuild::TestCases;

/// The compiler whose words the `.stderr` files have; others put the same in other words.
const COMPILER: &str = "rustc 1.95.";

#[test]
#[cfg_attr(miri, ignore = "runs the compiler")]
fn the_derive_accepts_what_is_right_and_explains_what_is_wrong() {
    let cases = TestCases::new();
    cases.pass("tests/ui/pass/*.rs");
    let version = compiler_version();
    if version.starts_with(COMPILER) {
        cases.compile_fail("tests/ui/fail/*.rs");
    } else {
        eprintln!("messages are compared under {COMPILER}x only, this is {version}");
    }
}

fn compiler_version() -> String {
    let compiler = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(compiler).arg("--version").output();
    let output = output.expect("cargo runs tests where it finds the compiler");
    String::from_utf8(output.stdout).expect("a version in plain text")
}
