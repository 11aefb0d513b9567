//! A directory to run the program in, and files to run it on.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

/// Runs the program in a directory of its own that holds `files`.
pub(crate) struct Sandbox(TempDir);

impl Sandbox {
    pub(crate) fn with(files: &[(&str, &[u8])]) -> Self {
        let directory = tempfile::tempdir().expect("a temporary directory");
        for (name, content) in files {
            fs::write(directory.path().join(name), content).expect("a file in it");
        }
        Self(directory)
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_graph"));
        command.args(args).current_dir(self.path());
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().expect("the program starts")
    }

    /// The answer; there must be one.
    pub(crate) fn answer(&self, args: &[&str]) -> String {
        let output = self.run(args);
        let complaint = String::from_utf8(output.stderr).expect("UTF-8 on stderr");
        assert_eq!(output.status.code(), Some(0), "{args:?}: {complaint}");
        assert_eq!(complaint, "");
        String::from_utf8(output.stdout).expect("UTF-8 on stdout")
    }

    /// The complaint; there must be nothing else.
    pub(crate) fn complaint(&self, args: &[&str]) -> String {
        let output = self.run(args);
        let complaint = String::from_utf8(output.stderr).expect("UTF-8 on stderr");
        assert_eq!(output.status.code(), Some(2), "{args:?}: {complaint}");
        assert!(output.stdout.is_empty(), "{args:?} printed half an answer");
        assert!(complaint.starts_with("graph: "), "{complaint}");
        assert_eq!(complaint.lines().count(), 1, "{complaint}");
        complaint
    }
}

pub(crate) fn assert_contains(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "expected `{part}` in:\n{text}");
    }
}

/// The cells of the table rows whose first cell is `first`.
pub(crate) fn rows<'a>(text: &'a str, first: &str) -> Vec<Vec<&'a str>> {
    let rows = text.lines().filter(|line| line.starts_with('|'));
    let cells = rows.map(|row| row.trim_matches('|').split('|').map(str::trim).collect());
    cells.filter(|cells: &Vec<_>| cells[0] == first).collect()
}

pub(crate) const LIST: &[u8] =
    b"# a long name sorts first\nroot a\nroot b\na middle\nmiddle a-very-long-name\n\
                      middle a\nb shared\nmiddle shared\n";

pub(crate) const LOCK: &[u8] = br#"version = 4

[[package]]
name = "app"
version = "0.1.0"
dependencies = [
 "json",
 "syn 2.0.0",
]

[[package]]
name = "json"
version = "1.2.0"
source = "registry+https://github.com/rust-lang/crates.io-index"
dependencies = [
 "syn 1.0.0",
]

[[package]]
name = "syn"
version = "1.0.0"
source = "registry+https://github.com/rust-lang/crates.io-index"

[[package]]
name = "syn"
version = "2.0.0"
source = "registry+https://github.com/rust-lang/crates.io-index"
"#;
