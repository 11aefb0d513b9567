//! The command line.

use std::path::PathBuf;

use clap::Parser;

/// Runs Scheme programs. Without arguments it reads expressions and prints their values.
#[derive(Clone, Debug, Default, Parser)]
#[command(name = "scheme", version)]
pub struct Args {
    /// A program; `-` for standard input
    #[arg(conflicts_with = "expressions")]
    pub file: Option<PathBuf>,

    /// Evaluates an expression and prints its value; may be repeated
    #[arg(
        short,
        long = "expression",
        value_name = "EXPR",
        allow_hyphen_values = true
    )]
    pub expressions: Vec<String>,

    /// Keeps what was typed at the prompt in this file
    #[arg(long, value_name = "FILE")]
    pub history: Option<PathBuf>,

    /// Tells at the end, on standard error, what the heap held and collected
    #[arg(long)]
    pub stats: bool,
}

#[cfg(test)]
mod tests {
    use super::Args;
    use clap::{CommandFactory, Parser};

    #[test]
    fn the_command_line_is_well_formed() {
        Args::command().debug_assert();
    }

    #[test]
    fn expressions_may_be_repeated_and_begin_with_a_minus() {
        let args = Args::parse_from(["scheme", "-e", "-1", "-e", "(+ 1 2)"]);
        assert_eq!(args.expressions, ["-1", "(+ 1 2)"]);
    }
}
