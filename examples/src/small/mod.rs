//! The program that shows the small structures: what they can do, over each kind of pointers.

use std::fs;
use std::io;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::pointers::{PerPointers, Pointers};
use crate::{ast, list, lru, over_all_pointers, signals, world};

/// Small structures whose parts refer to each other, over `Gc` or over `Rc`
#[derive(Clone, Debug, Parser)]
#[command(name = "small", version)]
pub struct Arguments {
    /// Which one
    #[command(subcommand)]
    pub structure: Structure,

    /// The pointers that it is made of
    #[arg(long, global = true, value_enum, default_value_t)]
    pub pointers: Pointers,
}

/// What there is to see.
#[derive(Clone, Debug, Subcommand)]
pub enum Structure {
    /// A doubly linked list with cursors
    List,
    /// A cache that forgets what has not been used for longest
    Lru,
    /// Values that follow from each other, and observers
    Signals,
    /// A syntax tree with parents and types, of a small language
    Ast(Source),
    /// A game world of entities that refer to each other
    World,
}

/// A text to make a tree of.
#[derive(Clone, Debug, Default, Args)]
pub struct Source {
    /// A file with one expression [default: an example]
    pub file: Option<PathBuf>,

    /// The expression itself
    #[arg(
        short,
        long,
        value_name = "EXPRESSION",
        conflicts_with = "file",
        allow_hyphen_values = true
    )]
    pub expression: Option<String>,
}

/// Why there is nothing to see.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file cannot be read.
    #[error("cannot read `{}`: {error}; name a text file with one expression, or use -e", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },

    /// The text is wrong; the message has lines, and names the places.
    #[error("{0}")]
    Wrong(String),

    /// The answer cannot be written.
    #[error("cannot write to standard output: {0}")]
    Output(io::Error),
}

/// Shows what was asked for, as lines.
///
/// # Errors
///
/// If the text of a tree cannot be read or is wrong.
pub fn run(arguments: &Arguments) -> Result<Vec<String>, Error> {
    let demonstrations: PerPointers<fn() -> Vec<String>> = match &arguments.structure {
        Structure::List => over_all_pointers!(list::demonstrate),
        Structure::Lru => over_all_pointers!(lru::demonstrate),
        Structure::Signals => over_all_pointers!(signals::demonstrate),
        Structure::World => over_all_pointers!(world::demonstrate),
        Structure::Ast(source) => match source.read()? {
            Some((name, text)) => return analyse(arguments.pointers, &name, &text),
            None => over_all_pointers!(ast::demonstrate),
        },
    };
    Ok(demonstrations.of(arguments.pointers)())
}

impl Source {
    /// What the text is called, and the text; `None` if none was named.
    fn read(&self) -> Result<Option<(String, String)>, Error> {
        if let Some(text) = &self.expression {
            return Ok(Some(("-e".to_owned(), text.clone())));
        }
        let Some(path) = &self.file else {
            return Ok(None);
        };
        match fs::read_to_string(path) {
            Ok(text) => Ok(Some((path.display().to_string(), text))),
            Err(error) => Err(Error::Unreadable {
                path: path.clone(),
                error,
            }),
        }
    }
}

/// Reads and checks a text.
type Analyse = fn(&str) -> Result<Vec<String>, Vec<ast::Mistake>>;

fn analyse(pointers: Pointers, name: &str, text: &str) -> Result<Vec<String>, Error> {
    let analyses: PerPointers<Analyse> = over_all_pointers!(ast::analyse);
    let analyse = analyses.of(pointers);
    analyse(text).map_err(|mistakes| Error::Wrong(ast::report(name, text, &mistakes)))
}

#[cfg(test)]
mod tests {
    use super::Arguments;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        Arguments::command().debug_assert();
    }
}
