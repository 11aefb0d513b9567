//! Something to be measured.

use std::io;
use std::process::Command;

use super::figures::Quantity;
use crate::pointers::{PerPointers, Pointers};

/// What is timed; gives an answer, and leaves nothing behind that it does not leak.
pub type Task = Box<dyn FnOnce() -> u64>;

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Program {
    /// What it is called.
    pub name: &'static str,
    /// What it does in a run.
    pub does: &'static str,
    /// What is worse where pointers that lead back are weak.
    pub weak: &'static str,
    /// The files and directories it is made of, below `examples/src`.
    pub sources: &'static [&'static str],
    /// How much it has to do.
    pub size: usize,
    /// How it is run.
    pub runs: Runs,
}

/// How a program is run.
#[derive(Clone, Copy, Debug)]
pub enum Runs {
    /// By a function of this package, which makes ready for a task of some size. Making ready is not measured.
    Here(PerPointers<fn(usize) -> Task>),
    /// By another program, which prints [`Figures`](super::Figures) for the pointers, quantity and size that it is
    /// told.
    Elsewhere(fn(Pointers, Quantity, usize) -> Command),
}

impl Program {
    /// How much there is to do at some percentage of the usual.
    #[must_use]
    pub fn size_at(&self, percent: u32) -> usize {
        (self.size * percent as usize / 100).max(1)
    }

    /// What to run in order to measure something.
    pub(super) fn command(
        &self,
        pointers: Pointers,
        quantity: Quantity,
        percent: u32,
    ) -> io::Result<Command> {
        if let Runs::Elsewhere(command) = self.runs {
            return Ok(command(pointers, quantity, self.size_at(percent)));
        }
        let mut command = Command::new(std::env::current_exe()?);
        command.args([self.name, "--measure", quantity.argument()]);
        command.args(["--pointers", &pointers.to_string()]);
        command.args(["--percent", &percent.to_string()]);
        Ok(command)
    }
}
