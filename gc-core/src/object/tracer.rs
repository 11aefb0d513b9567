//! The buffer that `trace` writes edges into.
//!
//! Reporting an edge stores one word. Only when a block of them is full does the phase that asked
//! (counting, marking, …) look at where they lead: it can then touch the memory of many targets
//! at once instead of waiting for each.

use core::fmt;
use core::mem::MaybeUninit;

use super::ObjectPtr;

/// Edges in a block.
pub(crate) const BLOCK: usize = 128;

/// What a phase of the collector does with edges. Never runs user code.
pub(crate) trait EdgeSink {
    /// Takes a block of at most [`BLOCK`] edges, in the order in which they were reported.
    fn drain(&mut self, edges: &[ObjectPtr]);
}

/// Collects the edges that a [`Trace`](crate::Trace) implementation reports.
///
/// A hand-written `trace` passes it on to the fields, or reports a pointer with
/// [`edge`](Tracer::edge):
///
/// ```
/// use gc_core::{Gc, Trace, Tracer, TypeGraph};
///
/// struct Pair(Option<Gc<Pair>>, u32);
///
/// // SAFETY: the one `Gc` is reported once, and there is no `Drop`.
/// unsafe impl Trace for Pair {
///     fn trace(&self, tracer: &mut Tracer<'_>) {
///         if let Some(other) = &self.0 {
///             tracer.edge(other);
///         }
///     }
///     fn describe(types: &mut TypeGraph<'_>) {
///         types.edge::<Pair>();
///     }
/// }
/// # let _ = Gc::new(Pair(None, 1));
/// ```
pub struct Tracer<'a> {
    edges: [MaybeUninit<ObjectPtr>; BLOCK],
    /// How many of `edges` are initialised; below `BLOCK` between calls.
    len: usize,
    /// Whether something that could not be read was met since the flag was last taken.
    unreadable: bool,
    sink: &'a mut dyn EdgeSink,
}

impl<'a> Tracer<'a> {
    pub(crate) fn new(sink: &'a mut dyn EdgeSink) -> Self {
        Self {
            edges: [MaybeUninit::uninit(); BLOCK],
            len: 0,
            unreadable: false,
            sink,
        }
    }

    /// Notes an edge to `target`.
    #[inline]
    pub(crate) fn push(&mut self, target: ObjectPtr) {
        // The length is below `BLOCK` by its invariant: the index check never fires, and the
        // mask lets the compiler see that.
        self.edges[self.len % BLOCK].write(target);
        self.len += 1;
        if self.len == BLOCK {
            self.flush();
        }
    }

    /// Hands what has been noted to the phase that asked.
    #[inline(never)]
    pub(crate) fn flush(&mut self) {
        let len = core::mem::take(&mut self.len);
        // SAFETY:
        // 1. `push` initialised the first `len` entries since the last flush;
        // 2. `MaybeUninit<ObjectPtr>` has the layout of `ObjectPtr`.
        let edges = unsafe { core::slice::from_raw_parts(self.edges.as_ptr().cast(), len) };
        self.sink.drain(edges);
    }

    /// Says that part of the value could not be read just now (a cell that is mutably borrowed,
    /// a lock that is held): its edges are not reported, and what they lead to counts as held.
    ///
    /// A `trace` that leaves out an edge for such a reason calls this; one whose type always
    /// leaves it out need not.
    #[inline]
    pub fn unreadable(&mut self) {
        self.unreadable = true;
    }

    /// Whether anything was unreadable since this was last asked.
    pub(crate) fn take_unreadable(&mut self) -> bool {
        core::mem::take(&mut self.unreadable)
    }
}

impl fmt::Debug for Tracer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tracer")
            .field("pending", &self.len)
            .finish_non_exhaustive()
    }
}
