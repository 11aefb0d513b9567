//! Why there is no table.

use std::io;
use std::path::PathBuf;

/// What went wrong.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A program that there is not.
    #[error("no program is called `{name}`; there are {}", known.join(", "))]
    UnknownProgram {
        /// What was asked for.
        name: String,
        /// What there is.
        known: Vec<&'static str>,
    },

    /// The source of a program is not where it was when this was built.
    #[error("cannot count the lines of `{}`: {error}; run this where it was built", path.display())]
    NoSource {
        /// The file or directory.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },

    /// A run could not be started.
    #[error("cannot start a run of `{name}`: {error}")]
    NoRun {
        /// The program.
        name: &'static str,
        /// What the system said.
        error: io::Error,
    },

    /// A run failed.
    #[error("`{name}` over {pointers} failed ({how}); run `{command}` to see why")]
    Failed {
        /// The program.
        name: &'static str,
        /// The pointers.
        pointers: &'static str,
        /// How it ended, or what it printed.
        how: String,
        /// How to repeat it.
        command: String,
    },

    /// Two kinds of pointers give different answers, so one of them is wrong.
    #[error(
        "`{name}` gives another answer over {pointers} than over Gc; please report this as a bug"
    )]
    Contradiction {
        /// The program.
        name: &'static str,
        /// The pointers.
        pointers: &'static str,
    },

    /// There was no memory for a stack on which `Rc`s can be dropped.
    #[error("cannot make a stack of {bytes} bytes ({error}); use a lower --percent")]
    NoStack {
        /// The stack's size.
        bytes: usize,
        /// What the system said.
        error: io::Error,
    },

    /// The table cannot be written.
    #[error("cannot write to standard output: {0}")]
    Output(io::Error),
}
