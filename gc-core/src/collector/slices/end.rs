//! The end of the condemned, in slices: their edges let go or their values dropped, then their slots
//! freed.
//!
//! The same rules hold as where it is done at one go; that what is destroyed may lead to what
//! is condemned and not yet destroyed, or the other way round, makes no difference: a header stays until
//! all values are gone.

use super::super::prefetch::{AHEAD, prefetch_object};
use super::super::{Host, Phase};
use super::Meter;
use super::blocks::Blocks;
use crate::drop_queue::{Panics, release_slot};
use crate::heap::{PagePtr, Space};
use crate::object::{EdgeSink, ObjectPtr, SlotState, Tracer};

/// Objects between two releases of edges that lead elsewhere.
const BATCH: usize = 64;

/// A walk over what is condemned.
pub(super) struct End {
    next: usize,
}

impl End {
    pub(super) fn new() -> Self {
        Self { next: 0 }
    }

    /// Destroys values until the meter says stop. True when all are gone.
    pub(super) fn destroy(
        &mut self,
        host: Host<'_>,
        condemned: &Blocks<ObjectPtr>,
        meter: &mut Meter,
        panics: &mut Panics,
    ) -> bool {
        while self.next < condemned.len() {
            if !meter.goes_on() {
                return false;
            }
            let some = condemned.some_from(self.next);
            let batch = &some[..some.len().min(BATCH)];
            for &object in batch {
                prefetch_object(object);
            }
            self.next += batch.len();
            meter.spend(batch.len());
            destroy_batch(host, batch, panics);
        }
        true
    }
}

/// Frees slots until the meter says stop, the last ones first. True when all are free. All values are gone.
pub(super) fn free(host: Host<'_>, condemned: &mut Blocks<ObjectPtr>, meter: &mut Meter) -> bool {
    while let Some(object) = condemned.pop() {
        let ahead = condemned.len().checked_sub(AHEAD);
        if let Some(&later) = ahead.and_then(|at| condemned.get(at)) {
            prefetch_object(later);
        }
        // SAFETY:
        // 1. the value was destroyed, and its state keeps everyone else from freeing the slot.
        unsafe { release_slot(host.space, object) };
        meter.spend(1);
        if !meter.goes_on() {
            break;
        }
    }
    condemned.is_empty()
}

/// Gives the memory of a vector back, until the meter says stop: to give much back takes time, too. True when
/// nothing is left.
pub(super) fn give_back<T>(waste: &mut Vec<T>, meter: &mut Meter) -> bool {
    const AT_ONCE: usize = 1 << 21;
    while waste.capacity() > 0 && meter.goes_on() {
        let some = AT_ONCE / size_of::<T>();
        let left = waste.capacity().saturating_sub(some);
        waste.truncate(left);
        waste.shrink_to(left);
        meter.spend(1024);
    }
    waste.capacity() == 0
}

fn destroy_batch(host: Host<'_>, batch: &[ObjectPtr], panics: &mut Panics) {
    host.enter(Phase::Tracing);
    let mut sink = LeaveSink {
        space: host.space,
        leaving: Vec::new(),
    };
    let with_glue = |object: &ObjectPtr| PagePtr::of(*object).descriptor().needs_drop;
    let (edges, mut glue): (Vec<ObjectPtr>, Vec<_>) = batch
        .iter()
        .copied()
        .filter(with_glue)
        .partition(|&object| host.space.pool_of(PagePtr::of(object)).drop_is_edges());
    if !note_edges(&edges, &mut sink, panics) {
        glue.extend(
            edges
                .chunks(1)
                .filter(|one| !note_edges(one, &mut sink, panics))
                .flatten(),
        );
    }
    host.enter(Phase::Destroying);
    let mut values = glue.into_iter();
    // One `catch` for all that goes well, one more for each panic.
    while values.len() > 0 {
        panics.catch(|| {
            for object in values.by_ref() {
                let drop_value = PagePtr::of(object).descriptor().drop_value;
                // SAFETY:
                // 1. the value is condemned and whole, and dropped once.
                unsafe { drop_value(object.payload()) };
            }
        });
    }
    let mut edges = sink.leaving.into_iter();
    while edges.len() > 0 {
        panics.catch(|| edges.by_ref().for_each(host.release));
    }
}

/// Notes the edges of some objects; false, and none is noted, where one cannot be read in full.
fn note_edges(objects: &[ObjectPtr], sink: &mut LeaveSink<'_>, panics: &mut Panics) -> bool {
    if objects
        .iter()
        .any(|object| object.header().is_untraceable())
    {
        return false;
    }
    let noted = sink.leaving.len();
    let read = panics.catch(|| {
        let mut tracer = Tracer::new(sink);
        for &object in objects {
            let page = PagePtr::of(object);
            // SAFETY:
            // 1. the value is condemned and whole, and no `&mut` of it exists.
            unsafe {
                (page.descriptor().trace_slots)(object.payload(), page.stride(), 1, &mut tracer)
            };
        }
        tracer.flush();
        !tracer.take_unreadable()
    });
    let is_noted = read == Some(true);
    if !is_noted {
        sink.leaving.truncate(noted);
    }
    is_noted
}

/// Keeps the edges whose target is not condemned.
struct LeaveSink<'a> {
    space: &'a Space,
    leaving: Vec<ObjectPtr>,
}

impl EdgeSink for LeaveSink<'_> {
    fn drain(&mut self, edges: &[ObjectPtr]) {
        // What an edge leads to has an owner: if its slot is somebody's, then this collection's.
        let leaving = edges.iter().filter(|edge| {
            let is_own = PagePtr::of(**edge).owner() == self.space.owner();
            !is_own || edge.header().state() != SlotState::Condemned
        });
        self.leaving.extend(leaving);
    }
}
