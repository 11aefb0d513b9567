//! Looks at the whole heap between two phases, in builds with `--cfg gc_zeal`. Elsewhere nothing here
//! does anything.
//!
//! Checked are the lists and totals of pages ([`Space::verify`](crate::heap::Space::verify)), the laws of
//! headers ([`states`]), and the counts: all edges are traced anew ([`edges`]), and no object may have fewer
//! owners than edges lead to it. What is condemned may have no more, either.
//!
//! A fault ends in a panic that says what was expected, and where. A `trace` that panics is the
//! user's: then counts are not compared, and nothing else changes.

mod edges;
mod states;

use std::collections::HashSet;

use super::{Host, Phase, TRACING};
use crate::drop_queue::Panics;
use crate::object::ObjectPtr;
use edges::Edges;

/// What is known of the condemned between two phases.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Condemned {
    /// All their owners are condemned, too.
    Whole,
    /// Finalizers ran since they were condemned: anything may lead to them.
    Awake,
    /// Their values are gone.
    Gone,
}

/// Checks a heap of which nothing is condemned but by a collection in slices.
pub(super) fn heap(host: Host<'_>) {
    if cfg!(gc_zeal) {
        now(host);
    }
}

/// As [`heap`], in every build.
pub(crate) fn now(host: Host<'_>) {
    check(host, &HashSet::new(), Condemned::Gone);
}

/// Checks a heap of which some objects are condemned.
pub(super) fn condemned(
    host: Host<'_>,
    objects: impl Iterator<Item = ObjectPtr>,
    they_are: Condemned,
) {
    if cfg!(gc_zeal) {
        check(host, &objects.map(key).collect(), they_are);
    }
}

/// What objects are known by here.
fn key(object: ObjectPtr) -> usize {
    object.payload().addr().get()
}

fn check(host: Host<'_>, condemned: &HashSet<usize>, they_are: Condemned) {
    host.space.verify();
    states::check(host.space, condemned);
    if they_are == Condemned::Awake {
        return;
    }
    let mut panics = Panics::new();
    let tracing = Tracing::begin(host);
    let mut edges = Edges::new(host.space);
    let read = panics.catch(|| edges.read(condemned, they_are == Condemned::Whole));
    drop(tracing);
    panics.forget();
    if read.is_some() {
        edges.check(condemned, they_are == Condemned::Whole);
    }
}

/// As in a trial, no collection begins and no object is touched while edges are read.
struct Tracing<'a> {
    host: Host<'a>,
    phase: Phase,
    was_tracing: bool,
}

impl<'a> Tracing<'a> {
    fn begin(host: Host<'a>) -> Self {
        let phase = host.phase.replace(Phase::Tracing);
        let was_tracing = TRACING.replace(true);
        Self {
            host,
            phase,
            was_tracing,
        }
    }
}

impl Drop for Tracing<'_> {
    fn drop(&mut self) {
        self.host.phase.set(self.phase);
        TRACING.set(self.was_tracing);
    }
}
