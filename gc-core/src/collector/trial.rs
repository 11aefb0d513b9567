//! A trial: of the members of a set, which are neither held from outside nor reachable from one
//! that is.
//!
//! Any set is safe: what points in from outside of it just looks held.

use core::cell::Cell;

use super::count::{Edges, Members, count};
use super::ephemerons::{Doomed, Storages};
use super::mark::Marks;
use super::set::{PageSet, zeroed};

/// What a trial found.
pub(super) struct Verdict {
    /// How many objects it was about.
    pub(super) examined: usize,
    /// Members that are garbage, a bit a slot.
    pub(super) garbage: Vec<Cell<u64>>,
    /// Members that live, a bit a slot.
    pub(super) living: Vec<Cell<u64>>,
    /// Values that belong to garbage, in storages that are none.
    pub(super) doomed: Doomed,
    /// The edges of what is garbage; `None` where not all edges were read once.
    edges: Option<Edges>,
    /// How many owners the garbage has, where no member lives and all are [plain](crate::object::Header::is_plain).
    pub(super) owners_if_all: Option<usize>,
}

impl Verdict {
    /// Whether no edge leads from the garbage, which has so many owners, to anything else: all owners of garbage are
    /// edges of garbage, so where it has as many edges, each leads to garbage.
    pub(super) fn is_closed(&self, owners: usize) -> bool {
        self.edges
            == Some(Edges {
                inside: owners,
                leaving: 0,
            })
    }
}

/// Holds a trial. A panic of a `trace` comes out of it, with nothing changed.
pub(super) fn hold(set: &PageSet, members: &Members<'_>, storages: &Storages) -> Verdict {
    let counted = count(set, members, storages);
    let living = counted.members;
    // What is no member counts as marked and scanned: nothing is to be done for it.
    let mut marks = Marks::new(set, false, |at| {
        let (members, held) = (living[at].get(), counted.held[at].get());
        (!members | held, !(members & counted.readable[at].get()))
    });
    if !storages.is_empty() {
        marks.wait_for_keys(storages.dead());
    }
    let finished = marks.spread(usize::MAX, &counted.pairs);
    debug_assert!(finished, "a trial has no limit");
    let garbage = zeroed::<u64>(set.words());
    let mut nothing_lives = true;
    for (number, entry) in set.pages().iter().enumerate() {
        let words = entry.bits(&garbage).iter().zip(entry.bits(&living));
        for ((garbage, living), mark) in words.zip(marks.bits(number)) {
            garbage.set(!mark.get());
            living.set(living.get() & mark.get());
            nothing_lives &= living.get() == 0;
        }
    }
    // Marks were spread over each edge of a living member, and nothing else.
    let followed = marks.followed();
    let all = counted.edges.filter(|_| storages.is_empty());
    let edges = all.and_then(|all| all.without(followed));
    Verdict {
        examined: counted.examined,
        garbage,
        living,
        doomed: Doomed::new(marks.into_doomed()),
        edges,
        owners_if_all: (nothing_lives && counted.are_plain).then_some(counted.owners),
    }
}
