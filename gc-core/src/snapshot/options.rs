//! What a snapshot is to hold beyond the graph.

use core::any::TypeId;
use core::fmt;

use super::history::Sample;
use super::label::{Label, Labeller};
use crate::gc::Gc;
use crate::trace::Trace;

/// What [`Heap::snapshot_with`](crate::Heap::snapshot_with) is to note.
///
/// ```
/// use gc_core::snapshot::SnapshotOptions;
/// use gc_core::{Gc, Heap};
///
/// let heap = Heap::new();
/// let number = Gc::new_in(7_u32, &heap);
/// let options = SnapshotOptions::new().label_with(|number: &u32| format!("seven is {number}"));
/// let snapshot = heap.snapshot_with(options);
/// assert_eq!(snapshot.find(&number).unwrap().label(), Some("seven is 7"));
/// ```
#[derive(Default)]
pub struct SnapshotOptions {
    pub(super) labellers: Vec<Labeller>,
    /// Addresses of objects, once for each handle that is known.
    pub(super) known: Vec<usize>,
    pub(super) history: Vec<Sample>,
}

impl SnapshotOptions {
    /// The graph alone.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Each value of type `T` is asked for its [`Label`], unless a [`GcMut`](crate::GcMut) of it
    /// exists.
    #[must_use]
    pub fn label<T: Trace + Label>(self) -> Self {
        self.label_with(T::label)
    }

    /// As [`label`](Self::label), by a function: for types of other crates, or for another label.
    ///
    /// A later function for the same type replaces the former. It may do what it likes; what it
    /// changes, the snapshot does not show.
    #[must_use]
    pub fn label_with<T: Trace>(mut self, label: impl Fn(&T) -> String + 'static) -> Self {
        self.labellers.retain(|known| known.of != TypeId::of::<T>());
        self.labellers.push(Labeller::new(label));
        self
    }

    /// Says that the caller knows of this handle: one of the external references to the object is not
    /// to be listed by [`Snapshot::unexplained`](super::Snapshot::unexplained). To be called once for
    /// each handle.
    ///
    /// ```
    /// use gc_core::snapshot::SnapshotOptions;
    /// use gc_core::{Gc, Heap};
    ///
    /// let heap = Heap::new();
    /// let known = Gc::new_in(1, &heap);
    /// std::mem::forget(known.clone());
    /// let snapshot = heap.snapshot_with(SnapshotOptions::new().known(&known));
    /// assert_eq!(snapshot.unexplained()[0].references, 1);
    /// # // SAFETY: the count of the handle forgotten above.
    /// # unsafe { Gc::decrement_strong_count(Gc::as_ptr(&known)) };
    /// ```
    #[must_use]
    pub fn known<T: ?Sized>(mut self, handle: &Gc<T>) -> Self {
        self.known.push(Gc::as_ptr(handle).addr());
        self
    }

    /// What a [`Recorder`](super::Recorder) has noted until now: the HTML page draws it.
    #[must_use]
    pub fn history(mut self, samples: &[Sample]) -> Self {
        self.history = samples.to_vec();
        self
    }
}

impl fmt::Debug for SnapshotOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SnapshotOptions")
            .field("labelled types", &self.labellers.len())
            .field("known handles", &self.known.len())
            .field("history", &self.history.len())
            .finish()
    }
}
