//! Rings of two and of ten nodes that are garbage as soon as they are made.

use crate::clock::{Clock, Frees};
use crate::measure::Measure;
use crate::shapes::Rings;
use crate::size::Size;

/// Nodes between explicit collections.
const BETWEEN: usize = 10_000;

/// The peer decides when to collect; once more at the end, so that all is freed.
pub(crate) fn rings_automatic<R: Rings>(clock: &mut Clock, size: &Size) {
    for (measure, nodes) in [(Measure::Rings2Auto, 2), (Measure::Rings10Auto, 10)] {
        if !clock.wants(measure) {
            continue;
        }
        let mut rings = R::new();
        let n = size.ring_nodes;
        clock.time(measure, n, Frees::Exactly(n), || {
            rings.make(n / nodes, nodes);
            rings.collect();
        });
    }
}

/// Collections happen where the program asks for them.
pub(crate) fn rings_explicit<R: Rings>(clock: &mut Clock, size: &Size) {
    for (measure, nodes) in [(Measure::Rings2, 2), (Measure::Rings10, 10)] {
        if !clock.wants(measure) {
            continue;
        }
        let mut rings = R::new();
        rings.set_automatic(false);
        let n = size.ring_nodes;
        clock.time(measure, n, Frees::Exactly(n), || {
            let mut left = n;
            while left > 0 {
                let now = left.min(BETWEEN);
                rings.make(now / nodes, nodes);
                rings.collect();
                left -= now;
            }
        });
        rings.set_automatic(true);
    }
}
