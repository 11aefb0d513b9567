//! The command line.

use std::path::PathBuf;

use clap::{Parser, ValueEnum};

/// Runs Scheme programs over `Gc` and over `Rc`, and tells the time and memory that each takes.
#[derive(Clone, Debug, Parser)]
#[command(name = "scheme_compare", version)]
pub struct Args {
    /// Programs [default: those that come with the interpreter]
    pub programs: Vec<PathBuf>,

    /// How often each is run; the median counts
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    pub rounds: u32,

    /// Draws the memory that a program holds over time, over `Gc` and over `Rc`; the program is the one
    /// named, or a loop that makes closures
    #[arg(long, value_name = "OUT.svg")]
    pub plot: Option<PathBuf>,

    /// Runs one program and writes figures: what this program starts as a process of its own
    #[arg(long, hide = true)]
    pub(super) child: Option<Task>,

    /// The pointer that a child is to use
    #[arg(long, hide = true, default_value = "gc")]
    pub(super) pointer: Pointer,
}

/// What a child measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Task {
    /// How long the program takes.
    Time,
    /// What it holds at most, and what is left of it.
    Memory,
    /// What it holds over time.
    Curve,
}

/// What an interpreter is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Pointer {
    Gc,
    Rc,
}

impl Pointer {
    pub(super) const BOTH: [Self; 2] = [Self::Gc, Self::Rc];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Gc => "Gc",
            Self::Rc => "Rc",
        }
    }

    /// Its name on the command line.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Gc => "gc",
            Self::Rc => "rc",
        }
    }
}

impl Task {
    /// Its name on the command line.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Time => "time",
            Self::Memory => "memory",
            Self::Curve => "curve",
        }
    }
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
