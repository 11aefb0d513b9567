//! All that can go wrong: what, where, and what to do about it.

use std::io;
use std::path::PathBuf;

use super::query::SelectorError;

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file is a directory.
    #[error("`{}` is a directory; name an HTML file in it", .0.display())]
    Directory(PathBuf),

    /// The file cannot be read.
    #[error("cannot read `{}`: {error}; name an HTML file, or `-` for standard input", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },

    /// The selector cannot be understood.
    #[error(transparent)]
    Selector(#[from] SelectorError),

    /// The two trees that should be the same are not.
    #[error(
        "`{page}`: the tree over Gc and markup5ever_rcdom's differ in {what}; please report this as a bug"
    )]
    Disagreement {
        /// What was parsed.
        page: String,
        /// In what they differ.
        what: &'static str,
    },

    /// A comparison of no pages.
    #[error("nothing to measure: name HTML files, or leave out `--mebibytes 0`")]
    NothingToMeasure,

    /// A comparison cannot start itself again.
    #[error("cannot start a process for a measurement: {0}; see that the program may start itself")]
    Child(io::Error),

    /// A process that should have measured did not.
    #[error(
        "a measurement failed ({0}); try --only gc and --only rcdom on the same page to see why"
    )]
    ChildFailed(String),

    /// The answer cannot be written.
    #[error("cannot write to standard output: {0}")]
    Output(io::Error),
}
