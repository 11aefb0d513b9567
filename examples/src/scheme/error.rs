//! What a program complains about.

use std::fmt;
use std::io;
use std::path::PathBuf;

/// Why a program ended early.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The program is wrong, or said so itself with `raise` or `error`.
    #[error("{0}")]
    Program(Box<Complaint>),

    /// The program called `exit`.
    #[error("the program ended with exit code {0}")]
    Exit(u8),

    /// A file cannot be read.
    #[error("cannot read `{}`: {error}; name a file of Scheme text", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },

    /// The results cannot be written.
    #[error("cannot write to standard output: {0}")]
    Output(io::Error),

    /// The line editor failed.
    #[error("cannot read the next line: {0}")]
    Terminal(#[from] rustyline::error::ReadlineError),

    /// What is typed cannot be kept.
    #[error("cannot keep the history in `{}`: {error}; name another file with --history", path.display())]
    History {
        /// The file.
        path: PathBuf,
        /// What the line editor said.
        error: rustyline::error::ReadlineError,
    },

    /// A picture cannot be drawn.
    #[error("cannot draw `{}`: {what}; name a file that can be written", path.display())]
    Plot {
        /// The file.
        path: PathBuf,
        /// What the library said.
        what: String,
    },

    /// A process that measures has failed.
    #[error("cannot measure `{program}`: {what}")]
    Measurement {
        /// What was to be measured.
        program: String,
        /// How it failed.
        what: String,
    },
}

impl Error {
    /// Whether more text could mend it: what was read ends within a datum.
    #[must_use]
    pub fn is_incomplete(&self) -> bool {
        matches!(self, Self::Program(complaint) if complaint.incomplete)
    }
}

/// Where something is: `file:line:column`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file, or what stands for one.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// An error in a program: what, where, and how it got there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Complaint {
    /// What is wrong.
    pub message: String,
    /// Where, as far as that is known.
    pub place: Option<Place>,
    /// The calls that led there, the innermost first.
    pub calls: Vec<Call>,
    /// How many more calls there are.
    pub omitted: usize,
    /// The text ends within a datum.
    pub(crate) incomplete: bool,
}

/// A call that has not returned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The procedure that was running.
    pub name: String,
    /// What it was about to do.
    pub place: Place,
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{place}: ")?;
        }
        write!(f, "error: {}", self.message)?;
        for call in &self.calls {
            write!(f, "\n  in {} at {}", call.name, call.place)?;
        }
        if self.omitted > 0 {
            write!(f, "\n  and {} calls more", self.omitted)?;
        }
        Ok(())
    }
}
