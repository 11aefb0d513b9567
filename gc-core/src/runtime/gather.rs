//! Collections of one heap.

use core::time::Duration;

use super::handle::HandleGuard;
use super::span::CollectionSpan;
use super::{Runtime, RuntimePtr, release};
use crate::budget::Budget;
use crate::clock::Clock;
use crate::collector::{self, Host, Round, Touched};
use crate::drop_queue::Panics;
use crate::heap::Usage;
use crate::policy::Pace;
use crate::stats::{Collection, Scope};

/// How often a collection goes on where its destructors make new objects: they might make new
/// garbage for ever.
const ROUNDS: usize = 8;

/// What a collection promises.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Effort {
    /// Nothing that is unreachable when it begins survives.
    Complete,
    /// What one trial finds.
    OneRound,
    /// What one trial finds of what was allocated since the last collection.
    Young,
}

impl RuntimePtr {
    /// Collects, whatever the policy says. A panic of user code comes out when all is done.
    pub(super) fn collect(self) -> Collection {
        let mut panics = Panics::new();
        let collection = self.collect_with(Effort::Complete, &mut panics);
        panics.resume();
        collection
    }

    /// As [`collect`](Self::collect), but only what was allocated since the last collection.
    pub(super) fn collect_young(self) -> Collection {
        let mut panics = Panics::new();
        let collection = self.collect_with(Effort::Young, &mut panics);
        panics.resume();
        collection
    }

    /// What the policy wants collected before the next page is filled.
    pub(super) fn due(self) -> Option<Scope> {
        let this = self.get();
        let (policy, pace) = (this.policy.get(), this.pace.get());
        if policy.zeal || self.is_full_due() {
            Some(Scope::Full)
        } else {
            policy
                .is_young_due(&pace, this.reserved())
                .then_some(Scope::Young)
        }
    }

    /// Whether all of the heap is to be collected. What is in use is counted only where enough has been
    /// allocated since it was last counted.
    fn is_full_due(self) -> bool {
        let this = self.get();
        if this.space.fillable() < this.slack.get() {
            return false;
        }
        let due = this.policy.get().is_full_due(&this.pace.get(), this.used());
        if let Err(more) = due {
            self.set_slack(more);
        }
        due.is_ok()
    }

    /// So many bytes may be filled before the policy is asked about all of the heap.
    pub(super) fn set_slack(self, bytes: usize) {
        let this = self.get();
        this.slack.set(bytes);
        this.space.reset_fillable();
    }

    /// Whether the policy may have something to say about all of the heap.
    pub(super) fn is_slack_used(self) -> bool {
        let this = self.get();
        this.space.fillable() >= this.slack.get()
    }

    /// Does what is due before an allocation, or goes on with the collection in slices that is under way. Does
    /// nothing while collections are paused.
    pub(super) fn collect_automatically(self) {
        if self.get().pauses.get() > 0 {
            return;
        }
        let mut panics = Panics::new();
        // One handle is the allocation's own. Where there is no other, nobody would end slices.
        let may_slice = self.get().handles.get() > 1;
        self.collect_by_policy(may_slice, &mut panics);
        panics.resume();
    }

    /// Collects before an allocation where the policy, or the build, wants that before each.
    pub(super) fn collect_zealously(self) {
        let this = self.get();
        let policy = this.policy.get();
        if policy.zeal {
            self.collect_automatically();
        } else if policy.is_zealous()
            && this.is_worth_a_look()
            && this.pauses.get() == 0
            && !self.is_slicing()
        {
            let mut panics = Panics::new();
            self.collect_with(Effort::OneRound, &mut panics);
            panics.resume();
        }
    }

    /// As [`collect_automatically`](Self::collect_automatically). What ended, if anything did.
    pub(super) fn collect_by_policy(
        self,
        may_slice: bool,
        panics: &mut Panics,
    ) -> Option<Collection> {
        let this = self.get();
        let target = this.policy.get().pause_target.filter(|_| may_slice);
        if let Some(target) = target
            && self.is_slicing_by_policy()
        {
            return self.slice(target, panics);
        }
        let due = self.due()?;
        if self.leave_out(due) {
            // What lies on the pages filled so far is not young any more.
            this.space.begin_epoch();
            self.forget_pages();
            return None;
        }
        match (due, target) {
            (Scope::Young, _) => Some(self.collect_with(Effort::Young, panics)),
            (_, Some(target)) => self.slice(target, panics),
            (_, None) => Some(self.collect_with(Effort::OneRound, panics)),
        }
    }

    /// One slice that the policy wants.
    fn slice(self, target: Duration, panics: &mut Panics) -> Option<Collection> {
        self.step_with(Budget::time(target), true, panics)
            .collection
    }

    /// Whether a collection that is due would be in vain, as far as can be told.
    fn leave_out(self, due: Scope) -> bool {
        let this = self.get();
        if this.policy.get().zeal {
            return false;
        }
        let mut pace = this.pace.get();
        let in_vain = if collector::may_find_garbage(this.host()) {
            due == Scope::Young && pace.leave_out(this.reserved())
        } else {
            let used = (due == Scope::Full).then(|| this.used());
            pace.note_nothing(used, this.reserved());
            self.set_slack(0);
            true
        };
        this.pace.set(pace);
        in_vain
    }

    /// The last collection of a heap or a thread, unless it is to be leaked. Nobody is there to catch a
    /// panic of a finalizer or destructor: what the panic hook said is all that is said.
    pub(super) fn collect_at_end(self) {
        if self.get().leaked.get() {
            return;
        }
        // There is no later collection to find what unsafe code made garbage without any drop.
        self.get().untrusted_marks.set(true);
        let mut panics = Panics::new();
        self.collect_with(Effort::Complete, &mut panics);
        panics.forget();
    }

    fn collect_with(self, effort: Effort, panics: &mut Panics) -> Collection {
        if self.is_busy() || collector::is_tracing() {
            return Collection {
                skipped: true,
                ..Collection::default()
            };
        }
        // The heap stays, whatever handles user code drops.
        self.add_handle();
        let guard = HandleGuard(self);
        let this = self.get();
        let span = CollectionSpan::begin();
        let clock = Clock::start();
        // From now on each allocation takes the long way, and is counted.
        self.forget_pages();
        let before = this.reserved();
        self.verify();
        let census = Census::take(this);
        let rounds = if effort == Effort::Young {
            collector::collect_young(this.host(), panics)
        } else {
            self.finish_slices(panics);
            this.collect_rounds(effort, panics)
        };
        let (freed, freed_bytes) = census.freed(this);
        this.space.release_current_pages();
        if effort == Effort::Complete {
            this.space.trim();
        }
        this.queue.shrink();
        self.verify();
        let pause = clock.elapsed();
        let collection = Collection {
            scope: match effort {
                Effort::Young => Scope::Young,
                Effort::Complete | Effort::OneRound => Scope::Full,
            },
            examined: rounds.examined,
            freed,
            freed_bytes,
            finalized: rounds.finalized,
            skipped: false,
            pause,
            time: pause,
            slices: 1,
            phases: rounds.phases,
        };
        this.done.borrow_mut().note_pause(pause);
        let mut pace = this.pace.get();
        if effort == Effort::Young {
            pace.note_young(freed_bytes, before, this.reserved());
        } else {
            let by_policy = (effort == Effort::OneRound).then_some(freed_bytes);
            pace.note_full(by_policy, this.used(), this.reserved());
        }
        self.end_collection(&collection, pace, panics);
        panics.catch(|| span.end(&collection));
        drop(guard);
        collection
    }

    /// Takes note of a collection, and of what has become of the policy's numbers, and tells who wants to
    /// know.
    pub(super) fn end_collection(self, collection: &Collection, pace: Pace, panics: &mut Panics) {
        let this = self.get();
        this.pace.set(pace);
        self.set_slack(0);
        this.done.borrow_mut().note(collection);
        self.call_hook(collection, panics);
    }
}

/// What a heap held when user code was about to run.
pub(super) struct Census(Usage);

impl Census {
    pub(super) fn take(heap: &Runtime) -> Self {
        heap.born.set((0, 0));
        Self(heap.space.usage())
    }

    /// Values that have gone since then, and their bytes.
    pub(super) fn freed(&self, heap: &Runtime) -> (usize, usize) {
        let (before, after) = (self.0, heap.space.usage());
        let (born, born_bytes) = heap.born.get();
        let freed = (before.objects + born).saturating_sub(after.objects);
        let bytes = (before.bytes + born_bytes).saturating_sub(after.bytes);
        (freed, bytes)
    }
}

impl Runtime {
    /// Bytes of filled pages that can hold parts of cycles, and of what objects own elsewhere.
    pub(super) fn reserved(&self) -> usize {
        let external = self.external.bytes();
        self.space.scanned_page_bytes().saturating_add(external)
    }

    /// Bytes of their slots in use, and of what these own elsewhere. Linear in the number of pages.
    pub(super) fn used(&self) -> usize {
        let external = self.external.bytes();
        self.space.scanned_slot_bytes().saturating_add(external)
    }

    /// Whether a heap that is checked at each allocation is to be checked at this one: always while it is small,
    /// and so that a growing one is not checked in time quadratic in its size.
    fn is_worth_a_look(&self) -> bool {
        let objects = self.space.usage().objects;
        objects.is_multiple_of((objects.saturating_mul(objects) >> 16).max(1))
    }

    pub(super) fn host(&self) -> Host<'_> {
        Host {
            space: &self.space,
            phase: &self.phase,
            untrusted_marks: &self.untrusted_marks,
            swept: &self.swept,
            release,
        }
    }

    fn collect_rounds(&self, effort: Effort, panics: &mut Panics) -> Round {
        let host = self.host();
        // A program that asks may ask again soon, and then have touched little.
        let marks = match effort {
            Effort::Complete => Touched::Cleared,
            Effort::OneRound | Effort::Young => Touched::Kept,
        };
        let mut total = Round::default();
        let mut tainted = 0;
        // Garbage can arise only where a drop left a count above 0: without that, none is there.
        while collector::may_find_garbage(host) {
            let born = self.born.get();
            let round = collector::collect_full(host, marks, panics);
            total.examined = total.examined.max(round.examined);
            total.finalized += round.finalized;
            total.phases += round.phases;
            // What died may have been all that held something else by a pointer that no `trace`
            // reports (inside an `Rc`, say).
            tainted += usize::from(self.born.get() != born);
            // What a finalizer put into a weak collection keeps its key for that round.
            let nothing = round.condemned == 0 && round.swept == 0 && round.finalized == 0;
            if effort == Effort::OneRound || nothing || tainted == ROUNDS {
                break;
            }
        }
        total
    }

    /// A finalizer ran for an object whose count reached 0.
    pub(super) fn note_finalized(&self) {
        self.done.borrow_mut().finalized += 1;
    }
}
