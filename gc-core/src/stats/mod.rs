//! What a heap says of itself: numbers for programs, sentences for people.

mod pauses;
mod recent;
mod text;

use core::fmt;
use core::ops::AddAssign;
use core::time::Duration;

pub use pauses::Pauses;
pub use recent::Recent;
use text::Time;
pub(crate) use text::{Bytes, Thousands};

/// Which objects a collection was about, and how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Scope {
    /// All of the heap, at one go.
    #[default]
    Full,
    /// The pages that were allocated from since the collection before.
    Young,
    /// All of the heap, in slices between which the program ran.
    Sliced,
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Full => "full",
            Self::Young => "young",
            Self::Sliced => "sliced",
        })
    }
}

/// Where the time of a collection went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Phases {
    /// Counting and marking: finding out what is garbage.
    pub trial: Duration,
    /// Finalizers, and the second trial that they make necessary.
    pub finalize: Duration,
    /// Letting edges go, and destructors.
    pub destroy: Duration,
    /// Giving slots and pages back.
    pub free: Duration,
}

impl AddAssign for Phases {
    fn add_assign(&mut self, other: Self) {
        self.trial += other.trial;
        self.finalize += other.finalize;
        self.destroy += other.destroy;
        self.free += other.free;
    }
}

/// What a collection did.
///
/// ```
/// use gc_core::{Gc, Trace};
/// use std::cell::RefCell;
///
/// #[derive(Trace)]
/// struct Knot(RefCell<Option<Gc<Knot>>>);
///
/// let knot = Gc::new(Knot(RefCell::new(None)));
/// *knot.0.borrow_mut() = Some(knot.clone());
/// drop(knot);
/// let collection = gc_core::collect();
/// assert_eq!(collection.freed, 1);
/// println!("{collection}");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Collection {
    /// Which objects it was about.
    pub scope: Scope,
    /// Objects that were looked at.
    pub examined: usize,
    /// Values that died by it: condemned, or dropped by count in consequence.
    pub freed: usize,
    /// Bytes of their slots, headers included.
    pub freed_bytes: usize,
    /// Finalizers that ran.
    pub finalized: usize,
    /// True if nothing was done, because this heap was collecting or dropping already.
    pub skipped: bool,
    /// How long the program stood still; of a collection in slices, the longest time.
    pub pause: Duration,
    /// How long it took in all: the pause, or the sum of the slices.
    pub time: Duration,
    /// In how many slices; 1 for a collection at one go.
    pub slices: usize,
    /// Where the time went.
    pub phases: Phases,
}

impl fmt::Display for Collection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.skipped {
            return f.write_str("skipped: the heap was busy collecting or dropping");
        }
        write!(
            f,
            "{}: freed {} of {} objects ({}), {} finalized, in {}",
            self.scope,
            Thousands(self.freed),
            Thousands(self.examined.max(self.freed)),
            Bytes(self.freed_bytes),
            Thousands(self.finalized),
            Time(self.time)
        )?;
        if self.scope == Scope::Sliced {
            let (slices, pause) = (Thousands(self.slices), Time(self.pause));
            write!(f, " over {slices} slices, the longest {pause}")?;
        }
        Ok(())
    }
}

/// What a heap holds and has done.
///
/// ```
/// use gc_core::{Gc, Heap};
///
/// let heap = Heap::new();
/// let number = Gc::new_in(42_u64, &heap);
/// let stats = heap.stats();
/// assert_eq!((stats.objects, stats.bytes), (1, 16));
/// println!("{stats}");
/// # drop(number);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Stats {
    /// Living values; exact at every instant. (What a collection in slices has condemned counts until its
    /// slot is free.)
    pub objects: usize,
    /// Bytes of their slots, headers and padding included; exact at every instant.
    pub bytes: usize,
    /// Living values of types that can be part of a cycle or lead to one: what a collection looks at.
    pub scanned: usize,
    /// Pages in use.
    pub pages: usize,
    /// Bytes taken from the system's allocator for pages, in use or kept for the next ones.
    pub reserved_bytes: usize,
    /// Bytes that objects own outside of the heap, as far as [`ExternalBytes`](crate::ExternalBytes) report them.
    pub external_bytes: usize,
    /// Collections so far, skipped ones not counted.
    pub collections: u64,
    /// How many of them were young.
    pub young_collections: u64,
    /// Finalizers that have run, in collections and where a count reached 0.
    pub finalized: u64,
    /// Values that collections have freed.
    pub freed: u64,
    /// Time that collections have taken in all.
    pub total_pause: Duration,
    /// The longest time that one of them stopped the program for.
    pub max_pause: Duration,
    /// The last collections.
    pub recent: Recent,
    /// All pauses, by length.
    pub pauses: Pauses,
}

impl Stats {
    /// Adds a stop of the program: a collection, or a slice of one.
    pub(crate) fn note_pause(&mut self, pause: Duration) {
        self.total_pause += pause;
        self.max_pause = self.max_pause.max(pause);
        self.pauses.note(pause);
    }

    /// Adds a collection that was not skipped, and whose pauses were noted.
    pub(crate) fn note(&mut self, collection: &Collection) {
        self.collections += 1;
        self.young_collections += u64::from(collection.scope == Scope::Young);
        self.finalized += collection.finalized as u64;
        self.freed += collection.freed as u64;
        self.recent.note(collection);
    }
}

impl fmt::Display for Stats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} objects ({}) on {} pages ({} reserved), {} that a collection looks at; \
             {} collections freed {} objects in {}, the longest pause was {}",
            Thousands(self.objects),
            Bytes(self.bytes),
            Thousands(self.pages),
            Bytes(self.reserved_bytes),
            Thousands(self.scanned),
            self.collections,
            Thousands(self.freed as usize),
            Time(self.total_pause),
            Time(self.max_pause)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::Collection;

    #[test]
    fn a_skipped_collection_says_so() {
        let skipped = Collection {
            skipped: true,
            ..Collection::default()
        };
        assert!(skipped.to_string().starts_with("skipped"));
    }
}
