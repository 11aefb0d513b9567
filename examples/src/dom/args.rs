//! The command line.

use std::path::PathBuf;

use clap::{Parser, ValueEnum};

/// Searches an HTML file for what a CSS selector matches.
///
/// Exit codes: 0 if something matches, 2 if nothing does, 1 for errors.
#[derive(Clone, Debug, Parser)]
#[command(name = "dom", version)]
pub struct Args {
    /// An HTML file; `-` for standard input
    pub file: PathBuf,

    /// A list of CSS selectors: `h1, h2`, `table > tbody tr:nth-child(odd)`, `a[href^="http"]`
    pub selector: String,

    /// How to print what is found
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,

    /// Prints so many matches at most
    #[arg(long, value_name = "COUNT")]
    pub limit: Option<usize>,

    /// Says how many lines each match takes on a screen of so many columns
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u16).range(1..))]
    pub columns: Option<u16>,

    /// Says what the heap held, and what a collection frees when the document is let go
    #[arg(long)]
    pub heap: bool,
}

/// How to print what is found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A line for each match, with the beginning of its text, indented under the match around it
    #[default]
    Outline,
    /// The HTML of each match
    Html,
    /// The text of each match, a line for each
    Text,
}

#[cfg(test)]
mod tests {
    use super::{Args, Format};
    use clap::{CommandFactory, Parser};

    #[test]
    fn the_command_line_is_well_formed() {
        Args::command().debug_assert();
    }

    #[test]
    fn an_outline_is_what_is_printed_by_default() {
        let args = Args::parse_from(["dom", "page.html", "h1"]);
        assert_eq!((args.format, args.limit), (Format::Outline, None));
    }
}
