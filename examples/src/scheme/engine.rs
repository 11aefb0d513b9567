//! What the two interpreters have in common for those who run programs.

use std::io::Write;

use super::Error;

/// An interpreter.
pub trait Engine: Sized {
    /// What the pointer is called.
    const POINTER: &'static str;

    /// An interpreter whose programs print to `output`.
    fn new(output: Box<dyn Write>) -> Self;

    /// Runs a program; `file` is what its errors call it.
    ///
    /// # Errors
    ///
    /// If the program is no Scheme text, raises what it does not handle, or calls `exit`.
    fn run(&mut self, file: &str, text: &str) -> Result<(), Error>;

    /// Evaluates expressions one after the other; gives the external representation of each value,
    /// but for those that say nothing.
    ///
    /// # Errors
    ///
    /// As for [`run`](Self::run). What went before an error has happened.
    fn evaluate(&mut self, file: &str, text: &str) -> Result<Vec<String>, Error>;

    /// Ends the line that the last output left unfinished, if it did: what comes next stands on one of its own.
    ///
    /// # Errors
    ///
    /// If the output cannot be written.
    fn fresh_line(&mut self) -> Result<(), Error>;
}
