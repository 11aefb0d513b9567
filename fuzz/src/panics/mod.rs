//! Programs whose finalizers and destructors panic, against reachability.
//!
//! One heap of nodes with three edges each. A [`Ledger`](ledger::Ledger) knows who points to whom, and is told of
//! each finalizer and destructor as it runs. Whatever panics where:
//!
//! 1. nothing dies that can be reached, nothing dies or is finalized twice, and nothing dies unfinalized;
//! 2. a collection leaves nothing that cannot be reached;
//! 3. the panic comes out of the operation that caused it, as itself.
//!
//! ```text
//! bytes -> Act (act) -> Machine (machine) -> Node (node) -> events -> Ledger (ledger)
//! ```

mod act;
mod ledger;
mod machine;
mod node;

use arbitrary::{Arbitrary, Result, Unstructured};

use crate::expect_none;

/// Operations a program has at most.
const LONGEST: usize = 300;

/// Runs the program that the bytes stand for.
///
/// # Errors
///
/// If the bytes are too few for a program.
///
/// # Panics
///
/// If one of the rules above does not hold.
pub fn run(u: &mut Unstructured<'_>) -> Result<()> {
    let mut machine = machine::Machine::new(u.arbitrary()?);
    for _ in 0..LONGEST {
        if u.is_empty() {
            break;
        }
        let act = act::Act::arbitrary(u)?;
        let done = machine.act(&act);
        expect_none(done.map_err(|what| format!("{act:?}: {what}")));
    }
    expect_none(machine.end());
    Ok(())
}
