//! A collection of all the heap in slices, between which the program runs as it likes.
//!
//! ```text
//! guess ──> order ──> judge ──> destroy ──> free ──> leave
//!   │ count, hold, mark, settle; a few rounds
//! ```
//!
//! [`guess`] counts and marks as a trial does, but while the program changes what it reads, so its result
//! is only a guess at what is garbage. (What was garbage when it began is in it: nothing that lives
//! leads there, and nobody changes it.) Further rounds over the guess sort out most of what lives: say, what the program
//! moved from a place not yet visited to one that was. [`order`] sorts the guess topologically, strongly connected pieces
//! together, sources first. [`judge`] then decides about one batch of pieces after the other, each in a trial that no
//! program interrupts: members whose owners are all in the batch or condemned before it are condemned. What
//! is condemned nobody can reach any more, so [`destroy`](end) and [`free`](end) take as many slices as they like.
//!
//! The trial of a batch is bounded by the largest piece, not by the garbage, and never by what lives.
//! Accepting the guess itself would be unsound even where no count has changed in the meantime: the
//! program may move the one handle of `b` from `A`, before `A` is visited, to `B`, which was.
//!
//! The storages of weak collections are objects like any other here, which hold their values as long as they live.
//!
//! Nothing here takes the marks of touched objects away, as no instant is right for that.
//!
//! Source of the ordering: R. Tarjan, "Depth-first search and linear graph algorithms", SIAM Journal on Computing
//! 1(2), 1972.

mod blocks;
mod edges;
mod end;
mod guess;
mod judge;
mod member;
mod meter;
mod order;
mod plot;

use blocks::Blocks;
use edges::Edges;
use end::{End, free, give_back};
use guess::Guess;
use judge::Judge;
use member::Member;
pub(crate) use meter::Meter;
use order::{Order, Pieces};
use plot::Field;

use super::verify::{self, Condemned};
use super::{Host, Phase, ephemerons};
use crate::clock::Clock;
use crate::drop_queue::Panics;
use crate::object::ObjectPtr;
use crate::stats::Phases;

/// A guess of up to this many objects, or half of what is left of the budget, is tried at one go, without being
/// ordered.
const SMALL: usize = 2048;

/// Where the whole heap is checked between slices, it is so each time up to this many objects.
const OBJECTS_PER_CHECK: usize = 256;

/// A collection in slices, under way.
pub(crate) struct Slices {
    field: Field,
    stage: Stage,
    /// What was condemned and not yet freed, in the order of condemnation.
    condemned: Blocks<ObjectPtr>,
    /// What ordering and judging needed, and nobody needs any more.
    waste: (Edges, Vec<Member>),
    totals: Totals,
    /// Calls of [`verify`](Self::verify) since the last one that looked.
    unchecked: usize,
}

/// What a collection in slices has done so far.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Totals {
    pub(crate) examined: usize,
    pub(crate) finalized: usize,
    pub(crate) phases: Phases,
}

/// What is to be done next.
enum Stage {
    Guess(Guess),
    Order(Order),
    Judge(Judge),
    Destroy(End),
    Free,
    Leave,
    Done,
}

impl Slices {
    /// A new collection of all the heap: nothing is done yet, but from now on the pages stay.
    pub(crate) fn new(host: Host<'_>) -> Self {
        Self {
            field: Field::new(host.space),
            stage: Stage::Guess(Guess::new()),
            condemned: Blocks::default(),
            waste: (Edges::default(), Vec::new()),
            totals: Totals::default(),
            unchecked: 0,
        }
    }

    /// What it has done so far.
    pub(crate) fn totals(&self) -> Totals {
        self.totals
    }

    /// Whether the next slice may run finalizers or destructors, or free objects.
    pub(crate) fn is_deadly(&self) -> bool {
        !matches!(self.stage, Stage::Guess(_) | Stage::Order(_))
    }

    /// Goes on until the meter says stop. True when all is done. Panics of user code go into `panics`.
    pub(crate) fn run(&mut self, host: Host<'_>, meter: &mut Meter, panics: &mut Panics) -> bool {
        self.verify(host);
        while !matches!(self.stage, Stage::Done) && meter.goes_on() {
            self.advance(host, meter, panics);
        }
        host.enter(Phase::Idle);
        matches!(self.stage, Stage::Done)
    }

    /// As [`run`](Self::run), but only as long as nothing [dies](Self::is_deadly) by it.
    pub(crate) fn run_harmless(&mut self, host: Host<'_>, meter: &mut Meter, panics: &mut Panics) {
        self.verify(host);
        while !self.is_deadly() && meter.goes_on() {
            self.advance(host, meter, panics);
        }
        host.enter(Phase::Idle);
    }

    /// Destroys and frees what is condemned, and forgets about the rest.
    pub(crate) fn finish(mut self, host: Host<'_>, panics: &mut Panics) {
        if !matches!(self.stage, Stage::Free | Stage::Leave | Stage::Done) {
            let end = match self.stage {
                Stage::Destroy(end) => end,
                _ => End::new(),
            };
            self.stage = Stage::Destroy(end);
        }
        let mut meter = Meter::without_limit();
        self.run(host, &mut meter, panics);
    }

    /// Goes on with one stage, and takes its time.
    fn advance(&mut self, host: Host<'_>, meter: &mut Meter, panics: &mut Panics) {
        let clock = Clock::start();
        let mut spent = Phases::default();
        let time = match self.stage {
            Stage::Guess(_) | Stage::Order(_) | Stage::Judge(_) => &mut spent.trial,
            Stage::Destroy(_) => &mut spent.destroy,
            Stage::Free | Stage::Leave | Stage::Done => &mut spent.free,
        };
        self.work(host, meter, panics);
        *time = clock.elapsed();
        self.totals.phases += spent;
        self.verify(host);
    }

    /// Checks the heap: each time while it is small, and so that slices of a large one do not take time
    /// quadratic in its size. Those condemned are whole until the first of them is destroyed, and
    /// each one's owners are condemned.
    fn verify(&mut self, host: Host<'_>) {
        if !cfg!(gc_zeal) {
            return;
        }
        self.unchecked += 1;
        if self.unchecked * OBJECTS_PER_CHECK < host.space.usage().objects {
            return;
        }
        self.unchecked = 0;
        if matches!(self.stage, Stage::Judge(_)) {
            verify::condemned(host, self.condemned.iter().copied(), Condemned::Whole);
        } else {
            verify::heap(host);
        }
    }

    fn work(&mut self, host: Host<'_>, meter: &mut Meter, panics: &mut Panics) {
        let (field, condemned) = (&mut self.field, &mut self.condemned);
        match &mut self.stage {
            Stage::Guess(guess) => {
                host.enter(Phase::Tracing);
                let done = panics.catch(|| guess.run(field, meter));
                self.totals.examined = guess.examined();
                match done {
                    Some(false) => {}
                    Some(true) if guess.is_empty() => self.stage = Stage::Leave,
                    Some(true) => {
                        let members = guess.take_members();
                        self.stage = if members.len() <= SMALL.min(meter.left() / 2) {
                            Stage::Judge(Judge::new(Pieces::one(members)))
                        } else {
                            Stage::Order(Order::new(members))
                        };
                    }
                    // What the counters and marks say is of no use any more.
                    None => self.stage = Stage::Leave,
                }
            }
            Stage::Order(order) => {
                host.enter(Phase::Tracing);
                match panics.catch(|| order.run(field, meter)) {
                    Some(false) => {}
                    Some(true) => {
                        let (pieces, edges) = order.take();
                        self.waste.0 = edges;
                        self.stage = Stage::Judge(Judge::new(pieces));
                    }
                    None => self.stage = Stage::Leave,
                }
            }
            Stage::Judge(judge) => {
                let (edges, _) = &mut self.waste;
                let done =
                    edges.give_back(meter) && judge.run(host, field, condemned, meter, panics);
                self.totals.finalized = judge.finalized();
                if done {
                    self.waste.1 = judge.take_members();
                    self.stage = Stage::Destroy(End::new());
                }
            }
            Stage::Destroy(end) => {
                if end.destroy(host, condemned, meter, panics) {
                    self.stage = Stage::Free;
                }
            }
            Stage::Free => {
                host.enter(Phase::Destroying);
                if free(host, condemned, meter) {
                    self.stage = Stage::Leave;
                }
            }
            Stage::Leave => {
                let (edges, members) = &mut self.waste;
                let is_clean = edges.give_back(meter) && give_back(members, meter);
                if is_clean && field.leave(host.space, meter) {
                    self.totals.finalized += ephemerons::sweep(host, panics).finalized;
                    self.stage = Stage::Done;
                }
            }
            Stage::Done => {}
        }
    }
}
