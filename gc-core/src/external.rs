//! Bytes that objects own outside of their heap.

use core::cell::Cell;
use core::fmt;
use std::rc::Rc;

use crate::trace::{Trace, Tracer, TypeGraph};

/// The sum of a heap's reports.
#[derive(Default)]
pub(crate) struct External {
    bytes: Cell<usize>,
    /// Above this many bytes the heap wants to look at its policy.
    alarm: Cell<usize>,
    /// What makes the heap do so.
    wake: Cell<Option<Wake>>,
}

type Wake = (*const (), fn(*const ()));

impl External {
    /// From now on, at an alarm, `wake` is called with `heap`, until [`disarm`](Self::disarm).
    pub(crate) fn arm(&self, heap: *const (), wake: fn(*const ())) {
        self.wake.set(Some((heap, wake)));
    }

    /// The heap is about to go.
    pub(crate) fn disarm(&self) {
        self.wake.set(None);
    }

    pub(crate) fn bytes(&self) -> usize {
        self.bytes.get()
    }

    /// Whether enough has been added since the last call of [`quieten`](Self::quieten).
    pub(crate) fn is_alarmed(&self) -> bool {
        self.bytes.get() > self.alarm.get()
    }

    /// No alarm before `more` bytes have been added.
    pub(crate) fn quieten(&self, more: usize) {
        self.alarm.set(self.bytes.get().saturating_add(more));
    }

    fn change(&self, from: usize, to: usize) {
        let others = self.bytes.get().saturating_sub(from);
        self.bytes.set(others.saturating_add(to));
        if to > from
            && self.is_alarmed()
            && let Some((heap, wake)) = self.wake.get()
        {
            wake(heap);
        }
    }
}

impl fmt::Debug for External {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("External")
            .field("bytes", &self.bytes.get())
            .finish_non_exhaustive()
    }
}

/// Says how many bytes an object owns outside of its heap (the buffer of a `Vec`, a texture), so that the heap's
/// [`Policy`](crate::Policy) takes them for part of its size.
///
/// Made by [`Heap::external_bytes`](crate::Heap::external_bytes), and kept in the object that owns them; dropping it takes the
/// report back.
///
/// ```
/// use gc_core::{ExternalBytes, Gc, Heap, Trace};
///
/// #[derive(Trace)]
/// struct Picture {
///     pixels: Vec<u8>,
///     memory: ExternalBytes,
/// }
///
/// let heap = Heap::current();
/// let pixels = vec![0; 1 << 20];
/// let memory = heap.external_bytes(pixels.capacity());
/// let picture = Gc::new(Picture { pixels, memory });
/// assert_eq!(heap.stats().external_bytes, 1 << 20);
/// picture.memory.set(2 << 20);
/// assert_eq!(heap.stats().external_bytes, 2 << 20);
/// drop(picture);
/// assert_eq!(heap.stats().external_bytes, 0);
/// ```
pub struct ExternalBytes {
    bytes: Cell<usize>,
    sum: Rc<External>,
}

impl ExternalBytes {
    pub(crate) fn new(bytes: usize, sum: &Rc<External>) -> Self {
        sum.change(0, bytes);
        Self {
            bytes: Cell::new(bytes),
            sum: Rc::clone(sum),
        }
    }

    /// The bytes reported.
    #[must_use]
    pub fn get(&self) -> usize {
        self.bytes.get()
    }

    /// Reports another number of bytes.
    pub fn set(&self, bytes: usize) {
        self.sum.change(self.bytes.replace(bytes), bytes);
    }
}

impl Drop for ExternalBytes {
    fn drop(&mut self) {
        self.set(0);
    }
}

// SAFETY:
// 1. to 3. nothing is reported and nothing is run;
// 4. no edges are reported, so there are none that its `Drop` could follow;
// 5. dropping it runs code that is not edges, as the default says;
// 6. it holds no edges.
unsafe impl Trace for ExternalBytes {
    #[inline]
    fn trace(&self, _: &mut Tracer<'_>) {}

    fn describe(_: &mut TypeGraph<'_>) {}
}

impl fmt::Debug for ExternalBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ExternalBytes").field(&self.get()).finish()
    }
}
