//! The end of the condemned: their edges let go or their values dropped, then their slots freed.
//!
//! Where a type's drop glue is nothing but edges, the glue is not run: the edges that leave the set
//! are noted while no user code runs, and released afterwards; those that stay inside are
//! nobody's any more. All other values are dropped in place, with neighbours possibly gone: a `Gc`
//! to one only counts down, as its header stays until all are dropped.

use core::cell::Cell;

use super::set::{PageSet, SetPage, Sides, WORD, count_ones, ones, zeroed};
use crate::drop_queue::{Panics, release_slot};
use crate::heap::{PagePtr, Space};
use crate::object::{EdgeSink, ObjectPtr, Tracer};

/// Edges that leave the condemned set: handles that nobody holds any more.
pub(super) struct Leaving(Vec<ObjectPtr>);

impl Leaving {
    /// Drops the handles.
    pub(super) fn release(self, release: fn(ObjectPtr), panics: &mut Panics) {
        let mut edges = self.0.into_iter();
        // One `catch` for all that goes well, one more for each panic.
        while edges.len() > 0 {
            panics.catch(|| edges.by_ref().for_each(release));
        }
    }
}

/// Lets the edges of those values go whose drop is nothing but edges, and takes these values out of
/// `glue`, which starts as all that is condemned. Runs `trace`, and nothing else of the user's.
///
/// Where the condemned are `closed`, no edge leaves them, and there is nothing to read.
pub(super) fn let_edges_go(
    space: &Space,
    set: &PageSet,
    condemned: &[Cell<u64>],
    glue: &[Cell<u64>],
    closed: bool,
    panics: &mut Panics,
) -> Leaving {
    let mut sink = LeaveSink {
        leaving: Vec::new(),
    };
    let sides = Sides::new(set, |entry| entry.bits(condemned).as_ptr().cast());
    for entry in set.pages() {
        let page = entry.page;
        let only_edges = space.pool_of(page).drop_is_edges();
        if !page.descriptor().needs_drop || (only_edges && closed) {
            entry.bits(glue).iter().for_each(|word| word.set(0));
        } else if only_edges {
            for (word, bits) in entry.bits(glue).iter().enumerate() {
                if bits.get() != 0 {
                    bits.set(unread(entry, word, bits.get(), &mut sink, panics));
                }
            }
        }
    }
    sides.clear();
    Leaving(sink.leaving)
}

/// Notes the edges of some objects of one word. Returns those that could not be read in full, of
/// which nothing is noted.
fn unread(
    entry: &SetPage,
    word: usize,
    bits: u64,
    sink: &mut LeaveSink,
    panics: &mut Panics,
) -> u64 {
    let noted = sink.leaving.len();
    if read_edges(entry, word, bits, sink, panics) {
        return 0;
    }
    sink.leaving.truncate(noted);
    let mut left = 0;
    for bit in ones(bits) {
        let noted = sink.leaving.len();
        if !read_edges(entry, word, 1 << bit, sink, panics) {
            sink.leaving.truncate(noted);
            left |= 1 << bit;
        }
    }
    left
}

/// Traces some objects; whether all of them could be read in full.
fn read_edges(
    entry: &SetPage,
    word: usize,
    bits: u64,
    sink: &mut LeaveSink,
    panics: &mut Panics,
) -> bool {
    let page = entry.page;
    let untraceable = ones(bits).any(|bit| page.slot(word * WORD + bit).header().is_untraceable());
    if untraceable {
        return false;
    }
    let read = panics.catch(|| {
        let mut tracer = Tracer::new(sink);
        let first = page.slot(word * WORD).payload();
        // SAFETY:
        // 1. the bits name condemned values, which are whole and which no `&mut` exists of.
        unsafe { (page.descriptor().trace_slots)(first, page.stride(), bits, &mut tracer) };
        tracer.flush();
        !tracer.take_unreadable()
    });
    // A `trace` that panics here did not panic in the trial: the glue is right all the same.
    read == Some(true)
}

/// Keeps the edges whose target is not condemned.
struct LeaveSink {
    leaving: Vec<ObjectPtr>,
}

impl EdgeSink for LeaveSink {
    fn drain(&mut self, edges: &[ObjectPtr]) {
        for &edge in edges {
            let page = PagePtr::of(edge);
            let condemned = page.side().cast::<Cell<u64>>();
            if !condemned.is_null() {
                let index = page.index_of(edge);
                let word = condemned.wrapping_add(index / WORD);
                // SAFETY:
                // 1. the side of a page in the set has a bit for each slot, and an edge leads to one;
                // 2. the bits outlive the sink's use, and are only shared.
                let word = unsafe { &*word };
                if word.get() & 1 << (index % WORD) != 0 {
                    continue;
                }
            }
            self.leaving.push(edge);
        }
    }
}

/// Drops the values named, whatever panics.
///
/// # Safety
///
/// 1. They are condemned and whole, and the caller is their one owner.
pub(super) unsafe fn drop_values(set: &PageSet, glue: &[Cell<u64>], panics: &mut Panics) {
    for entry in set.pages() {
        let drop_value = entry.page.descriptor().drop_value;
        let mut objects = entry.objects(entry.bits(glue)).peekable();
        // One `catch` for all that goes well, one more for each panic.
        while objects.peek().is_some() {
            panics.catch(|| {
                for object in objects.by_ref() {
                    // SAFETY:
                    // 1. by the caller's promise the value is whole and the caller's; each is
                    //    dropped once, as the iterator moves on before the call.
                    unsafe { drop_value(object.payload()) };
                }
            });
        }
    }
}

/// Frees the slots of the condemned.
///
/// # Safety
///
/// 1. Their values are gone, and the caller is their one owner.
pub(super) unsafe fn free_slots(space: &Space, set: &PageSet, condemned: &[Cell<u64>]) {
    for entry in set.pages() {
        let bits = entry.bits(condemned);
        let dying = count_ones(bits);
        if dying == 0 {
            continue;
        }
        let whole = dying == entry.page.live()
            && entry
                .objects(bits)
                .all(|object| object.header().weak_count() == 0);
        if whole {
            // SAFETY:
            // 1. all slots in use are condemned, their values gone, and no `Weak` points there.
            unsafe { space.free_page(entry.page) };
        } else {
            for object in entry.objects(bits) {
                // SAFETY:
                // 1. by the caller's promise.
                unsafe { release_slot(space, object) };
            }
        }
    }
}

/// A copy of an array of bits.
pub(super) fn copy(bits: &[Cell<u64>]) -> Vec<Cell<u64>> {
    let copy = zeroed::<u64>(bits.len());
    for (to, from) in copy.iter().zip(bits) {
        to.set(from.get());
    }
    copy
}
