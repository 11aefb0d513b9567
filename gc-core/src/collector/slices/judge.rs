//! The trials that decide: one batch of pieces after the other, sources first.
//!
//! A batch is tried at one instant. A member whose owners are all members of the batch, or condemned
//! before it, and which is not reached from one with others, is garbage. The condemned are frozen: nobody can
//! reach them, so the edges that lead from them to batches still to come can be counted in slices.

use core::ops::Range;

use super::super::prefetch::{AHEAD, prefetch, prefetch_object};
use super::super::{Host, Phase};
use super::Meter;
use super::blocks::Blocks;
use super::member::Member;
use super::order::Pieces;
use super::plot::Field;
use crate::drop_queue::Panics;
use crate::heap::{PagePtr, key_log};
use crate::object::{BLOCK, EdgeSink, ObjectPtr, SlotState, Tracer};

/// Pieces are put together up to about this many objects, or half of what is left of the budget: each is looked at
/// twice.
const BATCH: usize = 512;

/// Trials of a guess, under way.
pub(super) struct Judge {
    /// Those not yet tried, but with all members.
    pieces: Pieces,
    /// How many of the condemned have had their edges counted in `before`.
    extended: usize,
    finalized: usize,
}

impl Judge {
    pub(super) fn new(pieces: Pieces) -> Self {
        Self {
            pieces,
            extended: 0,
            finalized: 0,
        }
    }

    /// Finalizers that ran.
    pub(super) fn finalized(&self) -> usize {
        self.finalized
    }

    /// The members, of which nothing is needed any more.
    pub(super) fn take_members(&mut self) -> Vec<Member> {
        core::mem::take(&mut self.pieces.members)
    }

    /// Goes on until the meter says stop; a batch is not interrupted. True when all batches were
    /// tried, or a `trace` has panicked. What is condemned is appended to `condemned`.
    pub(super) fn run(
        &mut self,
        host: Host<'_>,
        field: &Field,
        condemned: &mut Blocks<ObjectPtr>,
        meter: &mut Meter,
        panics: &mut Panics,
    ) -> bool {
        while meter.goes_on() {
            host.enter(Phase::Tracing);
            match panics.catch(|| self.extend(field, condemned, meter)) {
                Some(true) if self.left() > 0 => {}
                Some(false) => return false,
                Some(true) | None => return true,
            }
            let (mut dying, last) = self.next_batch((meter.left() / 2).min(BATCH));
            meter.spend(2 * dying.len());
            // What finalizers do may change the edges: where there are any, these are counted later.
            let ahead = !dying
                .iter()
                .any(|&number| self.member(number).has_last_words());
            if panics
                .catch(|| self.hold(field, &mut dying, last, ahead))
                .is_none()
            {
                return true;
            }
            self.set_states(&dying, SlotState::Condemned);
            let finalized = self.run_finalizers(host, &dying, panics);
            self.finalized += finalized;
            let tried = finalized == 0 || self.pardon(host, field, &mut dying, last, panics);
            let objects = dying.iter().map(|&number| self.member(number).object());
            condemned.extend(objects);
            if !tried {
                return true;
            }
            if ahead {
                self.extended = condemned.len();
            }
        }
        false
    }

    fn member(&self, number: u32) -> &Member {
        &self.pieces.members[number as usize]
    }

    /// How many pieces are not yet tried.
    fn left(&self) -> usize {
        self.pieces.ends.len()
    }

    /// The living members of the next pieces, one at least and others until there are `enough` members, and the
    /// number of the last piece among them.
    fn next_batch(&mut self, enough: usize) -> (Vec<u32>, u32) {
        let Pieces { order, ends, .. } = &mut self.pieces;
        let last = ends.len() as u32;
        let end = order.len();
        let mut begin = end;
        while !ends.is_empty() && (begin == end || end - begin < enough) {
            ends.pop();
            begin = ends.last().map_or(0, |&end| end as usize);
        }
        let mut batch = Vec::with_capacity(end - begin);
        while order.len() > begin {
            batch.extend(order.pop());
        }
        batch.reverse();
        for &member in &batch {
            prefetch(&raw const self.pieces.members[member as usize]);
        }
        for &member in &batch {
            prefetch_object(self.member(member).object());
        }
        batch.retain(|&member| {
            let member = &mut self.pieces.members[member as usize];
            let is_alive = member.is_alive();
            if !is_alive {
                member.spare();
            }
            is_alive
        });
        (batch, last)
    }

    /// Counts the edges of what was condemned last. False if the meter said stop before the end.
    fn extend(&mut self, field: &Field, condemned: &Blocks<ObjectPtr>, meter: &mut Meter) -> bool {
        let left = self.left() as u32;
        let mut sink = CountSink {
            field,
            members: &mut self.pieces.members,
            range: 1..left + 1,
            count: Member::add_before,
        };
        let mut tracer = Tracer::new(&mut sink);
        while meter.goes_on()
            && let Some(&object) = condemned.get(self.extended)
        {
            if let Some(&later) = condemned.get(self.extended + AHEAD) {
                prefetch_object(later);
            }
            trace(object, &mut tracer);
            self.extended += 1;
            meter.spend(1);
        }
        tracer.flush();
        self.extended == condemned.len()
    }

    /// The trial: leaves in `batch` what is garbage, and spares the rest. Runs `trace` of the batch, and
    /// nothing else of the user's.
    ///
    /// The members are whole, and belong to pieces that are not yet tried up to the one numbered `last`.
    /// Where it looks `ahead`, the edges of what is garbage to batches still to come are counted at once.
    fn hold(&mut self, field: &Field, batch: &mut Vec<u32>, last: u32, ahead: bool) {
        let first = self.left() as u32 + 1;
        let members = &mut self.pieces.members;
        let range = if ahead { 1 } else { first }..last + 1;
        let objects: Vec<_> = batch
            .iter()
            .map(|&number| members[number as usize].object())
            .collect();
        let mut sink = CountSink {
            field,
            members,
            range: range.clone(),
            count: |member: &mut Member| {
                if member.piece() >= first {
                    member.add_inside();
                } else {
                    member.add_before();
                }
            },
        };
        let mut tracer = Tracer::new(&mut sink);
        for object in objects {
            trace(object, &mut tracer);
        }
        tracer.flush();
        let mut held = Vec::new();
        for &number in batch.iter() {
            let member = &mut members[number as usize];
            let owned = member.take_owned();
            if member.object().header().strong_count() != owned {
                member.spare();
                held.push(number);
            }
        }
        while let Some(number) = held.pop() {
            let object = members[number as usize].object();
            let mut sink = SpareSink {
                field,
                members,
                range: range.clone(),
                first,
                spared: &mut held,
            };
            let mut tracer = Tracer::new(&mut sink);
            trace(object, &mut tracer);
            tracer.flush();
        }
        batch.retain(|&number| !members[number as usize].is_spared());
    }

    fn set_states(&self, members: &[u32], state: SlotState) {
        for &number in members {
            let object = self.member(number).object();
            object.header().set_state(state);
            key_log::note(object, PagePtr::of(object));
        }
    }

    /// Runs the finalizers of some condemned members that have one and did not run it before. Returns how many.
    fn run_finalizers(&self, host: Host<'_>, dying: &[u32], panics: &mut Panics) -> usize {
        let mut finalized = 0;
        for &number in dying {
            let object = self.member(number).object();
            let page = PagePtr::of(object);
            if !self.member(number).has_last_words() {
                continue;
            }
            host.enter(Phase::Finalizing);
            object.header().set_finalized();
            finalized += 1;
            // SAFETY:
            // 1. condemned values are whole until they are destroyed, and `get_mut` refuses them:
            //    no `&mut` exists.
            panics.catch(|| unsafe { (page.descriptor().finalize)(object.payload()) });
        }
        finalized
    }

    /// Lets those live again that finalizers made so: takes them out of `dying`. Where a `trace` panics
    /// these are all, and it returns false.
    fn pardon(
        &mut self,
        host: Host<'_>,
        field: &Field,
        dying: &mut Vec<u32>,
        last: u32,
        panics: &mut Panics,
    ) -> bool {
        host.enter(Phase::Tracing);
        let before = dying.clone();
        let tried = panics.catch(|| self.hold(field, dying, last, false));
        if tried.is_none() {
            dying.clear();
        }
        let mut rest = dying.iter().copied().peekable();
        let mut still = Vec::with_capacity(before.len());
        for number in before {
            let object = self.member(number).object();
            let dies = rest.next_if_eq(&number).is_some();
            // What has no owner dies in any case.
            if dies || object.header().strong_count() == 0 {
                still.push(number);
            } else {
                self.pieces.members[number as usize].spare();
                object.header().set_state(SlotState::Live);
                // It may be garbage again before anything else touches it.
                object.header().touch();
                PagePtr::of(object).set_touched(true);
                key_log::note(object, PagePtr::of(object));
            }
        }
        *dying = still;
        tried.is_some()
    }
}

/// Traces a whole object, if it may be read.
fn trace(object: ObjectPtr, tracer: &mut Tracer<'_>) {
    if object.header().is_untraceable() {
        return;
    }
    let page = PagePtr::of(object);
    // SAFETY:
    // 1. the callers pass what lives, or is condemned and not yet destroyed; no `&mut` of it exists.
    unsafe { (page.descriptor().trace_slots)(object.payload(), page.stride(), 1, tracer) };
}

/// Counts the edges to each member of some pieces.
struct CountSink<'a, F> {
    field: &'a Field,
    members: &'a mut [Member],
    range: Range<u32>,
    count: F,
}

impl<F: FnMut(&mut Member)> EdgeSink for CountSink<'_, F> {
    fn drain(&mut self, edges: &[ObjectPtr]) {
        let mut found = [0; BLOCK];
        let len = self.field.members(edges, &mut found);
        for &number in &found[..len] {
            prefetch(&raw const self.members[number as usize]);
        }
        for &number in &found[..len] {
            let member = &mut self.members[number as usize];
            if self.range.contains(&member.piece()) {
                (self.count)(member);
            }
        }
    }
}

/// Spares the members of some pieces that edges lead to, from `first` on. For those before it, the edge counts
/// as one that is condemned no more.
struct SpareSink<'a> {
    field: &'a Field,
    members: &'a mut [Member],
    range: Range<u32>,
    first: u32,
    spared: &'a mut Vec<u32>,
}

impl EdgeSink for SpareSink<'_> {
    fn drain(&mut self, edges: &[ObjectPtr]) {
        for number in edges.iter().filter_map(|&edge| self.field.member(edge)) {
            let member = &mut self.members[number as usize];
            if !self.range.contains(&member.piece()) {
                continue;
            }
            if member.piece() >= self.first {
                member.spare();
                self.spared.push(number);
            } else {
                member.remove_before();
            }
        }
    }
}
