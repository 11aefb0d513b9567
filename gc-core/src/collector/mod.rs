//! Finding and destroying cyclic garbage.
//!
//! A collection is a trial over a set of objects ([`trial`]): count the edges inside the set
//! ([`count`]), compare with each object's own count, mark from those that have other owners
//! ([`mark`]). What is left is condemned, finalized ([`finalize`]), tried again if a finalizer ran,
//! and destroyed ([`destroy`]). Where nobody has a part in its end it is freed at once instead ([`plain`]).
//!
//! The true counts are never touched, and all that a phase needs lies in arrays of its own, so a
//! `trace` or finalizer that panics leaves a sound heap. While user code other than `trace`
//! runs, no borrow of the heap's state is held and no page points into these arrays.
//!
//! The values of weak collections take part in all phases: see [`ephemerons`].
//!
//! Source of the idea: trial deletion as in CPython's `gcmodule.c` and in the 2011 cycle
//! collector of Rust's own runtime (`rust_cc.cpp`), on pages instead of lists, with side arrays
//! instead of counts that are taken apart and put together again.

mod count;
mod destroy;
mod ephemerons;
mod finalize;
mod mark;
mod near;
mod owners;
mod plain;
mod prefetch;
mod set;
mod slices;
mod survey;
mod touched;
mod trial;
mod verify;

use core::cell::Cell;

use count::Members;
pub(crate) use count::Touched;
use ephemerons::Storages;
use set::{PageSet, count_ones};
pub(crate) use slices::{Meter, Slices};
pub(crate) use survey::{Survey, survey};
use trial::Verdict;
use verify::Condemned;
pub(crate) use verify::now as verify_now;

use crate::clock::Clock;
use crate::drop_queue::Panics;
use crate::heap::{PagePtr, Space, key_log};
use crate::object::{ObjectPtr, SlotState};
use crate::stats::Phases;

/// What a heap's collector is doing, and so what user code may be running.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Nothing.
    Idle,
    /// Counting, marking, or reading the edges of the condemned: `trace`.
    Tracing,
    /// Finalizers.
    Finalizing,
    /// Destructors.
    Destroying,
}

thread_local! {
    /// A `trace` of some heap of the thread may be on the stack, and pages point into the arrays of
    /// a phase.
    static TRACING: Cell<bool> = const { Cell::new(false) };
}

/// Whether a `trace` of some heap of the thread may be on the stack: then no collection may begin, not of another
/// heap either. (A `trace` runs no user code, but one that panics runs the panic hook.)
pub(crate) fn is_tracing() -> bool {
    TRACING.get()
}

/// What the collector needs of the heap around it.
#[derive(Clone, Copy)]
pub(crate) struct Host<'a> {
    pub(crate) space: &'a Space,
    /// Where to say what is going on.
    pub(crate) phase: &'a Cell<Phase>,
    /// A trial began and did not end: an object that is not touched may be garbage all the same.
    pub(crate) untrusted_marks: &'a Cell<bool>,
    /// Up to where in the log of keys all storages are swept.
    pub(crate) swept: &'a Cell<u64>,
    /// Drops a handle to an object of any heap.
    pub(crate) release: fn(ObjectPtr),
}

impl Host<'_> {
    fn enter(&self, phase: Phase) {
        self.phase.set(phase);
        TRACING.set(phase == Phase::Tracing);
    }
}

/// What one round found and did.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Round {
    /// Objects that the trial was about.
    pub(crate) examined: usize,
    /// Objects that were destroyed as cyclic garbage.
    pub(crate) condemned: usize,
    /// Values in weak collections that were dropped as their keys had died by their counts.
    pub(crate) swept: usize,
    /// Finalizers that ran for all of them.
    pub(crate) finalized: usize,
    /// Where the time went.
    pub(crate) phases: Phases,
}

/// Collects all cyclic garbage that there is. Panics of user code go into `panics`, and
/// everything is finished all the same.
pub(crate) fn collect_full(host: Host<'_>, marks: Touched, panics: &mut Panics) -> Round {
    let try_living = |host: Host<'_>, set: &mut PageSet| try_living(host, set, marks);
    let round = between_sweeps(host, panics, |panics| {
        let mut set = PageSet::new(host.space.scanned_pages().collect());
        host.space.begin_epoch();
        collect_set(host, &mut set, try_living, panics)
    });
    host.enter(Phase::Idle);
    round
}

/// Collects the garbage that lies on the pages allocated from since the last collection: what is not
/// held from outside of these pages.
pub(crate) fn collect_young(host: Host<'_>, panics: &mut Panics) -> Round {
    let round = between_sweeps(host, panics, |panics| {
        let pages: Vec<_> = host.space.young_pages().collect();
        host.space.begin_epoch();
        // What became garbage was touched, and lies there itself.
        if !host.untrusted_marks.get() && !pages.iter().any(|page| page.is_touched()) {
            return Round::default();
        }
        let try_young = |_: Host<'_>, set: &mut PageSet| {
            let marks = Touched::Kept;
            trial::hold(set, &Members::Living { marks }, &Storages::of_set(set))
        };
        collect_set(host, &mut PageSet::new(pages), try_young, panics)
    });
    host.enter(Phase::Idle);
    round
}

/// Sweeps the values of dead keys before and after: those that lead to no cycle are none of a trial's
/// business.
fn between_sweeps(
    host: Host<'_>,
    panics: &mut Panics,
    collect: impl FnOnce(&mut Panics) -> Round,
) -> Round {
    let mut swept = ephemerons::sweep(host, panics);
    let mut round = collect(panics);
    swept += ephemerons::sweep(host, panics);
    round.finalized += swept.finalized;
    round.swept = swept.dropped;
    round
}

/// Decides which members of a set are garbage: at first all that live, or where that is sure to
/// find as much, those that can be reached from what was touched.
fn try_living(host: Host<'_>, set: &mut PageSet, marks: Touched) -> Verdict {
    let storages = Storages::scanned(host);
    let verdict = if !host.untrusted_marks.get()
        && let Some(members) = touched::members(set, &storages)
    {
        set.retain(&members);
        trial::hold(set, &Members::These(&members), &storages)
    } else {
        trial::hold(set, &Members::Living { marks }, &storages)
    };
    host.untrusted_marks.set(false);
    verdict
}

/// Tries the objects of a set, and destroys what is garbage.
fn collect_set(
    host: Host<'_>,
    set: &mut PageSet,
    hold: impl FnOnce(Host<'_>, &mut PageSet) -> Verdict,
    panics: &mut Panics,
) -> Round {
    let mut round = Round::default();
    verify::heap(host);
    let mut clock = Clock::start();
    host.enter(Phase::Tracing);
    let verdict = panics.catch(|| hold(host, set));
    round.phases.trial = clock.lap();
    let Some(verdict) = verdict else {
        set::clear_sides(host.space);
        // What was touched is still to be looked at, and some of it has lost its mark.
        host.untrusted_marks.set(true);
        verify::heap(host);
        return round;
    };
    verify::heap(host);
    round.examined = verdict.examined;
    // User code may empty, and so release, any page but those that hold something condemned.
    set.retain(&verdict.garbage);
    if set.pages().is_empty() {
        return round;
    }
    round.condemned = count_ones(&verdict.garbage);
    if plain::is_plain(host, set, &verdict) {
        host.enter(Phase::Destroying);
        // SAFETY:
        // 1. that was asked just now.
        unsafe { plain::free(host, set, &verdict) };
        round.phases.free = clock.lap();
        verify::heap(host);
        return round;
    }
    let mut owners = 0;
    for entry in set.pages() {
        for object in entry.objects(entry.bits(&verdict.garbage)) {
            owners += object.header().strong_count() as usize;
            object.header().set_state(SlotState::Condemned);
            key_log::note(object, entry.page);
        }
    }
    let is_closed = verdict.is_closed(owners);
    let condemned = verdict.garbage;
    let mut doomed = verdict.doomed;
    verify::condemned(host, set.objects(&condemned), Condemned::Whole);
    host.enter(Phase::Finalizing);
    // Those of the condemned may let the storages go that the doomed values are in.
    let storages = doomed.hold_storages(host);
    round.finalized = finalize::run_finalizers(set, &condemned, panics);
    round.finalized += doomed.finalize(panics);
    storages.release(panics);
    host.enter(Phase::Tracing);
    if round.finalized > 0 {
        verify::condemned(host, set.objects(&condemned), Condemned::Awake);
        doomed = finalize::pardon(host.space, set, &condemned, panics);
        // What lives again may die again, and its page go, as soon as a destructor runs.
        set.retain(&condemned);
        verify::condemned(host, set.objects(&condemned), Condemned::Whole);
    }
    round.phases.finalize = clock.lap();
    let glue = destroy::copy(&condemned);
    // What finalizers did may have made new edges.
    let is_closed = is_closed && round.finalized == 0;
    // Before the next `trace`: the hook of its panic may let storages go.
    let values = doomed.evict();
    let leaving = destroy::let_edges_go(host.space, set, &condemned, &glue, is_closed, panics);
    verify::condemned(host, set.objects(&condemned), Condemned::Gone);
    host.enter(Phase::Destroying);
    // SAFETY:
    // 1. what is condemned is whole, nothing outside the set points to it, and its state keeps
    //    everyone else from freeing it.
    unsafe { destroy::drop_values(set, &glue, panics) };
    values.drop_all(panics);
    leaving.release(host.release, panics);
    verify::condemned(host, set.objects(&condemned), Condemned::Gone);
    round.phases.destroy = clock.lap();
    round.condemned = count_ones(&condemned);
    // SAFETY:
    // 1. the values were dropped above, or their edges let go; nothing else was left of them.
    unsafe { destroy::free_slots(host.space, set, &condemned) };
    round.phases.free = clock.lap();
    verify::heap(host);
    round
}

/// Whether anything can have become garbage since the last full collection.
pub(crate) fn may_find_garbage(host: Host<'_>) -> bool {
    host.untrusted_marks.get()
        || host.space.scanned_pages().any(PagePtr::is_touched)
        || ephemerons::may_find_dead(host)
}
