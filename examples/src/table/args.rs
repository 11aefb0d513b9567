//! The command line.

use clap::Parser;

use super::figures::Quantity;
use crate::pointers::Pointers;

/// Measures the example programs over `Gc` and over `Rc` with `Weak`, and prints a table
#[derive(Clone, Debug, Parser)]
#[command(name = "table", version)]
pub struct Args {
    /// The programs [default: all]
    pub programs: Vec<String>,

    /// How often each is timed, in turns
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    pub rounds: u32,

    /// How much each has to do, in percent of the usual
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub percent: u32,

    /// Does one run and prints what was measured: what the program asks of itself
    #[arg(long, hide = true, requires = "pointers")]
    pub measure: Option<Quantity>,

    /// The pointers of that run
    #[arg(long, hide = true)]
    pub pointers: Option<Pointers>,
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
