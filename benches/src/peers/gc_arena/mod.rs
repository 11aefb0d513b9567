//! gc-arena: an incremental mark and sweep collector over branded, `Copy` pointers. Pointers live
//! only inside its closures, so the shapes are written anew here; a shape is an arena and its root.
//!
//! It collects only between closures and when told to. `collect_debt`, which does as much work as
//! its pacing asks for, is called wherever other peers may collect on their own.

mod chains;
mod churn;
mod forest;
mod graph;
mod links;
mod parents;

pub(crate) use chains::{ArenaDoubly, ArenaRings};
pub(crate) use churn::ArenaChurn;
pub(crate) use forest::ArenaForest;
pub(crate) use graph::ArenaGraph;
pub(crate) use links::{ArenaList, ArenaTable};
pub(crate) use parents::ArenaParents;

use gc_arena::arena::{CollectionPhase, Root};
use gc_arena::{Arena, Collect, Rootable};

/// Objects made in one closure where many are made and let go.
const BATCH: usize = 1000;

/// Frees everything that is unreachable now.
fn collect<R>(arena: &mut Arena<R>)
where
    R: for<'a> Rootable<'a>,
    for<'a> Root<'a, R>: Collect<'a>,
{
    if arena.collection_phase() != CollectionPhase::Sleeping {
        // What was made during this cycle survives it.
        arena.finish_cycle();
    }
    arena.finish_cycle();
}
