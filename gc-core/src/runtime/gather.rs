//! Collections of one heap.

use core::time::Duration;

use super::handle::HandleGuard;
use super::{Runtime, RuntimePtr, release};
use crate::collector::{self, Host, Round};
use crate::drop_queue::Panics;
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
}

impl RuntimePtr {
    /// Collects, whatever the policy says. A panic of user code comes out when all is done.
    pub(super) fn collect(self) -> Collection {
        let mut panics = Panics::new();
        let collection = self.collect_with(Effort::Complete, &mut panics);
        panics.resume();
        collection
    }

    /// Whether the policy wants a collection before the heap grows.
    pub(super) fn is_due(self) -> bool {
        let this = self.get();
        let used = this.space.scanned_page_bytes();
        this.policy.get().is_due(used, this.kept.get())
    }

    /// A collection that the allocator asks for. Does nothing while collections are paused.
    pub(super) fn collect_automatically(self) {
        if self.get().pauses.get() > 0 {
            return;
        }
        let mut panics = Panics::new();
        self.collect_with(Effort::OneRound, &mut panics);
        panics.resume();
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
        let clock = Clock::start();
        // From now on each allocation takes the long way, and is counted.
        self.forget_pages();
        this.born.set((0, 0));
        let before = this.space.usage();
        let rounds = this.collect_rounds(effort, panics);
        let after = this.space.usage();
        let (born, born_bytes) = this.born.get();
        this.space.release_current_pages();
        this.queue.shrink();
        this.kept.set(this.space.scanned_page_bytes());
        let collection = Collection {
            scope: Scope::Full,
            examined: rounds.examined,
            freed: (before.objects + born).saturating_sub(after.objects),
            freed_bytes: (before.bytes + born_bytes).saturating_sub(after.bytes),
            finalized: rounds.finalized,
            skipped: false,
            pause: clock.elapsed(),
        };
        this.note(&collection);
        drop(guard);
        collection
    }
}

impl Runtime {
    fn collect_rounds(&self, effort: Effort, panics: &mut Panics) -> Round {
        let host = Host {
            space: &self.space,
            phase: &self.phase,
            untrusted_marks: &self.untrusted_marks,
            release,
        };
        let mut total = Round::default();
        let mut tainted = 0;
        // Garbage can arise only where a drop left a count above 0: without that, none is there.
        while collector::may_find_garbage(host) {
            let born = self.born.get();
            let round = collector::collect_full(host, panics);
            total.examined = total.examined.max(round.examined);
            total.condemned += round.condemned;
            total.finalized += round.finalized;
            // What died may have been all that held something else by a pointer that no `trace`
            // reports (inside an `Rc`, say).
            tainted += usize::from(self.born.get() != born);
            if effort == Effort::OneRound || round.condemned == 0 || tainted == ROUNDS {
                break;
            }
        }
        total
    }

    fn note(&self, collection: &Collection) {
        let mut done = self.done.get();
        done.note(collection);
        self.done.set(done);
    }

    /// A finalizer ran for an object whose count reached 0.
    pub(super) fn note_finalized(&self) {
        let mut done = self.done.get();
        done.finalized += 1;
        self.done.set(done);
    }
}

/// Measures time where there is a clock.
struct Clock(#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))] std::time::Instant);

impl Clock {
    fn start() -> Self {
        Self(
            #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
            std::time::Instant::now(),
        )
    }

    fn elapsed(&self) -> Duration {
        #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
        return self.0.elapsed();
        #[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
        return Duration::ZERO;
    }
}
