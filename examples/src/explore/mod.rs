//! A program with a leak, and how it is found.
//!
//! | file | what |
//! |---|---|
//! | [`desktop`] | windows, widgets, and listeners on a bus: the program |
//! | [`session`] | somebody at work: windows are opened and closed, and figures noted |
//! | [`report`] | what the program says of its own heap |
//! | `args`, `error`, [`run`](run()) | the command around it |

mod args;
pub mod desktop;
mod error;
pub mod report;
mod run;
pub mod session;

pub use args::Args;
pub use error::Error;
pub use run::run;
