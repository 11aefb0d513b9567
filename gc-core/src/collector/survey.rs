//! Reading a heap for people: every living object, its counts and its edges, in arrays.
//!
//! A survey changes nothing: it counts as collections do, but decides nothing. Objects are numbered
//! in the order of their addresses; each page points to the numbers of its slots while edges are read.
//!
//! A `trace` that panics runs the panic hook, which may drop handles and so free objects and pages that
//! were numbered already. So nothing read until then is used: the survey begins anew, and leaves out
//! reading that object, or where panics are many, its type.

use core::any::TypeId;
use core::cell::Cell;

use super::set::{PageSet, SetPage, Sides, WORD, clear_sides, zeroed};
use super::{Host, Phase};
use crate::drop_queue::Panics;
use crate::heap::{PagePtr, Pool, Space};
use crate::object::{EdgeSink, ObjectPtr, SlotState, Tracer, TypeClass, TypeDescriptor};

/// So many objects whose `trace` panics are left out one by one.
const SINGLE_PANICS: usize = 8;

/// More objects, or edges, are not numbered.
const LIMIT: usize = u32::MAX as usize - 1;

/// What was found. Objects are numbered from 0.
#[derive(Debug, Default)]
pub(crate) struct Survey {
    /// Ascending by `first`.
    pub(crate) pages: Vec<SurveyedPage>,
    /// Where each object's payload lies: ascending.
    pub(crate) addresses: Vec<usize>,
    /// The strong count of each.
    pub(crate) strong: Vec<u32>,
    /// Objects that `Weak`s point to, and how many: ascending.
    pub(crate) weak: Vec<(u32, u32)>,
    /// Objects whose edges could not be read, or not all of them: ascending.
    pub(crate) unreadable: Vec<u32>,
    /// Objects that own `Gc`s into other heaps, once for each: ascending.
    pub(crate) leaving: Vec<u32>,
    /// The edges of object `n` are `targets[starts[n]..starts[n + 1]]`.
    pub(crate) starts: Vec<u32>,
    pub(crate) targets: Vec<u32>,
    /// There was more than can be numbered.
    pub(crate) is_cut: bool,
    /// Readable objects of the types that were asked for, one handle to each of which is the caller's.
    pub(crate) held: Vec<(u32, ObjectPtr)>,
}

/// What the objects of one page have in common.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SurveyedPage {
    /// The number of its first object.
    pub(crate) first: u32,
    /// Bytes of a slot.
    pub(crate) bytes: usize,
    pub(crate) descriptor: &'static TypeDescriptor,
}

/// Surveys a heap. Runs `trace` of all that lives, and nothing else of the user's; panics go into
/// `panics`. The caller makes sure that no `trace` is on the stack.
pub(crate) fn survey(
    host: Host<'_>,
    wanted: &dyn Fn(TypeId) -> bool,
    panics: &mut Panics,
) -> Survey {
    let phase = host.phase.get();
    host.enter(Phase::Tracing);
    let mut avoided = Avoided::default();
    let found = loop {
        let reading = Cell::new(None);
        match panics.catch(|| read(host.space, &avoided, &reading)) {
            Some(found) => break found,
            None => {
                clear_sides(host.space);
                avoided.note(reading.get());
            }
        }
    };
    let found = hold(found, wanted);
    host.enter(phase);
    found
}

/// What is not to be traced again.
#[derive(Default)]
struct Avoided {
    addresses: Vec<usize>,
    types: Vec<TypeId>,
}

impl Avoided {
    /// A `trace` has panicked.
    fn note(&mut self, reading: Option<(usize, TypeId)>) {
        // Nothing but a `trace` panics, and each is preceded by a note of what it is about.
        debug_assert!(reading.is_some(), "a survey panics in `trace` only");
        let Some((address, of)) = reading else { return };
        self.addresses.push(address);
        if self.addresses.len() > SINGLE_PANICS && !self.types.contains(&of) {
            self.types.push(of);
        }
    }

    fn covers(&self, address: usize, of: TypeId) -> bool {
        self.addresses.contains(&address) || self.types.contains(&of)
    }
}

/// Objects by number, along with what is passed on of them.
struct Found {
    survey: Survey,
    objects: Vec<ObjectPtr>,
}

fn read(space: &Space, avoided: &Avoided, reading: &Cell<Option<(usize, TypeId)>>) -> Found {
    let used = space.pools().flat_map(Pool::pages);
    let set = PageSet::new(used.filter(|page| page.live() > 0).collect());
    // One more than the object's number; 0 where a slot holds none.
    let numbers = zeroed::<u32>(set.words() * WORD);
    let mut found = number(space, &set, &numbers);
    let sides = Sides::new(&set, |entry| {
        numbers[entry.first_word * WORD..].as_ptr().cast()
    });
    let mut edges = EdgeReader {
        survey: &mut found.survey,
        buffer: Vec::new(),
        avoided,
        reading,
    };
    let mut objects = found.objects.as_slice();
    for entry in set.pages() {
        objects = edges.read_page(space.pool_of(entry.page), entry, objects);
    }
    sides.clear();
    found
}

/// Numbers all that lives.
fn number(space: &Space, set: &PageSet, numbers: &[Cell<u32>]) -> Found {
    let mut survey = Survey::default();
    let mut objects: Vec<ObjectPtr> = Vec::new();
    for entry in set.pages() {
        let page = entry.page;
        let first = objects.len();
        for slot in 0..page.used() {
            let object = page.slot(slot);
            let header = object.header();
            // Not free, dead, being built, in the drop queue or condemned.
            if header.strong_count() == 0 || header.state() != SlotState::Live {
                continue;
            }
            if objects.len() == LIMIT {
                survey.is_cut = true;
                continue;
            }
            let id = objects.len() as u32;
            numbers[entry.first_word * WORD + slot].set(id + 1);
            objects.push(object);
            survey.strong.push(header.strong_count());
            if header.weak_count() > 0 {
                survey.weak.push((id, header.weak_count()));
            }
        }
        if objects.len() > first {
            survey.pages.push(SurveyedPage {
                first: first as u32,
                bytes: space.pool_of(page).layout().stride(),
                descriptor: page.descriptor(),
            });
        }
    }
    survey.addresses = objects.iter().map(|it| it.payload().addr().get()).collect();
    survey.starts = Vec::with_capacity(objects.len() + 1);
    survey.starts.push(0);
    Found { survey, objects }
}

/// Takes a handle of each readable object of the types that are wanted.
fn hold(found: Found, wanted: &dyn Fn(TypeId) -> bool) -> Survey {
    let Found {
        mut survey,
        objects,
    } = found;
    let ends = survey.pages.iter().skip(1).map(|page| page.first as usize);
    let ends: Vec<usize> = ends.chain([objects.len()]).collect();
    for (page, end) in survey.pages.iter().zip(ends) {
        if !wanted((page.descriptor.type_id)()) {
            continue;
        }
        for (id, object) in objects
            .iter()
            .enumerate()
            .take(end)
            .skip(page.first as usize)
        {
            let header = object.header();
            if header.is_untraceable() {
                continue;
            }
            if header.retain() {
                header.settle_retain();
            }
            survey.held.push((id as u32, *object));
        }
    }
    survey
}

/// Reads the edges of one object after the other.
struct EdgeReader<'a> {
    survey: &'a mut Survey,
    /// Edges of the page at hand.
    buffer: Vec<ObjectPtr>,
    avoided: &'a Avoided,
    reading: &'a Cell<Option<(usize, TypeId)>>,
}

impl EdgeReader<'_> {
    /// Reads the page's objects, which `objects` begins with; returns the others.
    fn read_page<'o>(
        &mut self,
        pool: &Pool,
        entry: &SetPage,
        objects: &'o [ObjectPtr],
    ) -> &'o [ObjectPtr] {
        let page = entry.page;
        let end = objects.iter().position(|it| PagePtr::of(*it) != page);
        let (own, others) = objects.split_at(end.unwrap_or(objects.len()));
        let mut ends = Vec::with_capacity(own.len());
        for object in own {
            if pool.class() != TypeClass::Leaf {
                let id = (self.survey.starts.len() - 1 + ends.len()) as u32;
                self.read_object(page.descriptor(), id, *object);
            }
            ends.push(self.buffer.len());
        }
        self.resolve(&ends);
        others
    }

    fn read_object(&mut self, descriptor: &'static TypeDescriptor, id: u32, object: ObjectPtr) {
        let about = (object.payload().addr().get(), (descriptor.type_id)());
        if object.header().is_untraceable() || self.avoided.covers(about.0, about.1) {
            self.survey.unreadable.push(id);
            return;
        }
        self.reading.set(Some(about));
        let mut sink = BufferSink(&mut self.buffer);
        let mut tracer = Tracer::new(&mut sink);
        // SAFETY:
        // 1. the one bit names the object itself, which lives, as its count was above 0 and no user
        //    code but `trace` has run since; no `GcMut` of it exists.
        unsafe { (descriptor.trace_slots)(object.payload(), 0, 1, &mut tracer) };
        tracer.flush();
        if tracer.take_unreadable() {
            self.survey.unreadable.push(id);
        }
    }

    /// Turns the edges of a page into numbers. `ends` says where each object's edges end.
    fn resolve(&mut self, ends: &[usize]) {
        let mut at = 0;
        for end in ends {
            let id = (self.survey.starts.len() - 1) as u32;
            for edge in &self.buffer[at..*end] {
                match number_of(*edge) {
                    Some(0) => {}
                    Some(_) if self.survey.targets.len() == LIMIT => self.survey.is_cut = true,
                    Some(number) => self.survey.targets.push(number - 1),
                    None => self.survey.leaving.push(id),
                }
            }
            at = *end;
            self.survey.starts.push(self.survey.targets.len() as u32);
        }
        self.buffer.clear();
    }
}

/// What the slot of an edge's target is numbered; `None` in another heap.
fn number_of(edge: ObjectPtr) -> Option<u32> {
    let page = PagePtr::of(edge);
    let numbers = page.side().cast::<Cell<u32>>();
    if numbers.is_null() {
        return None;
    }
    let number = numbers.wrapping_add(page.index_of(edge));
    // SAFETY:
    // 1. the side of a page in the set has a number for each slot, and an edge leads to one;
    // 2. the numbers outlive the reading of edges, and are only shared.
    Some(unsafe { &*number }.get())
}

/// Keeps edges as they come.
struct BufferSink<'a>(&'a mut Vec<ObjectPtr>);

impl EdgeSink for BufferSink<'_> {
    fn drain(&mut self, edges: &[ObjectPtr]) {
        self.0.extend_from_slice(edges);
    }
}
