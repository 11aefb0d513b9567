//! What a heap says of itself: numbers for programs, sentences for people.

use core::fmt;
use core::time::Duration;

/// Which objects a collection was about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Scope {
    /// All of the heap.
    #[default]
    Full,
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
    /// How long the program stood still.
    pub pause: Duration,
}

impl fmt::Display for Collection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.skipped {
            return f.write_str("skipped: the heap was busy collecting or dropping");
        }
        write!(
            f,
            "freed {} of {} objects ({}), {} finalized, in {:.3?}",
            Thousands(self.freed),
            Thousands(self.examined.max(self.freed)),
            Bytes(self.freed_bytes),
            Thousands(self.finalized),
            self.pause
        )
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stats {
    /// Living values; exact at every instant.
    pub objects: usize,
    /// Bytes of their slots, headers and padding included; exact at every instant.
    pub bytes: usize,
    /// Living values of types that can be part of a cycle or lead to one: what a collection looks at.
    pub scanned: usize,
    /// Pages in use.
    pub pages: usize,
    /// Bytes taken from the system's allocator for pages, in use or kept for the next ones.
    pub reserved_bytes: usize,
    /// Collections so far, skipped ones not counted.
    pub collections: u64,
    /// Finalizers that collections have run.
    pub finalized: u64,
    /// Values that collections have freed.
    pub freed: u64,
    /// Time that collections have taken in all.
    pub total_pause: Duration,
    /// Time that the longest one has taken.
    pub max_pause: Duration,
}

impl Stats {
    /// Adds a collection that was not skipped.
    pub(crate) fn note(&mut self, collection: &Collection) {
        self.collections += 1;
        self.finalized += collection.finalized as u64;
        self.freed += collection.freed as u64;
        self.total_pause += collection.pause;
        self.max_pause = self.max_pause.max(collection.pause);
    }
}

impl fmt::Display for Stats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} objects ({}) on {} pages ({} reserved), {} that a collection looks at; \
             {} collections freed {} objects in {:.3?}, the longest took {:.3?}",
            Thousands(self.objects),
            Bytes(self.bytes),
            Thousands(self.pages),
            Bytes(self.reserved_bytes),
            Thousands(self.scanned),
            self.collections,
            Thousands(self.freed as usize),
            self.total_pause,
            self.max_pause
        )
    }
}

/// A number with its thousands apart.
struct Thousands(usize);

impl fmt::Display for Thousands {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.0.to_string();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                f.write_str(" ")?;
            }
            write!(f, "{digit}")?;
        }
        Ok(())
    }
}

/// A number of bytes in the unit that suits it.
struct Bytes(usize);

impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const UNITS: [&str; 4] = ["KiB", "MiB", "GiB", "TiB"];
        if self.0 < 1024 {
            return write!(f, "{} B", self.0);
        }
        let mut size = self.0 as f64 / 1024.0;
        let mut unit = 0;
        while size >= 1024.0 && unit + 1 < UNITS.len() {
            size /= 1024.0;
            unit += 1;
        }
        write!(f, "{size:.1} {}", UNITS[unit])
    }
}

#[cfg(test)]
mod tests {
    use super::{Bytes, Collection, Thousands};

    #[test]
    fn numbers_read_as_people_write_them() {
        let shown = |number| Thousands(number).to_string();
        assert_eq!([shown(0), shown(999), shown(1000)], ["0", "999", "1 000"]);
        assert_eq!(shown(12_345_678), "12 345 678");
        assert_eq!(Bytes(1023).to_string(), "1023 B");
        assert_eq!(Bytes(1536).to_string(), "1.5 KiB");
        assert_eq!(Bytes(3 << 20).to_string(), "3.0 MiB");
    }

    #[test]
    fn a_skipped_collection_says_so() {
        let skipped = Collection {
            skipped: true,
            ..Collection::default()
        };
        assert!(skipped.to_string().starts_with("skipped"));
    }
}
