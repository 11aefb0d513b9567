//! A small Scheme, over `Gc` and, to be compared with it, over `Rc`: the parts of the programs `scheme` and
//! `scheme_compare`.
//!
//! ```text
//! args, run, repl, brackets  the program `scheme`
//! error, engine              what both interpreters share with those who run programs
//! interpreter                the interpreter: one text, compiled twice
//! collected, counted         that text over `Gc` and over `Rc`
//! compare                    the program `scheme_compare`
//! ```
//!
//! # Why it is here
//!
//! An environment is a cycle as soon as a closure is stored where it was made, as each local procedure is
//! that calls itself. Over `Rc` none of them is ever freed, and no `Weak` can be put anywhere: which of the
//! pointers is to be weak depends on the program that is interpreted. Over `Gc` nothing has to be decided.
//!
//! # The language
//!
//! R7RS-small but for libraries (`import` is read and ignored), exact fractions (`(/ 1 2)` is `0.5`), complex
//! numbers, binary ports, input from the standard one (`current-input-port`, `with-input-from-file`), and
//! `(scheme process-context)` beyond `exit`. Continuations may be gone back to any number of times. `syntax-rules` is
//! hygienic. Integers have any size; hash tables have SRFI 69's names; lists have the most used procedures of
//! SRFI 1. Two limits of its own:
//!
//! - A built-in procedure that the program defines anew is that from the start of the program on, if the
//!   definition is at the outermost level; an assignment deeper inside is seen only by what is compiled after.
//! - A `guard` none of whose clauses fits raises again where the `guard` is, not where it was raised first.
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
