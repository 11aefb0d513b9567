//! Random programs with young collections and collections in slices, watched while they run.
//!
//! What dies, and when, depends here on how far a collection is. So nothing is foretold: a `Ledger` knows who points to
//! whom, is told of each death and each finalizer at the instant it happens, and objects where
//!
//! 1. what dies, or is finalized, or what a `Weak` calls gone, can be reached;
//! 2. what can be reached, also by a `Weak` that can be upgraded, leads to something dead;
//! 3. what was garbage when a collection began, as far as one trial can tell, survives its end;
//! 4. a count is not that of the pointers there are.
//!
//! ```text
//! bytes -> Op (op) -> Machine (machine, steps) -> real values of the model
//!                        |                            | events, as they happen
//!                        v                            v
//!                     Ledger (ledger, entry) <--------+      compared after each operation (check)
//! ```

mod check;
mod entry;
mod ledger;
mod machine;
mod op;
mod steps;

pub(super) use ledger::Ledger;
pub use machine::{Setup, run};
pub use op::Op;
