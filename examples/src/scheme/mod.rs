//! A small Scheme, over `Gc` and, to be compared with it, over `Rc`.
mod args;
mod brackets;
pub mod collected;
pub mod compare;
pub mod counted;
pub mod engine;
pub mod error;
mod repl;
mod run;

pub use args::Args;
pub use engine::Engine;
pub use error::Error;
pub use run::run;
