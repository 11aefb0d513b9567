//! Lets the feature `nightly` take effect only where the compiler knows what it needs, so that
//! all features together compile on stable Rust.

use std::env;
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-check-cfg=cfg(gc_nightly)");
    if env::var_os("CARGO_FEATURE_NIGHTLY").is_some() && compiler_is_nightly() {
        println!("cargo::rustc-cfg=gc_nightly");
    }
}

fn compiler_is_nightly() -> bool {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(rustc).arg("--version").output();
    version.is_ok_and(|version| String::from_utf8_lossy(&version.stdout).contains("nightly"))
}
