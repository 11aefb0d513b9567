//! The prompt: reads expressions, prints their values.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use rustyline::error::ReadlineError;
use rustyline::history::DefaultHistory;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{Completer, Editor, Helper, Highlighter, Hinter};

use super::brackets::{Brackets, brackets};
use super::run::print_all;
use super::{Engine, Error};

/// Asks for more lines until all brackets are closed.
#[derive(Completer, Helper, Highlighter, Hinter)]
struct Whole;

impl Validator for Whole {
    fn validate(&self, text: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        Ok(match brackets(text.input()) {
            Brackets::Open => ValidationResult::Incomplete,
            Brackets::Closed => ValidationResult::Valid(None),
        })
    }
}

/// Reads and evaluates until the input ends.
///
/// # Errors
///
/// If the terminal fails, or a program calls `exit`. Errors of expressions are printed, and that is
/// all.
pub(super) fn run(engine: &mut impl Engine, history: Option<&Path>) -> Result<(), Error> {
    let mut editor: Editor<Whole, DefaultHistory> = Editor::new()?;
    editor.set_helper(Some(Whole));
    if let Some(file) = history
        && let Err(error) = editor.load_history(file)
        // There is none before the first time.
        && !matches!(&error, ReadlineError::Io(error) if error.kind() == io::ErrorKind::NotFound)
    {
        return Err(no_history(file, error));
    }
    read_and_evaluate(engine, &mut editor, history)
}

fn no_history(file: &Path, error: ReadlineError) -> Error {
    let path = file.to_owned();
    Error::History { path, error }
}

fn read_and_evaluate(
    engine: &mut impl Engine,
    editor: &mut Editor<Whole, DefaultHistory>,
    history: Option<&Path>,
) -> Result<(), Error> {
    let is_terminal = io::stdin().is_terminal();
    let prompt = if is_terminal { "> " } else { "" };
    loop {
        let line = match editor.readline(prompt) {
            Ok(line) => line,
            Err(ReadlineError::Interrupted) => continue,
            Err(ReadlineError::Eof) => return Ok(()),
            Err(error) => return Err(error.into()),
        };
        editor.add_history_entry(&line)?;
        if let Some(file) = history {
            // Line by line: what is evaluated now may have to be ended by force.
            let kept = editor.append_history(file);
            kept.map_err(|error| no_history(file, error))?;
        }
        let evaluated = engine.evaluate("prompt", &line);
        if is_terminal {
            // The line editor draws its prompt over what stands on the line.
            engine.fresh_line()?;
        }
        match evaluated {
            Ok(values) => print_all(&values)?,
            Err(exit @ Error::Exit(_)) => return Err(exit),
            Err(error) => {
                let _ = writeln!(io::stderr(), "{error}");
            }
        }
    }
}
