//! A span for each collection, for those who log with `tracing`. (Without that feature, nothing.)
//!
//! What subscribes is code of the user's: it may allocate, and so collect. A collection that begins
//! while it is being told of another has no span, or that would never end.

use crate::stats::Collection;

/// The span of a collection that is going on.
#[must_use = "the span ends when it is dropped"]
pub(super) struct CollectionSpan {
    #[cfg(feature = "tracing")]
    entered: Option<tracing::span::EnteredSpan>,
}

#[cfg(not(feature = "tracing"))]
impl CollectionSpan {
    pub(super) fn begin() -> Self {
        Self {}
    }

    pub(super) fn end(self, _: &Collection) {}
}

#[cfg(feature = "tracing")]
impl CollectionSpan {
    /// Begins a span. Runs code of the user's.
    pub(super) fn begin() -> Self {
        use tracing::field::Empty;

        let telling = Telling::begin();
        let entered = telling.map(|_telling| {
            tracing::debug_span!(
                target: "gc_core",
                "collection",
                scope = Empty,
                examined = Empty,
                freed = Empty,
                freed_bytes = Empty,
                finalized = Empty,
                pause_ns = Empty,
                time_ns = Empty,
                slices = Empty,
            )
            .entered()
        });
        Self { entered }
    }

    /// Notes the figures and ends the span. Runs code of the user's.
    pub(super) fn end(self, collection: &Collection) {
        let (Some(entered), Some(_telling)) = (self.entered, Telling::begin()) else {
            return;
        };
        entered.record("scope", tracing::field::display(collection.scope));
        entered.record("examined", collection.examined);
        entered.record("freed", collection.freed);
        entered.record("freed_bytes", collection.freed_bytes);
        entered.record("finalized", collection.finalized);
        entered.record("pause_ns", collection.pause.as_nanos() as u64);
        entered.record("time_ns", collection.time.as_nanos() as u64);
        entered.record("slices", collection.slices);
        // Before the next one may be told of.
        drop(entered);
    }
}

#[cfg(feature = "tracing")]
std::thread_local! {
    /// A subscriber is being told something.
    static TELLING: core::cell::Cell<bool> = const { core::cell::Cell::new(false) };
}

/// Says so as long as it lives.
#[cfg(feature = "tracing")]
struct Telling(());

#[cfg(feature = "tracing")]
impl Telling {
    fn begin() -> Option<Self> {
        let is_first = !TELLING.replace(true);
        is_first.then(|| Self(()))
    }
}

#[cfg(feature = "tracing")]
impl Drop for Telling {
    fn drop(&mut self) {
        TELLING.set(false);
    }
}
