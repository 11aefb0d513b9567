//! Collections in slices of one heap.

use super::RuntimePtr;
use super::gather::Census;
use super::handle::HandleGuard;
use super::span::CollectionSpan;
use crate::budget::{Budget, Progress};
use crate::clock::Clock;
use crate::collector::{self, Meter, Slices};
use crate::drop_queue::Panics;
use crate::policy::Pace;
use crate::stats::{Collection, Scope};

/// A collection in slices between two of them.
pub(super) struct Sliced {
    slices: Box<Slices>,
    /// What is known of it so far.
    so_far: Collection,
    /// Bytes in use when it began.
    before: usize,
    /// The policy wants it, so that it goes on by itself; one that only [`RuntimePtr::step`] has begun waits for
    /// the next call.
    by_policy: bool,
    /// The program makes more than the collection frees.
    is_late: bool,
}

/// How a collection in slices goes on by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pacing {
    /// It does not, or none is under way.
    None,
    /// A slice each time a page is full.
    Pages,
    /// The program makes more than the collection frees: a slice each time [`HURRY`] objects were made.
    Objects,
}

/// Slices between two looks at whether a collection is late, as these take time.
const LOOK_EVERY: usize = 8;

/// Objects between two slices of a collection that is late.
pub(super) const HURRY: u32 = 512;

impl RuntimePtr {
    /// Whether a collection in slices is under way.
    pub(super) fn is_slicing(self) -> bool {
        let cell = &self.get().sliced;
        let sliced = cell.take();
        let is_slicing = sliced.is_some();
        cell.set(sliced);
        is_slicing
    }

    /// Whether one is under way that goes on by itself.
    pub(super) fn is_slicing_by_policy(self) -> bool {
        let cell = &self.get().sliced;
        let sliced = cell.take();
        let by_policy = sliced.as_ref().is_some_and(|it| it.by_policy);
        cell.set(sliced);
        by_policy
    }

    /// The next slice, or the first one of a new collection. A panic of user code comes out at its end.
    pub(super) fn step(self, budget: Budget) -> Progress {
        let mut panics = Panics::new();
        let progress = self.step_with(budget, false, &mut panics);
        panics.resume();
        progress
    }

    /// As [`step`](Self::step); `by_policy` where that wants the collection.
    pub(super) fn step_with(
        self,
        budget: Budget,
        by_policy: bool,
        panics: &mut Panics,
    ) -> Progress {
        if self.is_busy() || collector::is_tracing() {
            return Progress {
                skipped: true,
                ..Progress::default()
            };
        }
        // The heap stays, whatever handles user code drops.
        self.add_handle();
        let guard = HandleGuard(self);
        let clock = Clock::start();
        // From now on each allocation takes the long way, and is counted.
        self.forget_pages();
        let sliced = self.get().sliced.take();
        let mut sliced = sliced.unwrap_or_else(|| self.begin());
        sliced.by_policy |= by_policy;
        let mut meter = Meter::new(budget);
        let is_done = self.run(&mut sliced, &mut meter, panics);
        let pause = clock.elapsed();
        sliced.note_slice(pause);
        self.get().done.borrow_mut().note_pause(pause);
        if sliced.so_far.slices.is_multiple_of(LOOK_EVERY) {
            sliced.is_late = self.get().used() > sliced.before + sliced.before / 4;
        }
        self.set_pacing((!is_done).then_some(&*sliced));
        let mut progress = Progress::default();
        if is_done {
            self.get().space.release_current_pages();
            self.get().queue.shrink();
            let pace = self.pace_after(&sliced);
            // Once, when it ends: the program has run between the slices. What the user's code makes is young.
            panics.catch(|| CollectionSpan::begin().end(&sliced.so_far));
            self.end_collection(&sliced.so_far, pace, panics);
            progress.collection = Some(sliced.so_far);
        } else {
            self.get().sliced.set(Some(sliced));
        }
        drop(guard);
        progress
    }

    /// What was made in the meantime is growth: how much of it lives is not known.
    fn pace_after(self, sliced: &Sliced) -> Pace {
        let this = self.get();
        // It is not young any more, either: there may be too much of it.
        this.space.begin_epoch();
        let mut pace = this.pace.get();
        let freed = sliced.so_far.freed_bytes;
        pace.note_full(
            sliced.by_policy.then_some(freed),
            sliced.before.saturating_sub(freed),
            this.reserved(),
        );
        pace
    }

    /// Says when the next slice is to come by itself.
    fn set_pacing(self, under_way: Option<&Sliced>) {
        let this = self.get();
        let pacing = match under_way {
            Some(sliced) if sliced.by_policy && this.policy.get().pause_target.is_some() => {
                if sliced.is_late {
                    Pacing::Objects
                } else {
                    Pacing::Pages
                }
            }
            _ => Pacing::None,
        };
        this.pacing.set(pacing);
        this.made_since_slice.set(0);
    }

    /// Whether a slice is to come before the next object of a pool whose page is full or not.
    pub(super) fn is_slice_due(self, page_is_full: bool) -> bool {
        let this = self.get();
        match this.pacing.get() {
            Pacing::None => false,
            Pacing::Pages => page_is_full,
            Pacing::Objects => {
                let made = this.made_since_slice.get() + 1;
                this.made_since_slice.set(made);
                made > HURRY
            }
        }
    }

    fn begin(self) -> Box<Sliced> {
        let this = self.get();
        Box::new(Sliced {
            slices: Box::new(Slices::new(this.host())),
            so_far: Collection {
                scope: Scope::Sliced,
                ..Collection::default()
            },
            before: this.used(),
            by_policy: false,
            is_late: false,
        })
    }

    /// Runs until the meter says stop; counts what dies by it.
    fn run(self, sliced: &mut Sliced, meter: &mut Meter, panics: &mut Panics) -> bool {
        let this = self.get();
        let mut is_done = false;
        while !is_done && meter.goes_on() {
            // Counting what there is takes time, so it is done only where something may die.
            if sliced.slices.is_deadly() {
                let census = Census::take(this);
                is_done = sliced.slices.run(this.host(), meter, panics);
                let (freed, freed_bytes) = census.freed(this);
                sliced.so_far.freed += freed;
                sliced.so_far.freed_bytes += freed_bytes;
            } else {
                sliced.slices.run_harmless(this.host(), meter, panics);
            }
        }
        let totals = sliced.slices.totals();
        sliced.so_far.examined = totals.examined;
        sliced.so_far.finalized = totals.finalized;
        sliced.so_far.phases = totals.phases;
        is_done
    }

    /// Ends a collection in slices that is under way: what it has condemned goes, the rest stays. Its
    /// report is never made: what goes now is part of that of the collection that ends it.
    pub(super) fn finish_slices(self, panics: &mut Panics) {
        self.set_pacing(None);
        if let Some(sliced) = self.get().sliced.take() {
            self.get().done.borrow_mut().finalized += sliced.slices.totals().finalized as u64;
            sliced.slices.finish(self.get().host(), panics);
        }
    }
}

impl Sliced {
    fn note_slice(&mut self, pause: core::time::Duration) {
        self.so_far.slices += 1;
        self.so_far.time += pause;
        self.so_far.pause = self.so_far.pause.max(pause);
    }
}
