//! Where objects were made.

use core::panic::Location;

use super::figures::vec_bytes;
use super::graph::Graph;
#[cfg(feature = "sites")]
use crate::gc::origin;

/// Notes where each object of the thread's heaps is made, while it lives: see
/// [`Object::site`](super::Object::site) and [`Snapshot::diff`](super::Snapshot::diff).
///
/// Does nothing without the feature `sites`. With it, an allocation costs one look at a thread-local while
/// there is no recorder, and an entry in a table of 16 bytes or so while there is one. Objects that
/// conversions make deep inside of the library (`collect` into a `Gc<[T]>`, say) are not noted.
///
/// ```
/// use gc_core::snapshot::SiteRecorder;
/// use gc_core::{Gc, Heap};
///
/// let heap = Heap::new();
/// let recorder = SiteRecorder::start();
/// let number = Gc::new_in(1, &heap);
/// let snapshot = heap.snapshot();
/// let site = snapshot.find(&number).unwrap().site();
/// assert_eq!(site.is_some(), cfg!(feature = "sites"));
/// # drop(recorder);
/// ```
#[derive(Debug)]
#[must_use = "sites are recorded as long as it lives"]
pub struct SiteRecorder {
    /// Belongs to its thread.
    _not_send: core::marker::PhantomData<*const ()>,
}

impl SiteRecorder {
    /// Begins to record, unless another recorder of the thread does so already.
    pub fn start() -> Self {
        #[cfg(feature = "sites")]
        origin::start();
        Self {
            _not_send: core::marker::PhantomData,
        }
    }
}

/// When the last one of the thread goes, what was recorded is forgotten.
impl Drop for SiteRecorder {
    fn drop(&mut self) {
        #[cfg(feature = "sites")]
        origin::stop();
    }
}

/// The sites of a snapshot's objects.
#[derive(Debug, Default)]
pub(super) struct Sites {
    /// Ascending by the number of the object.
    found: Vec<(u32, &'static Location<'static>)>,
}

impl Sites {
    #[cfg(feature = "sites")]
    pub(super) fn of(graph: &Graph) -> Self {
        let found = origin::with(|origins| {
            let ids = graph.ids();
            ids.filter_map(|id| Some((id, *origins.get(&graph.address(id))?)))
                .collect()
        });
        Self {
            found: found.unwrap_or_default(),
        }
    }

    #[cfg(not(feature = "sites"))]
    pub(super) fn of(_: &Graph) -> Self {
        Self::default()
    }

    pub(super) fn get(&self, id: u32) -> Option<&'static Location<'static>> {
        let index = self.found.binary_search_by_key(&id, |(id, _)| *id).ok()?;
        Some(self.found[index].1)
    }

    /// All that are known, with the numbers of their objects.
    #[cfg(feature = "export")]
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, &'static Location<'static>)> {
        self.found.iter().copied()
    }

    pub(super) fn memory(&self) -> usize {
        vec_bytes(&self.found)
    }
}
