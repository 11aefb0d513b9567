//! One program, four pointers: the parts of the program `contrast`.
//!
//! ```text
//! args
//! ledger     who was born and when it died, told by the values themselves
//! style      what a program needs of its pointers, and four ways to give it:
//!   strong     Rc, parents too
//!   weak       Rc, and Weak for parents
//!   managed    @mut, as in Rust 0.6
//!   collected  Gc
//! document   the program: a document is built, edited and let go
//! timing     the same with many nodes and a clock
//! aliasing   two writers at once
//! prices     what one pointer costs
//! report     results -> text
//! run        all of it in order
//! ```
//!
//! The four files of [`style`] are to be read side by side: they differ in what they have to.

mod aliasing;
mod args;
pub mod document;
pub mod ledger;
mod prices;
mod report;
mod run;
pub mod style;
mod timing;

pub use args::Args;
pub use run::run;
