//! All that can go wrong: what, where, and what to do about it.

use std::io;
use std::path::PathBuf;

use super::name::list;

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No file was named and none was found.
    #[error(
        "no Cargo.lock in `{}` or in a directory above it; run this inside a cargo workspace, or \
         name a Cargo.lock or an edge list", .0.display()
    )]
    NoLockFile(PathBuf),

    /// The current directory cannot be asked for.
    #[error("cannot tell the current directory ({0}); name a Cargo.lock or an edge list")]
    NoCurrentDirectory(io::Error),

    /// The file is a directory.
    #[error("`{}` is a directory; name a Cargo.lock or an edge list in it", .0.display())]
    Directory(PathBuf),

    /// The file cannot be read.
    #[error("cannot read `{}`: {error}; name a Cargo.lock or an edge list", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },

    /// The file is no text.
    #[error(
        "`{}`, line {line}: not UTF-8 (byte {offset} of the file); save it as UTF-8 text",
        path.display()
    )]
    NotUtf8 {
        /// The file.
        path: PathBuf,
        /// The line of the first bad byte, from 1.
        line: usize,
        /// How many good bytes precede it.
        offset: usize,
    },

    /// A line of an edge list is none.
    #[error(
        "`{}`, line {line}: expected {expected}, but found {found}; correct the line, or make it a \
         comment with `#`", path.display()
    )]
    MalformedLine {
        /// The file.
        path: PathBuf,
        /// The line's number, from 1.
        line: usize,
        /// What a line should hold.
        expected: &'static str,
        /// What the line holds instead.
        found: String,
    },

    /// The lock file is none.
    #[error(
        "`{}`{}: not a valid Cargo.lock: {what}; let cargo write it anew (`cargo generate-lockfile`)",
        path.display(),
        line.map(|line| format!(", line {line}")).unwrap_or_default()
    )]
    MalformedLock {
        /// The file.
        path: PathBuf,
        /// The line, where it is known, from 1.
        line: Option<usize>,
        /// What is wrong with it.
        what: String,
    },

    /// A lock file was said to have lengths of edges.
    #[error(
        "`{}` is a lock file, and its edges have no lengths; leave out --weighted, or name an edge \
         list of three columns", .0.display()
    )]
    NoWeights(PathBuf),

    /// There is nothing in the file.
    #[error("`{}` holds no nodes; name a file with at least one {unit}", path.display())]
    Empty {
        /// The file.
        path: PathBuf,
        /// What was looked for, a package or an edge.
        unit: &'static str,
    },

    /// A name that is not in the graph.
    #[error(
        "no node is named `{name}`{}",
        if near.is_empty() {
            format!("; there are {}", list(names))
        } else {
            format!("; did you mean {}?", list(near))
        }
    )]
    UnknownName {
        /// The name.
        name: String,
        /// Names that resemble it, the nearest first.
        near: Vec<String>,
        /// All names that there are.
        names: Vec<String>,
    },

    /// A name that fits several nodes.
    #[error("`{name}` is ambiguous; name one of {}", list(candidates))]
    AmbiguousName {
        /// The name.
        name: String,
        /// What it could mean, in a form that is understood.
        candidates: Vec<String>,
    },

    /// A lock file of registry packages only.
    #[error(
        "`{}` has no roots: all its packages come from a registry or a repository; name one or more \
         with --root", .0.display()
    )]
    NoRoots(PathBuf),

    /// What is to be dropped is not there in the first place.
    #[error(
        "`{name}` cannot be reached from the roots ({}), so nothing holds it even before it is cut \
         off; name other roots with --root",
        list(roots)
    )]
    Unreachable {
        /// The node.
        name: String,
        /// The roots.
        roots: Vec<String>,
    },

    /// `Rc` drops recursively, and there was no memory for a stack that deep.
    #[error("cannot make a stack of {bytes} bytes for --compare ({error}); leave out --compare")]
    NoStack {
        /// The stack's size.
        bytes: usize,
        /// What the system said.
        error: io::Error,
    },

    /// The collector and the dominator tree contradict each other, so one of them is wrong.
    #[error(
        "cutting off `{name}` should make {expected} objects disappear by the dominator tree, but \
         the collector freed {found}; please report this as a bug"
    )]
    Disagreement {
        /// The node that was cut off.
        name: String,
        /// Objects that the dominator tree gives.
        expected: usize,
        /// Objects that died.
        found: usize,
    },

    /// Two kinds of pointers give different answers, so one of them is wrong.
    #[error("{one} and {other} disagree on {what}; please report this as a bug")]
    Contradiction {
        /// One kind.
        one: &'static str,
        /// The other.
        other: &'static str,
        /// What was asked.
        what: &'static str,
    },

    /// The answer cannot be written.
    #[error("cannot write to standard output: {0}")]
    Output(io::Error),
}
