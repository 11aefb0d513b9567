//! The trials that decide: one batch of pieces after the other, sources first.
//!
//! A batch is tried at one instant. A member whose owners are all members of the batch, or condemned
//! before it, and which is not reached from one with others, is garbage. The condemned are frozen: nobody can
//! reach them, so the edges that lead from them to batches still to come can be counted in slices.

use core::ops::Range;

use super::super::prefetch::prefetch;
use super::super::{Host, Phase};
use super::Meter;
use super::order::Pieces;
use super::plot::{Field, is_alive};
use crate::drop_queue::Panics;
use crate::heap::PagePtr;
use crate::object::{BLOCK, Death, EdgeSink, ObjectPtr, SlotState, Tracer};

/// Pieces are put together up to about this many objects.
const BATCH: usize = 512;

/// In place of its piece's number: a member that lives, and is not to be looked at again.
const SPARED: u32 = 0;

/// Trials of a guess, under way.
pub(super) struct Judge {
    pieces: Pieces,
    /// For each member, the edges from what was condemned before its batch.
    before: Vec<u32>,
    /// For each member of the batch at hand, the edges from members of the batch. 0 for all others.
    inside: Vec<u32>,
    /// Pieces not yet tried.
    left: usize,
    /// How many of the condemned have had their edges counted in `before`.
    extended: usize,
    finalized: usize,
}

impl Judge {
    pub(super) fn new(pieces: Pieces) -> Self {
        let len = pieces.members.len();
        Self {
            left: pieces.ends.len(),
            pieces,
            before: vec![0; len],
            inside: vec![0; len],
            extended: 0,
            finalized: 0,
        }
    }

    /// Finalizers that ran.
    pub(super) fn finalized(&self) -> usize {
        self.finalized
    }

    /// Goes on until the meter says stop; a batch is not interrupted. True when all batches were
    /// tried, or a `trace` has panicked. What is condemned is appended to `condemned`.
    pub(super) fn run(
        &mut self,
        host: Host<'_>,
        field: &Field,
        condemned: &mut Vec<ObjectPtr>,
        meter: &mut Meter,
        panics: &mut Panics,
    ) -> bool {
        while meter.goes_on() {
            host.enter(Phase::Tracing);
            match panics.catch(|| self.extend(field, condemned, meter)) {
                Some(true) if self.left > 0 => {}
                Some(false) => return false,
                Some(true) | None => return true,
            }
            let (mut dying, last) = self.next_batch();
            meter.spend(2 * dying.len());
            if panics
                .catch(|| self.hold(field, &mut dying, last))
                .is_none()
            {
                return true;
            }
            self.set_states(&dying, SlotState::Condemned);
            let finalized = self.run_finalizers(host, &dying, panics);
            self.finalized += finalized;
            if finalized > 0 && !self.pardon(host, field, &mut dying, last, panics) {
                return true;
            }
            let objects = dying
                .iter()
                .map(|&member| self.pieces.members[member as usize]);
            condemned.extend(objects);
        }
        false
    }

    /// The living members of the next pieces, and the number of the last piece among them.
    fn next_batch(&mut self) -> (Vec<u32>, u32) {
        let last = self.left as u32;
        let end = self.pieces.ends[self.left - 1] as usize;
        let mut begin = end;
        while self.left > 0 && (begin == end || end - begin < BATCH) {
            self.left -= 1;
            let before = self.left.checked_sub(1);
            begin = before.map_or(0, |piece| self.pieces.ends[piece] as usize);
        }
        let mut batch = self.pieces.order[begin..end].to_vec();
        batch.retain(|&member| {
            let alive = is_alive(self.pieces.members[member as usize]);
            if !alive {
                self.pieces.piece[member as usize] = SPARED;
            }
            alive
        });
        (batch, last)
    }

    /// Counts the edges of what was condemned last. False if the meter said stop before the end.
    fn extend(&mut self, field: &Field, condemned: &[ObjectPtr], meter: &mut Meter) -> bool {
        let mut sink = CountSink {
            field,
            counts: &mut self.before,
            piece: &self.pieces.piece,
            range: 1..self.left as u32 + 1,
        };
        let mut tracer = Tracer::new(&mut sink);
        while self.extended < condemned.len() && meter.goes_on() {
            trace(condemned[self.extended], &mut tracer);
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
    fn hold(&mut self, field: &Field, batch: &mut Vec<u32>, last: u32) {
        let Pieces { members, piece, .. } = &mut self.pieces;
        let range = self.left as u32 + 1..last + 1;
        let mut sink = CountSink {
            field,
            counts: &mut self.inside,
            piece,
            range: range.clone(),
        };
        let mut tracer = Tracer::new(&mut sink);
        for &member in batch.iter() {
            trace(members[member as usize], &mut tracer);
        }
        tracer.flush();
        let mut held = Vec::new();
        for &member in batch.iter() {
            let owned =
                core::mem::take(&mut self.inside[member as usize]) + self.before[member as usize];
            if members[member as usize].header().strong_count() != owned {
                piece[member as usize] = SPARED;
                held.push(member);
            }
        }
        while let Some(member) = held.pop() {
            let mut sink = SpareSink {
                field,
                piece,
                range: range.clone(),
                spared: &mut held,
            };
            let mut tracer = Tracer::new(&mut sink);
            trace(members[member as usize], &mut tracer);
            tracer.flush();
        }
        batch.retain(|&member| piece[member as usize] != SPARED);
    }

    fn set_states(&self, members: &[u32], state: SlotState) {
        for &member in members {
            self.pieces.members[member as usize]
                .header()
                .set_state(state);
        }
    }

    /// Runs the finalizers of some condemned members that have one and did not run it before. Returns how many.
    fn run_finalizers(&self, host: Host<'_>, dying: &[u32], panics: &mut Panics) -> usize {
        let mut finalized = 0;
        for &member in dying {
            let object = self.pieces.members[member as usize];
            let page = PagePtr::of(object);
            if page.death() != Death::Finalized || object.header().is_finalized() {
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
        let tried = panics.catch(|| self.hold(field, dying, last));
        if tried.is_none() {
            dying.clear();
        }
        let mut rest = dying.iter().copied().peekable();
        let mut still = Vec::with_capacity(before.len());
        for member in before {
            let object = self.pieces.members[member as usize];
            let dies = rest.next_if_eq(&member).is_some();
            // What has no owner dies in any case.
            if dies || object.header().strong_count() == 0 {
                still.push(member);
            } else {
                self.pieces.piece[member as usize] = SPARED;
                object.header().set_state(SlotState::Live);
                // It may be garbage again before anything else touches it.
                object.header().touch();
                PagePtr::of(object).set_touched(true);
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
struct CountSink<'a> {
    field: &'a Field,
    counts: &'a mut [u32],
    piece: &'a [u32],
    range: Range<u32>,
}

impl EdgeSink for CountSink<'_> {
    fn drain(&mut self, edges: &[ObjectPtr]) {
        let mut found = [0; BLOCK];
        let len = self.field.members(edges, &mut found);
        for &member in &found[..len] {
            prefetch(&raw const self.piece[member as usize]);
            prefetch(&raw const self.counts[member as usize]);
        }
        for &member in &found[..len] {
            if self.range.contains(&self.piece[member as usize]) {
                self.counts[member as usize] += 1;
            }
        }
    }
}

/// Spares the members of some pieces that edges lead to.
struct SpareSink<'a> {
    field: &'a Field,
    piece: &'a mut [u32],
    range: Range<u32>,
    spared: &'a mut Vec<u32>,
}

impl EdgeSink for SpareSink<'_> {
    fn drain(&mut self, edges: &[ObjectPtr]) {
        let mut found = [0; BLOCK];
        let len = self.field.members(edges, &mut found);
        for &member in &found[..len] {
            let piece = &mut self.piece[member as usize];
            if self.range.contains(piece) {
                *piece = SPARED;
                self.spared.push(member);
            }
        }
    }
}
