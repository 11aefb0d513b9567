//! What each program costs over `Gc` and over `Rc` with `Weak`: the table of the README.
//!
//! ```text
//! args, error
//! figures    what is measured of one run
//! program    something to be measured
//! programs   all of them: to add a row, add one here
//! child      one run, in a process of its own
//! clock      the time that a thread takes
//! lines      how long a program is
//! report     figures -> text
//! run        all of it in order
//! ```
//!
//! Each run has a process of its own, so that none finds the memory of another, and pointers take turns. Time (of the
//! processor, as other programs run beside) and the peak of resident memory are taken in one run, while nothing counts; the bytes asked of the allocator in a
//! second one, and those that are left when all is let go and the thread has ended in a third.

mod args;
mod child;
mod clock;
mod error;
mod figures;
mod lines;
mod program;
mod programs;
mod report;
mod run;

pub use args::Args;
pub use error::Error;
pub use figures::{Figures, Quantity};
pub use lines::code_lines;
pub use program::{Program, Runs, Task};
pub use programs::PROGRAMS;
pub use run::run;
