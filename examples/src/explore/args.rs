//! The command line.

use std::path::PathBuf;

use clap::Parser;

/// Runs a desktop whose closed dialogs leak, and shows where they are held.
#[derive(Clone, Debug, Parser)]
#[command(name = "explore", version)]
pub struct Args {
    /// Writes heap.html, heap.json and heap.dot there; the directory is made where it is missing
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,

    /// Says why the objects are alive whose type or label holds TEXT
    #[arg(long, value_name = "TEXT")]
    pub why: Option<String>,

    /// Runs the program with the leak mended
    #[arg(long)]
    pub fixed: bool,

    /// How many windows are opened, one after the other
    #[arg(long, value_name = "N", default_value_t = 200,
          value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub windows: u32,
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
