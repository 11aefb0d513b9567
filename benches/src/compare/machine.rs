//! What the figures were measured on: machine, system, compiler, versions of the peers.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

/// The crates that are compared, and what they stand on.
const CRATES: [&str; 9] = [
    "bacon_rajan_cc",
    "boa_gc",
    "dumpster",
    "gc",
    "gc-arena",
    "gc-core",
    "jrsonnet-gcmodule",
    "libmimalloc-sys",
    "rust-cc",
];

/// The directory of the workspace.
pub(crate) fn workspace() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package).to_owned()
}

/// Names and values for people.
pub(crate) fn description() -> Vec<(&'static str, String)> {
    vec![
        ("processor", processor()),
        (
            "memory",
            field("/proc/meminfo", "MemTotal").unwrap_or_else(unknown),
        ),
        ("system", system()),
        (
            "compiler",
            said_by("rustc", &["--version"]).unwrap_or_else(unknown),
        ),
        ("crates", crates()),
    ]
}

fn unknown() -> String {
    "unknown".to_owned()
}

fn processor() -> String {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let model =
        field("/proc/cpuinfo", "model name").unwrap_or_else(|| env::consts::ARCH.to_owned());
    format!("{model}, {cores} cores")
}

fn system() -> String {
    let name = fs::read_to_string("/etc/os-release")
        .ok()
        .and_then(|text| {
            let name = text
                .lines()
                .find_map(|line| line.strip_prefix("PRETTY_NAME="))?;
            Some(name.trim_matches('"').to_owned())
        })
        .unwrap_or_else(|| env::consts::OS.to_owned());
    let kernel = said_by("uname", &["-sr"]).unwrap_or_default();
    let libc = said_by("getconf", &["GNU_LIBC_VERSION"]).unwrap_or_default();
    [name, kernel, libc]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}

/// The value after `name :` in a file of such lines.
fn field(file: &str, name: &str) -> Option<String> {
    let text = fs::read_to_string(file).ok()?;
    let mut fields = text.lines().filter_map(|line| line.split_once(':'));
    let (_, value) = fields.find(|(key, _)| key.trim() == name)?;
    Some(value.trim().to_owned())
}

/// The first line that a program prints.
fn said_by(program: &str, args: &[&str]) -> Option<String> {
    let output = Command::new(program).args(args).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    Some(text.lines().next()?.trim().to_owned())
}

/// The versions in the workspace's lock file.
fn crates() -> String {
    let Ok(lock) = fs::read_to_string(workspace().join("Cargo.lock")) else {
        return unknown();
    };
    let version = |name: &&str| {
        let entry = lock
            .split_once(&format!("\nname = \"{name}\"\nversion = \""))?
            .1;
        let (version, _) = entry.split_once('"')?;
        Some(format!("{name} {version}"))
    };
    CRATES
        .iter()
        .filter_map(version)
        .collect::<Vec<_>>()
        .join(", ")
}
