//! Tests that nothing is left.

use core::fmt;

use super::{Object, ObjectId, Snapshot, SnapshotOptions};
use crate::runtime::Heap;
use crate::snapshot::figures::Many;
use crate::stats::{Bytes, Thousands};

/// How many survivors are told of in full.
const TOLD: usize = 5;

/// Makes sure that what is made in a heap while the check lives is gone when it goes.
///
/// When it is dropped it collects, and panics if an object is left that was not there before; the
/// panic's text says of each why it is alive. It says nothing while another panic is going on.
///
/// What was there before is known by address: an object made in the place of one that has died
/// meanwhile, of the same type, is not noticed. A test that begins with an empty heap misses nothing.
///
/// ```
/// use gc_core::snapshot::LeakCheck;
/// use gc_core::{Gc, Trace};
/// use std::cell::RefCell;
///
/// #[derive(Trace)]
/// struct Knot(RefCell<Option<Gc<Knot>>>);
///
/// let check = LeakCheck::new();
/// let knot = Gc::new(Knot(RefCell::default()));
/// *knot.0.borrow_mut() = Some(knot.clone());
/// drop(knot);
/// drop(check); // a cycle is no leak
/// ```
#[derive(Debug)]
#[must_use = "the check is made when it is dropped"]
pub struct LeakCheck {
    heap: Heap,
    /// Addresses, ascending, and types.
    before: Vec<(usize, &'static str)>,
    done: bool,
}

impl LeakCheck {
    /// Checks the thread's current heap.
    pub fn new() -> Self {
        Self::of(&Heap::current())
    }

    /// Checks a heap of the caller's choice.
    pub fn of(heap: &Heap) -> Self {
        heap.collect();
        let snapshot = heap.snapshot();
        Self {
            heap: heap.clone(),
            before: snapshot.objects().map(identity).collect(),
            done: false,
        }
    }

    /// Looks now: collects, and says what is left.
    ///
    /// # Errors
    ///
    /// If an object is left that was not there before. The check is over in either case.
    ///
    /// ```
    /// use gc_core::Gc;
    /// use gc_core::snapshot::LeakCheck;
    ///
    /// let check = LeakCheck::new();
    /// let left = Gc::new("a value");
    /// let leaks = check.finish().unwrap_err();
    /// assert_eq!(leaks.survivors().count(), 1);
    /// assert!(leaks.to_string().contains("&str"));
    /// # drop(left);
    /// ```
    pub fn finish(self) -> Result<(), Leaks> {
        self.finish_with(SnapshotOptions::new())
    }

    /// As [`finish`](Self::finish), with labels, or with handles that are known.
    ///
    /// # Errors
    ///
    /// As [`finish`](Self::finish).
    ///
    /// # Panics
    ///
    /// If a label's function does.
    pub fn finish_with(mut self, options: SnapshotOptions) -> Result<(), Leaks> {
        self.done = true;
        self.look(options)
    }

    fn look(&self, options: SnapshotOptions) -> Result<(), Leaks> {
        self.heap.collect();
        let snapshot = self.heap.snapshot_with(options);
        let new = snapshot.objects().filter(|object| {
            let known = self.before.binary_search(&identity(*object));
            known.is_err()
        });
        let survivors: Vec<_> = new.map(|object| object.id()).collect();
        if survivors.is_empty() {
            return Ok(());
        }
        Err(Leaks {
            snapshot: Box::new(snapshot),
            survivors,
        })
    }
}

fn identity(object: Object<'_>) -> (usize, &'static str) {
    (object.address(), object.type_name())
}

impl Default for LeakCheck {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for LeakCheck {
    fn drop(&mut self) {
        if self.done || std::thread::panicking() {
            return;
        }
        if let Err(leaks) = self.look(SnapshotOptions::new()) {
            panic!("{leaks}");
        }
    }
}

/// What a [`LeakCheck`] has found.
pub struct Leaks {
    snapshot: Box<Snapshot>,
    survivors: Vec<ObjectId>,
}

impl Leaks {
    /// The heap as it was.
    #[must_use]
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// What should have gone.
    pub fn survivors(&self) -> impl Iterator<Item = Object<'_>> {
        self.survivors.iter().map(|id| self.snapshot.object(*id))
    }

    /// Those that the others are explained by come first: what is held itself, then what retains most.
    fn in_order(&self) -> Vec<Object<'_>> {
        let mut objects: Vec<_> = self.survivors().collect();
        objects.sort_by_key(|it| {
            (
                !it.is_held(),
                core::cmp::Reverse(it.retained_bytes()),
                it.id(),
            )
        });
        objects
    }
}

/// The survivors, each with the path that keeps it alive, and what may own the references.
impl fmt::Display for Leaks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes: u64 = self.survivors().map(|object| object.bytes()).sum();
        let count = Many(self.survivors.len(), "object");
        let bytes = Bytes(bytes as usize);
        write!(f, "expected nothing to be left, found {count} ({bytes}):")?;
        for object in self.in_order().iter().take(TOLD) {
            let why = self.snapshot.why_alive_with(object.id(), 1);
            write!(f, "\n\n{object}")?;
            match why.paths().first() {
                None => f.write_str("\nis garbage that the collection has left")?,
                Some(path) => write!(f, "\nis kept alive by\n{path}")?,
            }
        }
        if self.survivors.len() > TOLD {
            write!(
                f,
                "\n\n… and {} more",
                Thousands(self.survivors.len() - TOLD)
            )?;
        }
        let mut unexplained = self.snapshot.unexplained();
        unexplained.retain(|it| self.survivors.binary_search(&it.object.id()).is_ok());
        if !unexplained.is_empty() {
            f.write_str("\n\nreferences from outside:")?;
        }
        let told = unexplained.iter().take(TOLD);
        told.clone().try_for_each(|it| write!(f, "\n{it}"))
    }
}

/// As `Display`: it is what `unwrap` prints.
impl fmt::Debug for Leaks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl core::error::Error for Leaks {}

/// Runs a block in a new heap, and panics if an object of that heap is left afterwards: with the
/// path that keeps it alive.
///
/// Gives what the block gives. (A `Gc` in there is left, and so is found.) Objects that the block makes in other
/// heaps by name are not looked at; [`LeakCheck`](crate::snapshot::LeakCheck) is for those.
///
/// ```
/// use gc_core::{Gc, assert_no_leaks};
///
/// let sum = assert_no_leaks!({
///     let numbers = [Gc::new(1), Gc::new(2)];
///     *numbers[0] + *numbers[1]
/// });
/// assert_eq!(sum, 3);
/// ```
///
/// ```should_panic
/// use gc_core::{Gc, assert_no_leaks};
///
/// assert_no_leaks!({
///     std::mem::forget(Gc::new(1));
/// });
/// ```
#[macro_export]
macro_rules! assert_no_leaks {
    ($body:block) => {{
        let heap = $crate::Heap::new();
        let check = $crate::snapshot::LeakCheck::of(&heap);
        let result = heap.enter(|| $body);
        match check.finish() {
            ::core::result::Result::Ok(()) => result,
            ::core::result::Result::Err(leaks) => ::core::panic!("{leaks}"),
        }
    }};
}
