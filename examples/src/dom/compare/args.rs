//! The command line.

use std::path::PathBuf;

use clap::{Parser, ValueEnum};

/// Parses, searches, writes and drops HTML pages over Gc and over markup5ever_rcdom, and says what it
/// took.
///
/// Exit codes: 0, or 1 for errors.
#[derive(Clone, Debug, Parser)]
#[command(name = "dom_compare", version)]
pub struct Args {
    /// HTML files to work on, beside a generated page
    pub files: Vec<PathBuf>,

    /// Size of the generated page in MiB; 0 for none
    #[arg(long, default_value_t = 3, value_name = "COUNT", value_parser = clap::value_parser!(u16).range(..=1024))]
    pub mebibytes: u16,

    /// How often all is done, each time in a process of its own; the medians are printed
    #[arg(long, default_value_t = 7, value_name = "COUNT", value_parser = clap::value_parser!(u16).range(1..))]
    pub rounds: u16,

    /// What to search for
    #[arg(
        long,
        default_value = "article > section p a[href^=\"/\"], tr:nth-child(odd) > td.number"
    )]
    pub selector: String,

    /// Does all once before in the same process, so that memory which was given back is used again
    #[arg(long)]
    pub warm: bool,

    /// Does the work on one tree and one page in this process, and prints bare numbers
    #[arg(long, hide = true, value_enum)]
    pub only: Option<Which>,
}

/// One of the trees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Which {
    /// The tree over `Gc`.
    Gc,
    /// The tree over `Rc`.
    Rcdom,
}

#[cfg(test)]
mod tests {
    use super::Args;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        Args::command().debug_assert();
    }
}
