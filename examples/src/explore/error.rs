//! What can go wrong.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

/// Why there is no answer.
#[derive(Debug, Error)]
pub enum Error {
    /// The directory for the files cannot be made.
    #[error("cannot make the directory `{}`: {source}; name another one with --out", path.display())]
    Directory {
        /// The directory.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A file cannot be written.
    #[error("cannot write `{}`: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// Nothing answers to the text of `--why`.
    #[error(
        "no object on the heap has a type or label that holds `{text}`; labels are, for example, {examples}"
    )]
    Unknown {
        /// The text.
        text: String,
        /// Some that would do.
        examples: String,
    },
    /// Standard output is closed or full.
    #[error("cannot write the answer: {0}")]
    Output(io::Error),
}
